package awsmap

import (
	"slices"

	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// ecsGaps are what the answers about ECS say that a snapshot has no place for.
func (a *Answers) ecsGaps(s *snapshot.Snapshot) []snapshot.Gap {
	var gaps []snapshot.Gap

	for i := range a.Services {
		if deref(a.Services[i].Status) != inactive && classic(&a.Services[i]) {
			gaps = append(gaps, snapshot.Gap{
				What:     "Classic Load Balancer",
				Why:      "Classic Load Balancers are not modelled",
				Resource: deref(a.Services[i].ServiceArn),
				Nouns:    []snapshot.Noun{snapshot.NounLoadBalancer},
			})
		}
	}

	for i := range s.ContainerInstances {
		if s.ContainerInstances[i].Cluster == "" {
			g := ActionNamed(DescribeContainerInstances).Gap("no answer tells the cluster of this container instance")
			g.Resource, g.Failed = s.ContainerInstances[i].ID, true
			gaps = append(gaps, g)
		}
	}

	return gaps
}

// classic reports whether the service, or one of its task sets, is behind a Classic Load Balancer, the only
// kind that is given by name.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
func classic(in *ecs.Service) bool {
	lbs := in.LoadBalancers
	for i := range in.TaskSets {
		lbs = append(slices.Clip(lbs), in.TaskSets[i].LoadBalancers...)
	}

	for i := range lbs {
		if deref(lbs[i].LoadBalancerName) != "" {
			return true
		}
	}

	return false
}

// ec2Gaps are what the answers about EC2 say that a snapshot has no place for.
func (a *Answers) ec2Gaps() []snapshot.Gap {
	var gaps []snapshot.Gap

	for i := range a.AutoScalingGroups {
		if deref(a.AutoScalingGroups[i].LaunchConfigurationName) != "" {
			gaps = append(gaps, snapshot.Gap{
				What:          "autoscaling:DescribeLaunchConfigurations",
				Why:           "launch configurations are not modelled",
				Resource:      deref(a.AutoScalingGroups[i].AutoScalingGroupARN),
				Nouns:         []snapshot.Noun{snapshot.NounLaunchTemplate},
				DefaultStands: true,
			})
		}
	}

	return append(gaps, a.strayRules()...)
}

// strayRules are rules of groups that were not described: what they admit is known, whom they serve is not.
func (a *Answers) strayRules() []snapshot.Gap {
	described := map[string]bool{}
	for i := range a.SecurityGroups {
		described[deref(a.SecurityGroups[i].GroupId)] = true
	}

	var gaps []snapshot.Gap

	for i := range a.SecurityGroupRules {
		id := deref(a.SecurityGroupRules[i].GroupId)
		if described[id] {
			continue
		}

		described[id] = true // once per group
		g := ActionNamed(DescribeSecurityGroups).Gap("rules of a group that no answer describes")
		g.Resource, g.Failed = id, true
		gaps = append(gaps, g)
	}

	return gaps
}

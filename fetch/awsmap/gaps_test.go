package awsmap_test

import (
	"testing"

	autoscaling "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestGaps(t *testing.T) {
	t.Parallel()

	modern := []ecs.LoadBalancer{{TargetGroupArn: new("tg")}}
	classic := []ecs.LoadBalancer{{LoadBalancerName: new("old"), ContainerName: new("web"), ContainerPort: new(int32(80))}}

	for name, c := range map[string]struct {
		answers awsmap.Answers
		want    []snapshot.Gap
	}{
		"none": {awsmap.Answers{
			Services:           []ecs.Service{{ServiceArn: new("s"), LoadBalancers: modern}},
			AutoScalingGroups:  []autoscaling.AutoScalingGroup{{AutoScalingGroupARN: new("g")}},
			SecurityGroups:     []ec2.SecurityGroup{{GroupId: new("sg-1")}},
			SecurityGroupRules: []ec2.SecurityGroupRule{{SecurityGroupRuleId: new("sgr-1"), GroupId: new("sg-1")}},
		}, nil},
		"Classic Load Balancer": {
			awsmap.Answers{Services: []ecs.Service{{ServiceArn: new("s"), LoadBalancers: classic}}},
			[]snapshot.Gap{{
				What: "Classic Load Balancer", Why: "Classic Load Balancers are not modelled", Resource: "s",
				Nouns: []snapshot.Noun{snapshot.NounLoadBalancer},
			}},
		},
		"Classic Load Balancer of a task set": {
			awsmap.Answers{Services: []ecs.Service{{ServiceArn: new("s"), TaskSets: []ecs.TaskSet{{LoadBalancers: classic}}}}},
			[]snapshot.Gap{{
				What: "Classic Load Balancer", Why: "Classic Load Balancers are not modelled", Resource: "s",
				Nouns: []snapshot.Noun{snapshot.NounLoadBalancer},
			}},
		},
		"launch configuration": {
			awsmap.Answers{AutoScalingGroups: []autoscaling.AutoScalingGroup{
				{AutoScalingGroupARN: new("g"), LaunchConfigurationName: new("lc")},
			}},
			[]snapshot.Gap{{
				What: "autoscaling:DescribeLaunchConfigurations", Why: "launch configurations are not modelled",
				Resource: "g", Nouns: []snapshot.Noun{snapshot.NounLaunchTemplate}, DefaultStands: true,
			}},
		},
		"rules of no group": {
			awsmap.Answers{SecurityGroupRules: []ec2.SecurityGroupRule{{GroupId: new("sg-1")}, {GroupId: new("sg-1")}}},
			[]snapshot.Gap{{
				What: "ec2:DescribeSecurityGroups", Why: "rules of a group that no answer describes", Resource: "sg-1",
				Nouns: []snapshot.Noun{snapshot.NounSecurityGroup}, Failed: true,
			}},
		},
		"no id": {
			awsmap.Answers{Clusters: []ecs.Cluster{{ClusterName: new("prod")}}},
			[]snapshot.Gap{{
				What: "ecs:DescribeClusters", Why: "an answer without the id of its resource",
				Nouns: []snapshot.Noun{snapshot.NounCluster},
			}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := read(c.answers).Gaps
			for i := range got {
				equal(t, got[i].Account+" "+got[i].Region, account+" "+region)
				got[i].Account, got[i].Region = "", ""
			}

			equal(t, got, c.want)
		})
	}
}

// A load balancer that is not modelled keeps its entry: the service is not one without.
func TestClassicLoadBalancerEntry(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{Services: []ecs.Service{{ServiceArn: new("s"), LoadBalancers: []ecs.LoadBalancer{
		{LoadBalancerName: new("old"), ContainerName: new("web"), ContainerPort: new(int32(80))},
	}}}})

	equal(t, encoded(t, s.Services[0].LoadBalancers), `[{"containerName":"web","containerPort":80}]`)
}

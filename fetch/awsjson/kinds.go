package awsjson

import (
	"slices"

	applicationautoscaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	autoscaling "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

// kinds are all kinds of answers that are read.
func kinds() []kind {
	return slices.Concat(ec2Kinds(), vpcKinds(), targetKinds(), cloudMapKinds(), []kind{
		listed("clusterArns", awsmap.ListClusters, awsmap.DescribeClusters),
		listed("serviceArns", awsmap.ListServices, awsmap.DescribeServices),
		listed("taskArns", awsmap.ListTasks, awsmap.DescribeTasks),
		listed("containerInstanceArns", awsmap.ListContainerInstances, awsmap.DescribeContainerInstances),
		listed("taskDefinitionArns", "ecs:ListTaskDefinitions", ""), // every revision ever registered

		clusters(),
		list("capacityProviders", "capacityProviderArn", "ecs", awsmap.DescribeCapacityProviders,
			func(a *awsmap.Answers) *[]ecs.CapacityProvider { return &a.CapacityProviders },
			func(c *ecs.CapacityProvider) clue { return clue{arn: c.CapacityProviderArn} }),
		list("services", "serviceArn", "ecs", awsmap.DescribeServices,
			func(a *awsmap.Answers) *[]ecs.Service { return &a.Services },
			func(s *ecs.Service) clue { return clue{arn: s.ServiceArn} }),
		list("tasks", "taskArn", "ecs", awsmap.DescribeTasks,
			func(a *awsmap.Answers) *[]ecs.Task { return &a.Tasks },
			func(t *ecs.Task) clue { return clue{arn: t.TaskArn} }),
		containerInstances(),
		single("taskDefinition", "taskDefinitionArn", "ecs", awsmap.DescribeTaskDefinition,
			func(a *awsmap.Answers) *[]ecs.TaskDefinition { return &a.TaskDefinitions },
			func(d *ecs.TaskDefinition) clue { return clue{arn: d.TaskDefinitionArn} }),

		list("AutoScalingGroups", "AutoScalingGroupARN", "autoscaling", awsmap.DescribeAutoScalingGroups,
			func(a *awsmap.Answers) *[]autoscaling.AutoScalingGroup { return &a.AutoScalingGroups },
			func(g *autoscaling.AutoScalingGroup) clue { return clue{arn: g.AutoScalingGroupARN} }),
		list("ScalableTargets", "ResourceId", "", awsmap.DescribeScalableTargets,
			func(a *awsmap.Answers) *[]applicationautoscaling.ScalableTarget { return &a.ScalableTargets },
			func(t *applicationautoscaling.ScalableTarget) clue { return clue{arn: t.ScalableTargetARN} }),

		list("LoadBalancers", "LoadBalancerArn", "elasticloadbalancing", awsmap.DescribeLoadBalancers,
			func(a *awsmap.Answers) *[]elb.LoadBalancer { return &a.LoadBalancers },
			func(l *elb.LoadBalancer) clue { return clue{arn: l.LoadBalancerArn} }),
		list("Listeners", "ListenerArn", "elasticloadbalancing", awsmap.DescribeListeners,
			func(a *awsmap.Answers) *[]elb.Listener { return &a.Listeners },
			func(l *elb.Listener) clue { return clue{arn: l.ListenerArn} }),
		list("TargetGroups", "TargetGroupArn", "elasticloadbalancing", awsmap.DescribeTargetGroups,
			func(a *awsmap.Answers) *[]elb.TargetGroup { return &a.TargetGroups },
			func(t *elb.TargetGroup) clue { return clue{arn: t.TargetGroupArn} }),
		{"Rules", "RuleArn", "elasticloadbalancing", awsmap.DescribeRules, readRules},
	})
}

// readRules sorts the rules to their listeners, which only the ARNs of the rules tell.
func readRules(f *folder, v value) error {
	var in []elb.Rule
	if err := v.decode(&in); err != nil {
		return err
	}

	for i := range in {
		arn := deref(in[i].RuleArn)
		f.clues.add(clue{arn: &arn}, v.file)

		listener := awsmap.ListenerOf(arn)
		f.answers.ListenerRules[listener] = append(f.answers.ListenerRules[listener], in[i])
	}

	return nil
}

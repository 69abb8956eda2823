package awsjson_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	applicationautoscaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	autoscaling "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

// Every member of the SDK's types decodes from JSON as the CLI writes it, whichever way it writes times, and
// those that a later SDK adds, too.
func TestEveryMember(t *testing.T) {
	t.Parallel()

	arn := func(service string) string { return "arn:aws:" + service + ":" + region + ":" + account + ":x/y" }

	for member, c := range map[string]struct {
		element any
		id, arn string
	}{
		"clusters":               {ecs.Cluster{}, "clusterArn", arn("ecs")},
		"capacityProviders":      {ecs.CapacityProvider{}, "capacityProviderArn", arn("ecs")},
		"services":               {ecs.Service{}, "serviceArn", arn("ecs")},
		"tasks":                  {ecs.Task{}, "taskArn", arn("ecs")},
		"containerInstances":     {ecs.ContainerInstance{}, "containerInstanceArn", arn("ecs")},
		"AutoScalingGroups":      {autoscaling.AutoScalingGroup{}, "AutoScalingGroupARN", arn("autoscaling")},
		"ScalableTargets":        {applicationautoscaling.ScalableTarget{}, "ResourceId", "service/a/b"},
		"LoadBalancers":          {elb.LoadBalancer{}, "LoadBalancerArn", arn("elasticloadbalancing")},
		"Listeners":              {elb.Listener{}, "ListenerArn", arn("elasticloadbalancing")},
		"Rules":                  {elb.Rule{}, "RuleArn", arn("elasticloadbalancing")},
		"TargetGroups":           {elb.TargetGroup{}, "TargetGroupArn", arn("elasticloadbalancing")},
		"Reservations":           {ec2.Reservation{}, "", ""},
		"Images":                 {ec2.Image{}, "", ""},
		"LaunchTemplateVersions": {ec2.LaunchTemplateVersion{}, "", ""},
		"NetworkInterfaces":      {ec2.NetworkInterface{}, "", ""},
		"SecurityGroups":         {ec2.SecurityGroup{}, "", ""},
		"SecurityGroupRules":     {ec2.SecurityGroupRule{}, "", ""},
		"PrefixLists":            {ec2.ManagedPrefixList{}, "PrefixListArn", arn("ec2")},
		"Vpcs":                   {ec2.Vpc{}, "", ""},
		"Subnets":                {ec2.Subnet{}, "", ""},
		"RouteTables":            {ec2.RouteTable{}, "", ""},
	} {
		for _, at := range []any{"2026-11-20T08:00:00Z", 1763600000.5, map[string]any{"__class__": "datetime"}, "today"} {
			t.Run(fmt.Sprint(member, at), func(t *testing.T) {
				t.Parallel()

				whole := sample(reflect.TypeOf(c.element), at)
				if c.id != "" {
					whole.(map[string]any)[c.id] = c.arn
				}

				s := read(t, folder{"x.json": encoded(t, map[string]any{member: []any{whole}})})
				if len(s.Sources) != 1 {
					t.Errorf("%s is no answer", member)
				}
			})
		}
	}
}

func TestEveryMemberOfTaskDefinition(t *testing.T) {
	t.Parallel()

	whole := sample(reflect.TypeFor[ecs.TaskDefinition](), 1.5)
	whole.(map[string]any)["taskDefinitionArn"] = arnECS + "task-definition/web:7"

	s := read(t, folder{"x.json": encoded(t, map[string]any{"taskDefinition": whole, "tags": []any{}})})
	equal(t, len(s.TaskDefinitions), 1)
}

// sample is JSON with every member of a type, one element in every list.
func sample(t reflect.Type, at any) any {
	switch t.Kind() {
	case reflect.Pointer:
		return sample(t.Elem(), at)
	case reflect.Interface: // one of several shapes
		return map[string]any{"any": []any{1}}
	case reflect.Slice:
		return []any{sample(t.Elem(), at)}
	case reflect.Map:
		return map[string]any{"key": sample(t.Elem(), at)}
	case reflect.String:
		return "word"
	case reflect.Bool:
		return true
	case reflect.Float64:
		return json.Number("1.5")
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() {
			return at
		}

		out := map[string]any{}

		for f := range t.Fields() {
			if f.IsExported() {
				out[strings.ToLower(f.Name[:1])+f.Name[1:]] = sample(f.Type, at)
			}
		}

		return out
	default:
		return 1
	}
}

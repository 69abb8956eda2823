package cloudformation

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
)

// express notes a service that ECS puts together by itself.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-expressgatewayservice.html
func express(r resource) {
	r.gap("Express Mode service "+r.Name, "Express Mode services are not modelled", r.id(), snapshot.NounService)
}

// taskSet adds a task set to its service.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskset.html
func taskSet(r resource) {
	r.later = append(r.later, func() {
		id := r.ref("Service")

		s := find(r.Services, r.services, id)
		if s == nil {
			r.gap("the service of task set "+r.Name, snapshot.NotInSource, r.id(), snapshot.NounService)

			return
		}

		s.TaskSets = append(s.TaskSets, snapshot.TaskSet{
			ID: r.id(), TaskDefinition: r.ref("TaskDefinition"),
			LaunchType:               field.Text[snapshot.LaunchType](r.get("LaunchType")),
			CapacityProviderStrategy: r.strategy(r.get("CapacityProviderStrategy")),
			PlatformVersion:          field.Text[string](r.get("PlatformVersion")),
			NetworkConfiguration:     r.network(), LoadBalancers: r.serviceBalancers(),
		})
		s.ServiceRegistries = append(s.ServiceRegistries, r.registries()...)
	})
}

// scalableTarget reads the target of a service, service/CLUSTER/NAME, and leaves out those of other kinds.
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html
func scalableTarget(r resource) {
	const parts = 3

	p := strings.Split(r.written(r.get("ResourceId")), "/")

	switch {
	case r.text("ServiceNamespace") != "ecs" && p[0] != "service":
		return
	case len(p) != parts:
		r.gap("the service of scalable target "+r.Name, "it is not known here", r.id(), snapshot.NounScalableTarget)

		return
	}

	r.later = append(r.later, func() {
		r.ScalableTargets = append(r.ScalableTargets, snapshot.ScalableTarget{
			Meta: r.meta(), Cluster: r.resolved(p[1], r.Node()), Service: r.resolved(p[2], r.Node()),
			MinCapacity: r.number(r.get("MinCapacity"), "MinCapacity of "+r.Name, snapshot.NounScalableTarget),
			MaxCapacity: r.number(r.get("MaxCapacity"), "MaxCapacity of "+r.Name, snapshot.NounScalableTarget),
		})
	})
}

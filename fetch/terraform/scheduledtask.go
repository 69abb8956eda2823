package terraform

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// eventTarget reads a target that starts tasks. Whether it is switched off, its rule says, if that is of this stack.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_event_target
func (m *mapper) eventTarget(r *resource.Resource) {
	v := r.Values
	rule, off := m.named(v.Get("rule")), snapshot.Value[bool]{}

	if of := m.resources[m.id(v.Get("rule"))]; of != nil {
		off = switchedOff(of.Values)
	}

	m.scheduled(r, rule, v.Get("arn"), v.Get("ecs_target"), off)
}

// switchedOff reads the state of a rule, or what it was in version 4 of the provider.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_event_rule
func switchedOff(rule *document.Node) snapshot.Value[bool] {
	if state := text[string](rule.Get("state")); !state.IsZero() {
		return field.Disabled(state)
	}

	on := field.Flag(rule.Get("is_enabled"))
	if is, ok := on.Get(); ok {
		return snapshot.Known(!is)
	}

	return on
}

// schedule reads a schedule that starts tasks.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/scheduler_schedule
func (m *mapper) schedule(r *resource.Resource) {
	target := r.Values.Get("target")

	m.scheduled(r, name(r, "name"), at(target, "arn"), at(target, "ecs_parameters"),
		field.Disabled(text[string](r.Values.Get("state"))))
}

// scheduled reads a target, whose ARN is that of a cluster if it has parameters for ECS.
func (m *mapper) scheduled(
	r *resource.Resource, name string, cluster, parameters *document.Node, disabled snapshot.Value[bool],
) {
	if empty(parameters) || parameters.Why() != "" {
		return
	}

	constraints := at(parameters, "placement_constraint")
	if empty(constraints) {
		constraints = at(parameters, "placement_constraints")
	}

	m.out.ScheduledTasks = append(m.out.ScheduledTasks, snapshot.ScheduledTask{
		Meta: m.meta(r), ID: m.idOf(r), Name: name, Cluster: m.id(cluster),
		TaskDefinition:           m.definition(at(parameters, "task_definition_arn")),
		TaskCount:                nonzero(at(parameters, "task_count")),
		LaunchType:               text[snapshot.LaunchType](at(parameters, "launch_type")),
		CapacityProviderStrategy: m.strategy(at(parameters, "capacity_provider_strategy")),
		PlacementConstraints:     placementConstraints(constraints),
		Disabled:                 disabled,
	})
}

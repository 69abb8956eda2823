package cloudformation

import (
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// eventRule reads the targets of a rule that start tasks.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html
func eventRule(r resource) {
	for i, target := range r.items(r.get("Targets")) {
		r.scheduled(target, r.id()+"/"+strconv.Itoa(i))
	}
}

// schedule reads a schedule that starts tasks.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html
func schedule(r resource) { r.scheduled(r.get("Target"), r.id()) }

// scheduled reads a target, whose ARN is that of a cluster if it has parameters for ECS. Rules and schedules are
// enabled unless they say that they are not.
func (r resource) scheduled(target *document.Node, id string) {
	parameters := target.Get("EcsParameters")
	if parameters.Why() != "" {
		r.gap("the tasks that "+r.Name+" starts", parameters.Why(), r.id(), snapshot.NounScheduledTask)
	}

	if parameters.Kind() != document.Object {
		return
	}

	r.ScheduledTasks = append(r.ScheduledTasks, snapshot.ScheduledTask{
		Meta: r.meta(), ID: id, Name: r.called("Name"),
		Cluster: r.clusterIn(target.Get("Arn")), TaskDefinition: r.refOf(parameters.Get("TaskDefinitionArn")),
		TaskCount:                field.Int(parameters.Get("TaskCount")),
		LaunchType:               field.Text[snapshot.LaunchType](parameters.Get("LaunchType")),
		CapacityProviderStrategy: r.strategy(parameters.Get("CapacityProviderStrategy")),
		PlacementConstraints:     r.constraintsOf(parameters.Get("PlacementConstraints")),
		Disabled:                 field.Disabled(field.Text[string](r.get("State"))),
	})
}

// clusterIn is the ID of the cluster whose ARN is given, or put together around what names it.
func (r resource) clusterIn(arn *document.Node) string {
	if _, name, ok := strings.Cut(r.written(arn), ":cluster/"); ok && strings.HasPrefix(name, "${") {
		return r.resolved(name, arn)
	}

	return r.refOf(arn)
}

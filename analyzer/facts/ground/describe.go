package ground

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The CloudFormation types of the resources that findings name.
const (
	typeTaskDefinition = "AWS::ECS::TaskDefinition"
	typeService        = "AWS::ECS::Service"
	typeCluster        = "AWS::ECS::Cluster"
	typeInstance       = "AWS::ECS::ContainerInstance"
	typeSecurityGroup  = "AWS::EC2::SecurityGroup"
)

// A TenantRef is evidence of a service, or of standalone tasks.
type TenantRef struct{ tenant *placement.Tenant }

// Tenant refers to one.
func Tenant(tenant *placement.Tenant) TenantRef { return TenantRef{tenant} }

// Describe puts it into words.
func (r TenantRef) Describe() facts.Reference {
	if r.tenant.Service == nil {
		return standaloneReference(r.tenant)
	}

	service := r.tenant.Service

	return facts.Reference{
		Kind: "service", Type: typeService,
		ID: service.ID, Name: service.Name, Item: service.ID, Key: service.Key(),
		Text: "service " + service.Name + ": " + tenantText(r.tenant),
		Meta: service.Meta, Origin: &service.Origin, Affected: affected(r.tenant),
	}
}

func standaloneReference(t *placement.Tenant) facts.Reference {
	reference := facts.Reference{Kind: "task", Type: typeTaskDefinition, Affected: affected(t)}
	if t.TaskDefinition == nil {
		return reference
	}

	reference.ID, reference.Name, reference.Item = t.TaskDefinition.ID, t.TaskDefinition.Name(), t.TaskDefinition.ID
	reference.Key = "cluster/" + t.Cluster.Name + "/" + t.TaskDefinition.Key()
	reference.Text = "standalone tasks of " + t.TaskDefinition.Name() + ": " + tenantText(t)
	if t.Schedule != nil {
		reference.Text = "scheduled tasks of " + t.TaskDefinition.Name() + " (" + t.Schedule.Name + "): " + tenantText(t)
	}

	reference.Meta, reference.Origin = t.TaskDefinition.Meta, &t.TaskDefinition.Origin

	return reference
}

func affected(t *placement.Tenant) facts.Affected {
	a := facts.Affected{Cluster: t.Cluster.Name}
	if t.Service != nil {
		a.Service = t.Service.Name
	}

	if t.TaskDefinition != nil {
		a.TaskDefinition = t.TaskDefinition.Name()
	}

	return a
}

func tenantText(t *placement.Tenant) string {
	kind := "REPLICA, "

	switch {
	case t.Schedule != nil:
		kind = ""
	case t.Daemon:
		kind = "DAEMON, "
	}

	desired := "an unknown number of tasks"
	if n, ok := t.Desired.Get(); ok {
		desired = fmt.Sprintf("%d %s", n, Plural(n, "task"))
	}

	return fmt.Sprintf("%s%s, %s", kind, desired, capacityText(t))
}

func capacityText(t *placement.Tenant) string {
	if len(t.Capacity.Providers) > 0 {
		return "capacity provider " + strings.Join(t.Capacity.Providers, ", ")
	}

	return "launch type " + string(t.Capacity.Launch)
}

// A ClusterRef is evidence of a cluster.
type ClusterRef struct{ cluster *snapshot.Cluster }

// Cluster refers to one.
func Cluster(cluster *snapshot.Cluster) ClusterRef { return ClusterRef{cluster} }

// Describe puts it into words.
func (r ClusterRef) Describe() facts.Reference {
	return facts.Reference{
		Kind: "cluster", Type: typeCluster,
		ID: r.cluster.ID, Name: r.cluster.Name, Item: r.cluster.ID, Key: r.cluster.Key(),
		Text: "cluster " + r.cluster.Name, Meta: r.cluster.Meta, Origin: &r.cluster.Origin,
		Affected: facts.Affected{Cluster: r.cluster.Name},
	}
}

// A ContainerInstanceRef is evidence of an instance that takes a task.
type ContainerInstanceRef struct{ instance *snapshot.ContainerInstance }

// Instance refers to one.
func Instance(instance *snapshot.ContainerInstance) ContainerInstanceRef {
	return ContainerInstanceRef{instance}
}

// Describe puts it into words.
func (r ContainerInstanceRef) Describe() facts.Reference {
	return facts.Reference{
		Kind: "containerInstance", Type: typeInstance,
		ID: r.instance.ID, Name: r.instance.Instance, Item: r.instance.Instance, Key: r.instance.Key(),
		Text: "instance " + r.instance.Instance + " takes the task",
		Meta: r.instance.Meta, Origin: &r.instance.Origin,
		Affected: facts.Affected{Cluster: snapshot.Name(r.instance.Cluster)},
	}
}

// A GroupRef is evidence of a security group.
type GroupRef struct{ group *snapshot.SecurityGroup }

// Group refers to one.
func Group(group *snapshot.SecurityGroup) GroupRef { return GroupRef{group} }

// Describe puts it into words.
func (r GroupRef) Describe() facts.Reference {
	return facts.Reference{
		Kind: "securityGroup", Type: typeSecurityGroup,
		ID: r.group.ID, Name: r.group.Name, Item: r.group.ID, Key: r.group.Key(),
		Text: fmt.Sprintf("security group %s (%s)", r.group.Name, r.group.ID),
		Meta: r.group.Meta, Origin: &r.group.Origin,
	}
}

// A NoteRef is evidence that is a sentence of its own, about a resource that another reference names.
type NoteRef struct {
	Kind, id, Text string

	// origin is where a part of the resource is written that has a place of its own; nil for what has none.
	origin *snapshot.Origin
}

// Note is one of its parts.
func Note(kind, id, text string) NoteRef { return NoteRef{Kind: kind, id: id, Text: text} }

// Describe gives the sentence.
func (r NoteRef) Describe() facts.Reference {
	return facts.Reference{Kind: r.Kind, Item: r.id, ID: r.id, Text: r.Text, Origin: r.origin}
}

// Plural is the noun for a number of things.
func Plural(n int, noun string) string {
	if n == 1 {
		return noun
	}

	return noun + "s"
}

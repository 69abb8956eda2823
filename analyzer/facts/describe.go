package facts

import (
	"fmt"
	"strings"

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

type tenantRef struct{ tenant *placement.Tenant }

func (r tenantRef) describe() Reference {
	if r.tenant.Service == nil {
		return standaloneReference(r.tenant)
	}

	service := r.tenant.Service

	return Reference{
		Kind: "service", Type: typeService,
		ID: service.ID, Name: service.Name, Item: service.ID, Key: service.Key(),
		Text: "service " + service.Name + ": " + tenantText(r.tenant),
		Meta: service.Meta, Origin: &service.Origin, Affected: affected(r.tenant),
	}
}

func standaloneReference(t *placement.Tenant) Reference {
	reference := Reference{Kind: "task", Type: typeTaskDefinition, Affected: affected(t)}
	if t.TaskDefinition == nil {
		return reference
	}

	reference.ID, reference.Name, reference.Item = t.TaskDefinition.ID, t.TaskDefinition.Name(), t.TaskDefinition.ID
	reference.Key = "cluster/" + t.Cluster.Name + "/" + t.TaskDefinition.Key()
	reference.Text = "standalone tasks of " + t.TaskDefinition.Name() + ": " + tenantText(t)
	reference.Meta, reference.Origin = t.TaskDefinition.Meta, &t.TaskDefinition.Origin

	return reference
}

func affected(t *placement.Tenant) Affected {
	a := Affected{Cluster: t.Cluster.Name}
	if t.Service != nil {
		a.Service = t.Service.Name
	}

	if t.TaskDefinition != nil {
		a.TaskDefinition = t.TaskDefinition.Name()
	}

	return a
}

func tenantText(t *placement.Tenant) string {
	kind := "REPLICA"
	if t.Daemon {
		kind = "DAEMON"
	}

	desired := "an unknown number of tasks"
	if n, ok := t.Desired.Get(); ok {
		desired = fmt.Sprintf("%d %s", n, plural(n, "task"))
	}

	return fmt.Sprintf("%s, %s, %s", kind, desired, capacityText(t))
}

func capacityText(t *placement.Tenant) string {
	if len(t.Capacity.Providers) > 0 {
		return "capacity provider " + strings.Join(t.Capacity.Providers, ", ")
	}

	return "launch type " + string(t.Capacity.Launch)
}

type clusterRef struct{ cluster *snapshot.Cluster }

func (r clusterRef) describe() Reference {
	return Reference{
		Kind: "cluster", Type: typeCluster,
		ID: r.cluster.ID, Name: r.cluster.Name, Item: r.cluster.ID, Key: r.cluster.Key(),
		Text: "cluster " + r.cluster.Name, Meta: r.cluster.Meta, Origin: &r.cluster.Origin,
		Affected: Affected{Cluster: r.cluster.Name},
	}
}

type containerInstanceRef struct{ instance *snapshot.ContainerInstance }

func (r containerInstanceRef) describe() Reference {
	return Reference{
		Kind: "containerInstance", Type: typeInstance,
		ID: r.instance.ID, Name: r.instance.Instance, Item: r.instance.Instance, Key: r.instance.Key(),
		Text: "instance " + r.instance.Instance + " takes the task",
		Meta: r.instance.Meta, Origin: &r.instance.Origin,
		Affected: Affected{Cluster: snapshot.Name(r.instance.Cluster)},
	}
}

type groupRef struct{ group *snapshot.SecurityGroup }

func (r groupRef) describe() Reference {
	return Reference{
		Kind: "securityGroup", Type: typeSecurityGroup,
		ID: r.group.ID, Name: r.group.Name, Item: r.group.ID, Key: r.group.Key(),
		Text: fmt.Sprintf("security group %s (%s)", r.group.Name, r.group.ID),
		Meta: r.group.Meta, Origin: &r.group.Origin,
	}
}

// noteRef is evidence that is a sentence of its own, about a resource that another reference names.
type noteRef struct{ kind, id, text string }

func (r noteRef) describe() Reference {
	return Reference{Kind: r.kind, Item: r.id, ID: r.id, Text: r.text}
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}

	return noun + "s"
}

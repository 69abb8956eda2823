package overlay_test

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// diff looks into values and takes an empty list for none.
func diff(want, got any) string {
	return cmp.Diff(want, got, cmpopts.EquateEmpty(), cmp.Exporter(func(reflect.Type) bool { return true }))
}

func meta() snapshot.Meta { return snapshot.Meta{Account: "111122223333", Region: "eu-north-1"} }

// definition is one of the account: a container with one fixed host port, none for 0.
func definition(family string, revision, port int) snapshot.TaskDefinition {
	d := written(family, port)
	d.Meta, d.Revision = meta(), revision
	d.ID = "arn:aws:ecs:eu-north-1:111122223333:task-definition/" + d.Name()
	d.ContainerDefinitions[0].PortMappings[0].Protocol = snapshot.Known("tcp")
	d.ContainerDefinitions[0].PortMappings[0].HostPort = snapshot.Known(port)

	return d
}

// written is the same in a file.
func written(family string, port int) snapshot.TaskDefinition {
	mapping := snapshot.PortMapping{ContainerPort: snapshot.Known(8080)}
	if port > 0 {
		mapping.HostPort = snapshot.Known(port)
	}

	return snapshot.TaskDefinition{
		Meta: snapshot.Meta{Origin: snapshot.Origin{File: family + ".json"}},
		ID:   family + ".json", Family: family, NetworkMode: snapshot.Known(snapshot.ModeBridge),
		ContainerDefinitions: []snapshot.ContainerDefinition{{
			Name: family, PortMappings: []snapshot.PortMapping{mapping},
		}},
	}
}

func cluster(name string) snapshot.Cluster {
	return snapshot.Cluster{Meta: meta(), ID: "cluster/" + name, Name: name}
}

func service(in, name string, runs snapshot.TaskDefinition) snapshot.Service {
	return snapshot.Service{
		Meta: meta(), ID: "service/" + in + "/" + name, Cluster: "cluster/" + in, Name: name,
		TaskDefinition: runs.ID, DesiredCount: snapshot.Known(2),
	}
}

// account has two clusters: web and cache in prod, web in dev with an older revision, and a standalone job.
func account() *snapshot.Snapshot {
	s := snapshot.New()
	web6, web7 := definition("web", 6, 0), definition("web", 7, 80)
	cache, job := definition("cache", 12, 6379), definition("job", 3, 9000)

	s.Clusters = []snapshot.Cluster{cluster("prod"), cluster("dev")}
	s.TaskDefinitions = []snapshot.TaskDefinition{web6, web7, cache, job}
	s.Services = []snapshot.Service{
		service("prod", "web", web7), service("prod", "cache", cache), service("dev", "web", web6),
	}
	s.Tasks = []snapshot.Task{
		{Meta: meta(), ID: "task/1", Cluster: "cluster/prod", TaskDefinition: job.ID},
		{Meta: meta(), ID: "task/2", Cluster: "cluster/prod", TaskDefinition: web7.ID, Service: "web"},
	}
	s.SecurityGroups = []snapshot.SecurityGroup{
		{Meta: meta(), ID: "sg-1", Name: "hosts", VPC: "vpc-1", Rules: []snapshot.SecurityGroupRule{{
			ID: "sgr-1", Protocol: snapshot.Known("tcp"), FromPort: snapshot.Known(80), ToPort: snapshot.Known(80),
			ReferencedGroup: snapshot.Known("sg-2"),
		}}},
		{Meta: meta(), ID: "sg-2", Name: "alb", VPC: "vpc-1"},
	}
	s.TargetGroups = []snapshot.TargetGroup{{Meta: meta(), ID: "tg/web/1", Name: "web"}}

	return s
}

func changed(definitions ...snapshot.TaskDefinition) *snapshot.Snapshot {
	s := snapshot.New()
	s.TaskDefinitions = definitions

	return s
}

// over lays a change over the account, and sees to it that neither is touched.
func over(
	t *testing.T, change *snapshot.Snapshot, options overlay.Options,
) (*snapshot.Snapshot, []overlay.Replaced, error) {
	t.Helper()

	before := account()
	after, replaced, err := overlay.Over(before, change, options)

	if d := diff(account(), before); d != "" {
		t.Errorf("the account is changed:\n%s", d)
	}

	return after, replaced, err
}

// find is the service of a cluster.
func find(t *testing.T, s *snapshot.Snapshot, id string) snapshot.Service {
	t.Helper()

	for i := range s.Services {
		if s.Services[i].ID == id {
			return s.Services[i]
		}
	}

	t.Fatalf("no service %s", id)

	return snapshot.Service{}
}

package overlay_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// ECS refuses a definition without what the service's load balancer names, which is said before the deployment.
func TestRefusals(t *testing.T) {
	t.Parallel()

	const (
		container = "its load balancer names container app, which web does not have"
		port      = "its load balancer names port 80 of container web, which web does not map"
	)

	for name, c := range map[string]struct {
		entry snapshot.ServiceLoadBalancer
		alter func(d *snapshot.TaskDefinition)
		want  string
	}{
		"what it has":     {entry("web", 8080), nil, ""},
		"no container":    {entry("app", 8080), nil, container},
		"no port":         {entry("web", 80), nil, port},
		"an unknown port": {snapshot.ServiceLoadBalancer{ContainerName: "web", TargetGroup: "tg/web/1"}, nil, ""},
		"a port that nobody knows": {entry("web", 80), func(d *snapshot.TaskDefinition) {
			d.ContainerDefinitions[0].PortMappings[0].ContainerPort = snapshot.Unknown[int]("a parameter")
		}, ""},
		"a name that nobody knows": {entry("app", 80), func(d *snapshot.TaskDefinition) {
			d.ContainerDefinitions[0].Name = ""
		}, ""},
		"of a definition that is not changed": {entry("app", 80), func(d *snapshot.TaskDefinition) {
			*d = written("web", 80)
		}, ""},
		"of another family": {entry("app", 80), func(d *snapshot.TaskDefinition) { *d = written("cache", 6380) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			before := account()
			before.Services[0].LoadBalancers = []snapshot.ServiceLoadBalancer{c.entry, c.entry}
			before.Services[2].TaskDefinition = before.Services[0].TaskDefinition // no other runs another revision

			d := written("web", 81)
			if c.alter != nil {
				c.alter(&d)
			}

			_, replaced, err := overlay.Over(before, changed(d), overlay.Options{})
			if err != nil {
				t.Fatal(err)
			}

			var got []string

			for _, r := range replaced {
				if r.Refused != "" {
					got = append(got, r.Refused)
				}
			}

			if len(got) > 1 || (len(got) == 1) != (c.want != "") || len(got) == 1 && got[0] != c.want {
				t.Errorf("%v, want %q", got, c.want)
			}
		})
	}
}

func entry(container string, port int) snapshot.ServiceLoadBalancer {
	return snapshot.ServiceLoadBalancer{
		ContainerName: container, ContainerPort: snapshot.Known(port), TargetGroup: "tg/web/1",
	}
}

// An ID that no VPC has which was read is told, and none of a kind of which the account does not know all.
func TestStrangers(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		group string
		gap   snapshot.Noun
		want  int
	}{
		"one that is there":      {"sg-1", "", 0},
		"one that is not":        {"sg-0dead", "", 1},
		"an address":             {"web.yaml#Group", "", 0},
		"of what was not read":   {"sg-0dead", snapshot.NounSecurityGroup, 0},
		"of what else was not":   {"sg-0dead", snapshot.NounPeering, 1},
		"a name, which is no ID": {"sg-web", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			before, change := networked(), snapshot.New()
			if c.gap != "" {
				before.Gaps = []snapshot.Gap{{What: "ec2", Nouns: []snapshot.Noun{c.gap}}}
			}

			change.LaunchTemplates = []snapshot.LaunchTemplate{
				{Meta: in(), ID: "web.yaml#A", SecurityGroups: []string{c.group}},
				{Meta: in(), ID: "web.yaml#B", SecurityGroups: []string{c.group}},
			}

			after, _, err := overlay.Over(before, change, overlay.Options{})
			if err != nil {
				t.Fatal(err)
			}

			if got := len(after.Gaps) - len(before.Gaps); got != c.want {
				t.Errorf("%d notes %v, want %d", got, after.Gaps, c.want)
			}
		})
	}
}

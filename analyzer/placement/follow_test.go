package placement_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A daemon of a launch type has its task on each instance that is added for others, as far as they are like those that
// it runs on.
func TestFollows(t *testing.T) {
	t.Parallel()

	x86 := having("ecs.cpu-architecture", "x86_64")
	unclear := "whether the instances that managed scaling of capacity provider a adds take a task of DAEMON web-2"
	ec2, x := launch(snapshot.LaunchEC2), memberOf("attribute:stack == x")
	replica, agent := service(through("a")), service(ec2, daemon)

	for name, c := range map[string]struct {
		options []option
		want    string
	}{
		"what is added for another": {[]option{scaled("a", 3), instance(of("a")), replica, agent}, "+2 a"},
		"from none":                 {[]option{scaled("a", 3), replica, agent}, "+3 a"},
		"what is added for several": {
			[]option{scaled("a", 3), scaled("b", 1), replica, agent, service(through("b"))}, "+3 a +1 b",
		},
		"for two of one provider":    {[]option{scaled("a", 3), replica, agent, replica}, "+3 a"},
		"nothing is added":           {[]option{scaled("a", 1), instance(of("a")), replica, agent}, ""},
		"nobody has it added":        {[]option{scaled("a", 3), service(ec2), agent}, ""},
		"a replica of a launch type": {[]option{scaled("a", 3), replica, service(ec2)}, ""},
		"a daemon of the provider":   {[]option{scaled("a", 3), replica, service(through("a"), daemon)}, ""},
		"a daemon of another provider": {
			[]option{scaled("a", 3), scaled("b", 3), replica, service(through("b"), daemon)}, "",
		},
		"a daemon of ECS Anywhere": {
			[]option{scaled("a", 3), replica, service(launch(snapshot.LaunchExternal), daemon)}, "",
		},
		"those that are there match": {
			[]option{scaled("a", 3), instance(of("a"), having("stack", "x")), replica, service(ec2, daemon, x)},
			"+2 a",
		},
		"those that are there do not": {
			[]option{scaled("a", 3), instance(of("a")), replica, service(ec2, daemon, x)}, "",
		},
		"one of two matches": {
			[]option{
				scaled("a", 3), instance(of("a")), instance(of("a"), having("stack", "x")), replica,
				service(ec2, daemon, x),
			},
			unclear,
		},
		"none is there to tell": {
			[]option{scaled("a", 3), replica, service(ec2, daemon, x)}, unclear,
		},
		"of the right architecture": {
			[]option{scaled("a", 3), instance(of("a"), x86), cpu("X86_64"), replica, agent}, "+2 a",
		},
		"nothing tells an architecture": {[]option{scaled("a", 3), cpu("X86_64"), replica, agent}, unclear},
	} {
		var words []string

		for _, tenant := range tenants(c.options...) {
			for _, g := range tenant.Eligible.Follows {
				words = append(words, fmt.Sprintf("+%d %s", g.Instances, g.Provider))
			}

			if tenant.Eligible.Unclear != "" {
				words = append(words, tenant.Eligible.Unclear)
			}
		}

		if got := strings.Join(words, " "); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

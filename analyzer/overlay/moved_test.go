package overlay_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// stackOf is a stack with a group for each address, the first of which refers to the gateway of its network.
func stackOf(name string, addresses ...string) *snapshot.Snapshot {
	s := snapshot.New()

	for _, address := range addresses {
		s.SecurityGroups = append(s.SecurityGroups, snapshot.SecurityGroup{
			Meta: snapshot.Meta{Stack: name}, ID: name + "#" + address, Name: address,
			Rules: []snapshot.SecurityGroupRule{{ID: "r", ReferencedGroup: snapshot.Known(name + "#" + address)}},
		})
	}

	s.RouteTables = []snapshot.RouteTable{{
		Meta: snapshot.Meta{Stack: name}, ID: "main route table of " + name + "#Vpc", VPC: name + "#Vpc",
		Routes: []snapshot.Route{{Target: "igw-" + name + "#Gateway"}},
	}}

	return s
}

func TestMoved(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		before, now *snapshot.Snapshot
		moved       bool
	}{
		"moved":             {stackOf("a.yaml", "A", "B"), stackOf("b/a.yaml", "A", "B"), true},
		"moved and changed": {stackOf("a.yaml", "A", "B"), stackOf("b.yaml", "A", "B", "C"), true},
		"another one":       {stackOf("a.yaml", "A", "B"), stackOf("b.yaml", "B", "C", "D"), false},
		"still there":       {stackOf("a.yaml", "A"), stackOf("a.yaml", "A"), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			was := c.before.SecurityGroups[0].ID

			got, err := overlay.Moved(c.before, c.now)
			if err != nil {
				t.Fatal(err)
			}

			want := c.now.SecurityGroups[0].Stack
			if !c.moved {
				want = "a.yaml"
			}

			wanted := stackOf(want, []string{"A", "B"}[:len(c.before.SecurityGroups)]...)

			if d := diff(wanted, got); d != "" {
				t.Error(d)
			}

			if c.before.SecurityGroups[0].ID != was {
				t.Error("what is given is changed")
			}
		})
	}
}

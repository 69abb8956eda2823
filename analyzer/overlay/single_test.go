package overlay_test

import (
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A written instance is the account's of its type and subnet, or new where the cluster has no single ones.
func TestSingles(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		single  bool // whether those of the account have no auto scaling group
		cluster string
		subnet  string
		kind    string
		groups  []string

		want  string
		noted bool
	}{
		"new":                 {false, "prod", "subnet-1", "m6i.large", []string{"sg-2"}, "sg-1\nsg-1\nsg-2", false},
		"of another cluster":  {false, "stage", "subnet-1", "m6i.large", []string{"sg-2"}, "sg-1\nsg-1", false},
		"of no cluster":       {false, "", "subnet-1", "m6i.large", []string{"sg-2"}, "sg-1\nsg-1", false},
		"as it is":            {true, "prod", "subnet-1", "m6i.large", []string{"sg-1"}, "sg-1\nsg-1", false},
		"with another group":  {true, "prod", "subnet-1", "m6i.large", []string{"sg-2"}, "sg-2\nsg-1", false},
		"with one of nobody":  {true, "prod", "subnet-1", "m6i.large", []string{"web.yaml#P"}, "sg-1\nsg-1", false},
		"in another subnet":   {true, "prod", "subnet-2", "m6i.large", []string{"sg-2"}, "sg-1\nsg-1", true},
		"of another type":     {true, "prod", "subnet-1", "c6i.large", []string{"sg-2"}, "sg-1\nsg-1", true},
		"in an unknown place": {true, "prod", "web.yaml#P", "m6i.large", []string{"sg-2"}, "sg-1\nsg-1", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			account := hosted(2)
			for i := range account.Instances {
				if c.single {
					account.Instances[i].AutoScalingGroup = ""
				}
			}

			change := snapshot.New()
			change.LaunchTemplates = []snapshot.LaunchTemplate{{Meta: in(), ID: "web.yaml#Box", Cluster: c.cluster}}
			change.Instances = []snapshot.Instance{{
				Meta: in(), ID: "i-web.yaml#Box", InstanceType: c.kind, LaunchTemplate: "web.yaml#Box",
				NetworkInterfaces: []string{"eni"},
			}}
			change.NetworkInterfaces = []snapshot.NetworkInterface{{
				Meta: in(), ID: "eni", Instance: "i-web.yaml#Box", Subnet: c.subnet, SecurityGroups: c.groups,
			}}

			after, _, err := overlay.Over(account, change, overlay.Options{})
			if err != nil {
				t.Fatal(err)
			}

			index := snapshot.NewIndex(after)
			groups := make([]string, 0, len(after.Instances))

			for _, i := range after.Instances {
				groups = append(groups, index.NetworkInterfaces[i.NetworkInterfaces[0]].SecurityGroups[0])
			}

			if got := strings.Join(groups, "\n"); got != c.want || c.noted != (len(after.Gaps) > 0) {
				t.Errorf("gaps %v, and\n%s\nwant\n%s", after.Gaps, got, c.want)
			}

			if len(after.ContainerInstances) != len(after.Instances) {
				t.Errorf("%d container instances of %d", len(after.ContainerInstances), len(after.Instances))
			}
		})
	}
}

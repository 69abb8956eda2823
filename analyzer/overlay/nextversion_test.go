package overlay_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A template that is written without its group is kept, which is said if it changes anything for a group.
func TestNextVersions(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		template snapshot.LaunchTemplate
		grouped  bool
		used     string
		want     int
	}{
		"another group": {
			template("hosts", "sg-2"), false, "lt-1:1", 1,
		},
		"by what CloudFormation makes of its name": {
			template("Template", "sg-2"), false, "lt-1:1", 1,
		},
		"as it is":                 {template("hosts", "sg-1"), false, "lt-1:1", 0},
		"of another name":          {template("ci", "sg-2"), false, "lt-1:1", 0},
		"with its group":           {template("hosts", "sg-2"), true, "lt-1:1", 0},
		"of which no group starts": {template("hosts", "sg-2"), false, "lt-2:1", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			account, change := hosted(2), snapshot.New()
			account.AutoScalingGroups[0].LaunchTemplate = c.used

			if c.template.Name == "Template" {
				account.LaunchTemplates[0].Name = "web-Template-ABCDEFGHIJKL"
			}

			c.template.ID = "web.yaml#Template"
			change.LaunchTemplates = []snapshot.LaunchTemplate{c.template}

			if c.grouped {
				change.AutoScalingGroups = []snapshot.AutoScalingGroup{
					{Meta: in(), ID: "web.yaml#Hosts", Name: "hosts", LaunchTemplate: c.template.ID},
				}
			}

			after, _, err := overlay.Over(account, change, overlay.Options{})
			if err != nil {
				t.Fatal(err)
			}

			noted := 0

			for _, g := range after.Gaps {
				if g.What == "launch templates in the files" {
					noted++
				}
			}

			if noted != c.want {
				t.Errorf("%d notes in %v, want %d", noted, after.Gaps, c.want)
			}
		})
	}
}

func template(name, group string) snapshot.LaunchTemplate {
	return snapshot.LaunchTemplate{Name: name, SecurityGroups: []string{group}}
}

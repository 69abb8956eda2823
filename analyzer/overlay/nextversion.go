package overlay

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// nextVersions says of written launch templates whose auto scaling groups are not in the files that a changed version
// is not judged: of a group the account has the version that it starts from now, and not whether that follows the
// latest one.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchTemplateSpecification.html
func (l *layer) nextVersions() {
	for i := range l.change.LaunchTemplates {
		written := &l.change.LaunchTemplates[i]
		if l.startsWritten(written.ID) {
			continue
		}

		for _, at := range match(l.account.LaunchTemplates, written.ID, written.Name,
			func(t *snapshot.LaunchTemplate) string { return t.Name },
			near(written.Meta, func(t *snapshot.LaunchTemplate) *snapshot.Meta { return &t.Meta })) {
			now := &l.account.LaunchTemplates[at]
			if next := l.template(written, now); sameTemplate(&next, now) {
				continue
			}

			for j := range l.account.AutoScalingGroups {
				if g := &l.account.AutoScalingGroups[j]; g.LaunchTemplate == now.ID && g.Scope() == now.Scope() {
					l.keep("launch templates", now.Name, "auto scaling group "+g.Name+" starts from it, and nothing says "+
						"that it follows new versions; the version that it has is kept. With the group in the files it is judged")
				}
			}
		}
	}
}

// startsWritten reports whether something of the files starts from a written launch template: then that says whether
// it is judged.
func (l *layer) startsWritten(template string) bool {
	single := func(i snapshot.Instance) bool { return i.LaunchTemplate == template }
	group := func(g snapshot.AutoScalingGroup) bool {
		return g.LaunchTemplate == template || slices.ContainsFunc(g.Overrides,
			func(o snapshot.LaunchOverride) bool { return o.LaunchTemplate == template })
	}

	return slices.ContainsFunc(l.change.AutoScalingGroups, group) || slices.ContainsFunc(l.change.Instances, single)
}

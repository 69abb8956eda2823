package question

import (
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
)

// onOne is what passes between tasks on one instance, where neither groups nor network ACLs look: for certain where
// both run on it today. Of several instances that is true of some of the pairs only.
func onOne(from, to *site, asked netset.Services) reach.Bounds {
	shared, together := false, false
	enough := 1

	if from.tenant == to.tenant {
		enough = 2
	}

	for on, running := range from.instances {
		there, ok := to.instances[on]
		shared = shared || ok
		together = together || ok && min(running, there) >= enough
	}

	if !shared {
		return reach.Bounds{}
	}

	b := reach.Bounds{MaySome: asked}
	if len(from.instances) == 1 && len(to.instances) == 1 {
		b.MayAll = asked
	}

	if together {
		b.MustSome, b.MustAll = asked, b.MayAll
	}

	return b
}

// localPath is the way that does not leave the instance.
func localPath(from, to *site, passed netset.Services) []reach.Step {
	return append([]reach.Step{
		{Kind: "from", Text: "from " + from.place.Name},
		{Kind: "instance", Text: "on one instance, where no group looks"},
		{Kind: "to", Text: "to " + to.place.Name},
	}, mappings(to, passed)...)
}

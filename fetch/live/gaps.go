package live

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// A reply is what the pages of a call describe. Beside an error it is what came before it.
type reply[Out any] struct {
	items []Out

	// missing is what was asked about and is not described.
	missing []missing
}

// A missing resource leaves a gap, for the reason that AWS gives.
type missing struct{ arn, reason string }

// gone tells what was deleted since it was listed, or is named by something that outlived it, from what could
// not be read.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
func (m *missing) gone() bool {
	return m.reason == "MISSING" || strings.HasSuffix(m.reason, "NotFound")
}

// gaps are what the calls left open. Where every call failed for one reason, that is one gap about everything: a
// permission that is missing shows as one line, however many clusters there are.
func (q *question[In, Out]) gaps() []snapshot.Gap {
	var failed, missing []snapshot.Gap

	for i := range q.about {
		for _, m := range q.replies[i].missing {
			missing = append(missing, newGap(q.action, m.reason, m.arn, !m.gone()))
		}

		if q.errs[i] == nil {
			continue
		}

		resource := ""
		if q.resource != nil {
			resource = q.resource(q.about[i])
		}

		failed = append(failed, newGap(q.action, reason(q.errs[i]), resource, true))
	}

	differs := func(g snapshot.Gap) bool { return g.Why != failed[0].Why }
	if len(failed) > 0 && len(failed) == len(q.about) && !slices.ContainsFunc(failed, differs) {
		failed = failed[:1]
		failed[0].Resource = ""
	}

	return append(missing, failed...)
}

func newGap(action, why, resource string, failed bool) snapshot.Gap {
	g := awsmap.ActionNamed(action).Gap(why)
	g.Resource, g.Failed = resource, failed

	return g
}

// interrupt notes that nobody knows what the actions would have said, nor whether they were needed.
func (r *region) interrupt(actions ...string) {
	for _, action := range actions {
		r.gaps = append(r.gaps, newGap(action, errInterrupted.Error(), "", true))
	}
}

package live

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A question is one action asked about several things, one call (of as many pages as it takes) for each. Every
// call has a slot of its own for its answer and its error, so that they can be made side by side.
type question[In, Out any] struct {
	action string
	about  []In
	ask    func(context.Context, In) (reply[Out], error)

	// resource is what a failed call leaves unknown; nil where it is not one resource.
	resource func(In) string

	replies []reply[Out]
	errs    []error
}

// A poll is a question of any type.
type poll interface {
	size() int
	call(ctx context.Context, i int)
	gaps() []snapshot.Gap
}

// ask makes the calls of all questions, as many at once as the region allows, and notes what they leave open. No
// failure keeps another call from being made: what is left of an account is still worth knowing.
func (r *region) ask(ctx context.Context, questions ...poll) {
	planned := 0
	for _, q := range questions {
		planned += q.size()
	}

	r.progress.add(0, planned)

	var g errgroup.Group

	g.SetLimit(r.parallel)

	for _, q := range questions {
		for i := range q.size() {
			g.Go(func() error {
				q.call(ctx, i)
				r.progress.add(1, 0)

				return nil
			})
		}
	}

	_ = g.Wait() // what failed is a gap

	for _, q := range questions {
		r.gaps = append(r.gaps, q.gaps()...)
	}
}

// each makes a question with one call for each of the resources.
func each[Out any](
	action string, resources []string, ask func(context.Context, string) (reply[Out], error),
) *question[string, Out] {
	q := newQuestion(action, resources, ask)
	q.resource = func(s string) string { return s }

	return q
}

// batches makes a question of calls that take several ids at once. Which of them a failed call was to describe
// is not noted: the gap is about all.
func batches[Out any](
	action string, ids []string, size int, ask func(context.Context, []string) (reply[Out], error),
) *question[[]string, Out] {
	return newQuestion(action, slices.Collect(slices.Chunk(ids, size)), ask)
}

func newQuestion[In, Out any](
	action string, about []In, ask func(context.Context, In) (reply[Out], error),
) *question[In, Out] {
	return &question[In, Out]{
		action: action, about: about, ask: ask,
		replies: make([]reply[Out], len(about)), errs: make([]error, len(about)),
	}
}

func (q *question[In, Out]) size() int { return len(q.about) }

func (q *question[In, Out]) call(ctx context.Context, i int) {
	if ctx.Err() == nil {
		q.replies[i], q.errs[i] = q.ask(ctx, q.about[i])
	} else {
		q.errs[i] = errInterrupted
	}

	if q.errs[i] != nil && ctx.Err() != nil { // the error does not tell the end of ctx from a timeout
		q.errs[i] = errInterrupted
	}
}

// all are the items in the order of the question, whichever call was answered first.
func (q *question[In, Out]) all() []Out {
	var out []Out
	for i := range q.replies {
		out = append(out, q.replies[i].items...)
	}

	return out
}

// by is what was answered, by what it was asked about. A list that was cut short is left out, since nothing would
// tell it from a whole one.
func by[Out any](q *question[string, Out]) map[string][]Out {
	out := map[string][]Out{}

	for i, resource := range q.about {
		if q.errs[i] == nil {
			out[resource] = q.replies[i].items
		}
	}

	return out
}

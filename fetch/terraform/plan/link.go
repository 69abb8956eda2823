package plan

import (
	"slices"

	"github.com/ecslint/ecslint/fetch/document"
)

// A target is an attribute of an instance that an expression leads to.
type target struct{ address, attribute string }

// A trail is what it takes to follow the references of one expression.
type trail struct {
	*reader
	want    wanted
	seen    map[string]bool
	targets []target
	has     map[target]bool
	local   bool // a local value was met, which the plan does not explain
}

// maxTargets and maxHops bound what one expression may come to, maxSteps what all of them may cost. What is beyond them
// is unknown.
const (
	maxTargets = 1000
	maxHops    = 30
	maxSteps   = 500_000
)

// targets are what the references of an expression in a module instance lead to, first those that are wanted. The key
// is that of the instance whose attribute it is.
func (r *reader) targets(expression *document.Node, module, key string, forEach *document.Node, want wanted) []target {
	if r.steps > maxSteps {
		return nil
	}

	t := &trail{reader: r, want: want, seen: map[string]bool{}, has: map[target]bool{}}
	t.follow(expression, scope{module, key, forEach}, maxHops)

	fit := slices.DeleteFunc(slices.Clone(t.targets), func(to target) bool { return !want.fits(to) })

	switch {
	case len(fit) > 0:
		return fit
	case t.local && !want.many && !want.strict:
		return r.only(module, want)
	case want.strict:
		return nil
	default:
		return t.targets
	}
}

// only is the one resource of a wanted type that the module has. A VPC may be the only one of the plan, too: an ID that
// is known after apply is that of something new.
func (r *reader) only(module string, want wanted) []target {
	all := r.fitting(module, want)
	if len(all) == 0 && want.types[0] == "aws_vpc" {
		return r.fitting("*", want)
	}

	return all
}

func (r *reader) fitting(module string, want wanted) []target {
	var all []target

	for _, kind := range want.types {
		for _, address := range r.ofType[module+"\x00"+kind] {
			if to := (target{address, ""}); want.fits(to) {
				all = append(all, to)
			}
		}
	}

	return all
}

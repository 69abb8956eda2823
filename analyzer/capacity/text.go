package capacity

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// Text is the arithmetic of the pool in a sentence.
func (p *Pool) Text() string {
	if len(p.Types) == 0 {
		return "it is not known which instances take the tasks: " + p.Now.Undecided
	}

	text := p.Demand.text()
	text += fmt.Sprintf("; %s (%s) %s %s", plural(p.Instances(), "instance"), p.kinds(),
		verb(p.Instances()), tasks(p.Now.Slots))

	if p.Trunked.Slots != p.Now.Slots {
		text += fmt.Sprintf(", with trunks %s", p.Trunked.Slots)
	}

	return text
}

func (d *Demand) text() string {
	text := tasks(d.Tasks)
	if d.Followed.High > 0 {
		text += fmt.Sprintf(" (%s of daemons on instances to come)", d.Followed)
	}

	if d.First.High > 0 {
		text += fmt.Sprintf(" and %s more that a deployment must start first", d.First)
	}

	return text
}

// kinds names the types of the instances.
func (p *Pool) kinds() string {
	var names []string

	count := map[string]int{}

	for i := range p.Types {
		name := p.Types[i].name()
		if count[name] == 0 {
			names = append(names, name)
		}

		count[name] += p.Types[i].Instances
	}

	for i, name := range names {
		names[i] = fmt.Sprintf("%d %s", count[name], name)
	}

	if p.Grown > 0 {
		names = append(names, fmt.Sprintf("%d of them after scaling out", p.Grown))
	}

	return strings.Join(names, ", ")
}

func (t *Type) name() string {
	name := cmp.Or(t.InstanceType, "of unknown type")
	if t.Trunk {
		name += " with a trunk"
	}

	return name
}

// Text is the arithmetic of a need in a sentence.
func (n *Need) Text() string {
	var parts []string

	for _, part := range []struct {
		count Bound
		text  string
	}{
		{n.Tasks, "for tasks"},
		{n.First, "for tasks that a deployment must start first"},
		{n.Instances, "for instances"},
	} {
		if part.count.High > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", part.count, part.text))
		}
	}

	if len(parts) == 0 {
		return "no address is still to be taken"
	}

	return strings.Join(parts, ", ")
}

// String is the number, or the two between which it lies.
func (b Bound) String() string {
	switch {
	case b.Known() && b.Low == Endless:
		return "any number"
	case b.Known():
		return strconv.Itoa(b.Low)
	case b.High == Endless:
		return fmt.Sprintf("%d or more", b.Low)
	default:
		return fmt.Sprintf("%d to %d", b.Low, b.High)
	}
}

func tasks(b Bound) string {
	if b == exactly(1) {
		return "1 task"
	}

	if b == exactly(Endless) {
		return "any number of tasks"
	}

	return b.String() + " tasks"
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}

	return fmt.Sprintf("%d %ss", n, noun)
}

func verb(n int) string {
	if n == 1 {
		return "takes"
	}

	return "take"
}

package openings

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A certainty is how sure it is that something answers on a port. Common is a declared port that says little of what
// answers.
type certainty int

const (
	listening certainty = iota
	possible
	common
)

// A target is some of the ports of a question at one interface.
type target struct {
	certainty certainty

	// services are the ports as they are reached; known as what listens knows them, which is another port where
	// a host port is mapped.
	services, known netset.Services

	// whole marks a range of which the task gets some port: it is reached for sure where all of it is.
	whole bool

	// tenant is nil for the instance itself, mapping empty for what no mapping declares.
	tenant  *placement.Tenant
	mapping ground.MappingRef
}

// within narrows a target to what is admitted. Of a mapped port that is the other end.
func (t target) within(admitted netset.Services) target {
	if t.whole && !t.services.Subset(admitted) {
		return target{}
	}

	if t.known == t.services {
		t.known = t.known.Intersect(admitted)
	}

	t.services = t.services.Intersect(admitted)

	return t
}

// An openRule is what one rule admits to targets, from the widest class it lets in.
type openRule struct {
	admission reach.Admission

	// where is the interface that evidence shows.
	where   ground.NoteRef
	targets map[target]bool
}

// openRules collects the rules of a question, by id.
type openRules map[string]*openRule

// add joins what an interface's groups admit to its targets. What is known precedes what rests on an assumption, and
// what is equal is joined, so that the order of interfaces does not matter.
func (r openRules) add(a reach.Admission, where ground.NoteRef, targets []target) {
	admitted := map[target]bool{}

	for _, t := range targets {
		if unjudged(a) == "" {
			t = t.within(a.Services)
		}

		if !t.services.IsEmpty() {
			admitted[t] = true
		}
	}

	if len(admitted) == 0 {
		return
	}

	o := r[a.Rule.ID]

	switch {
	case o == nil || grade(a) < grade(o.admission):
		r[a.Rule.ID] = &openRule{admission: a, where: where, targets: admitted}
	case grade(a) == grade(o.admission):
		if where.Text < o.where.Text {
			o.admission, o.where = a, where
		}

		maps.Copy(o.targets, admitted)
	}
}

func (o *openRule) known(c certainty) netset.Services {
	var services netset.Services

	for t := range o.targets {
		if t.certainty == c {
			services = services.Union(t.known)
		}
	}

	return services
}

func (o *openRule) all() netset.Services {
	return o.known(listening).Union(o.known(possible)).Union(o.known(common))
}

// A question says what its facts look like.
type question struct {
	// text writes targets of one certainty out.
	text func(c certainty, targets []target) string

	// apart reports whether rules of one group and class that open different ports are told one by one: each is a
	// cause of its own.
	apart bool
}

// openPorts makes a fact of the rules that say the same of one group and class.
func (s *Shard) openPorts(found openRules, q question) []facts.OpenPort {
	groups := map[string][]*openRule{}

	for _, o := range found {
		key := o.admission.Group.ID + "|" + string(o.admission.Class) + "|" + unjudged(o.admission)
		if q.apart {
			key += "|" + o.known(listening).String() + "|" + o.all().String()
		}

		groups[key] = append(groups[key], o)
	}

	all := make([]facts.OpenPort, 0, len(groups))
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		all = append(all, s.openPort(groups[key], q))
	}

	return all
}

func (s *Shard) openPort(rules []*openRule, q question) facts.OpenPort {
	slices.SortFunc(rules, func(a, b *openRule) int {
		return cmp.Or(cmp.Compare(ruleWidth(b.admission.Rule), ruleWidth(a.admission.Rule)),
			cmp.Compare(a.admission.Rule.ID, b.admission.Rule.ID))
	})

	widest := rules[0].admission
	sources := ground.SourceTexts(rules, func(o *openRule) *snapshot.SecurityGroupRule { return o.admission.Rule })
	fact := facts.OpenPort{
		Ref: s.refs.Add(ground.Group(widest.Group)), Group: widest.Group.Name, Source: string(widest.Class),
		SourceText: strings.Join(sources, ", "), Undecided: unjudged(widest), Cause: widest.Rule.ID,
	}

	joined := joinRules(rules)
	fact.Listening = joined.opened(listening, q)
	fact.Possible = joined.opened(possible, q)
	fact.Common = joined.opened(common, q)
	fact.Ports = joined.all().String()
	fact.Known = s.knownOf(joined.all())

	witness := witnessOf(rules)
	fact.Assumptions = ground.Sorted(witness.admission.Assumptions)
	fact.Weakenings = facts.Weakenings(fact.Assumptions)
	fact.Weakened = fact.Weakenings > 0
	fact.Evidence = s.openEvidence(witness, rules, joined)
	fact.Affected = ground.TenantRefs(s.refs, joined.tenants())

	return fact
}

// witnessOf is the rule that makes a fact what it is: of those that open what answers, or else of all, the one that
// rests on the fewest things that were not read. What is sure of one rule is no less so for what another rests on.
func witnessOf(rules []*openRule) *openRule {
	for _, c := range []certainty{listening, common, possible} {
		var open []*openRule

		for _, o := range rules {
			if !o.known(c).IsEmpty() {
				open = append(open, o)
			}
		}

		if len(open) > 0 {
			return surest(open, func(o *openRule) []string { return o.admission.Assumptions })
		}
	}

	return rules[0]
}

// surest is the first of those with the fewest things behind them that were not read.
func surest[T any](all []T, codes func(T) []string) T {
	return slices.MinFunc(all, func(a, b T) int {
		return cmp.Compare(facts.Weakenings(codes(a)), facts.Weakenings(codes(b)))
	})
}

// ruleWidth is how much a rule lets in, whatever is asked: so that questions about one rule agree on the cause.
func ruleWidth(r *snapshot.SecurityGroupRule) int {
	services, _ := reach.ServicesOf(r)

	return ground.Count(services)
}

// joinRules is what the rules open together.
func joinRules(rules []*openRule) *openRule {
	joined := &openRule{targets: map[target]bool{}}
	for _, o := range rules {
		maps.Copy(joined.targets, o.targets)
	}

	return joined
}

// sorted lists the targets in an order that no order of the source changes.
func (o *openRule) sorted() []target {
	return slices.SortedFunc(maps.Keys(o.targets), func(a, b target) int {
		return cmp.Or(
			cmp.Compare(a.certainty, b.certainty), cmp.Compare(a.known.String(), b.known.String()),
			cmp.Compare(a.owner(), b.owner()), cmp.Compare(a.services.String(), b.services.String()),
			cmp.Compare(a.mapping.Text(), b.mapping.Text()),
		)
	})
}

func (t target) owner() string {
	if t.tenant == nil {
		return ""
	}

	return t.tenant.Name()
}

// opened are the ports of one certainty. Those on which something answers are no longer possible ones.
func (o *openRule) opened(c certainty, q question) facts.Opened {
	services := o.known(c)
	if c != listening {
		services = services.Subtract(o.known(listening))
	}

	if services.IsEmpty() {
		return facts.Opened{}
	}

	var targets []target

	for _, t := range o.sorted() {
		if t.known = t.known.Intersect(services); t.certainty == c && !t.known.IsEmpty() {
			targets = append(targets, t)
		}
	}

	all := opened(services)
	all.Text = q.text(c, targets)

	return all
}

func (o *openRule) tenants() []*placement.Tenant {
	var all []*placement.Tenant

	for _, t := range o.sorted() {
		if t.tenant != nil && !slices.Contains(all, t.tenant) {
			all = append(all, t.tenant)
		}
	}

	slices.SortStableFunc(all, func(a, b *placement.Tenant) int { return cmp.Compare(a.Name(), b.Name()) })

	return all
}

// openEvidence follows a packet: the way in, the interface, the rules, the mappings it ends at.
func (s *Shard) openEvidence(witness *openRule, rules []*openRule, joined *openRule) []facts.Ref {
	var refs []facts.Ref

	for _, step := range witness.admission.Path {
		refs = append(refs, s.refs.Add(ground.Note(step.Kind, step.ID, step.Text)))
	}

	refs = append(refs, s.refs.Add(witness.where))

	for _, o := range rules[:min(len(rules), ground.MostEvidence)] {
		rule := o.admission.Rule
		refs = append(refs, s.refs.Add(ground.RuleNote(o.admission.Group, rule)))
	}

	mappings := 0

	for _, t := range joined.sorted() {
		if t.mapping.Mapping != nil && mappings < ground.MostEvidence {
			mappings++

			refs = append(refs, s.refs.Add(t.mapping))
		}
	}

	return refs
}

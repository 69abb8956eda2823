package build

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/ecslint/ecslint/analyzer/capacity"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// fits is what capacity tells of the snapshot, with the areas by the cluster at which they are told.
type fits struct {
	model *capacity.Model
	areas map[string][]capacity.Area
}

// fitsOf waits until it is first asked for.
func fitsOf(index *snapshot.Index, p *placement.Model) func() *fits {
	return sync.OnceValue(func() *fits {
		f := &fits{model: capacity.New(index, p), areas: map[string][]capacity.Area{}}

		for _, a := range f.model.Areas() {
			if len(a.Tenants) > 0 { // instances alone are no matter of awsvpc
				cluster := a.Tenants[0].Cluster.ID
				f.areas[cluster] = append(f.areas[cluster], a)
			}
		}

		return f
	})
}

func (s *shard) fit(c *snapshot.Cluster) facts.Fit {
	var fit facts.Fit

	f, ref := s.fits(), s.refs.Add(ground.Cluster(c))
	told := map[*placement.Tenant]bool{}

	for _, p := range f.model.Pools(c, false) {
		for _, t := range p.Tenants {
			told[t] = p.Now.Missing > 0
		}

		fit.Interfaces = append(fit.Interfaces, s.interfaceFit(ref, &p))
	}

	for _, p := range f.model.Pools(c, true) {
		stays := func(t *placement.Tenant) bool { return t.Mode.Or("") == snapshot.ModeAWSVPC }
		known := func(t *placement.Tenant) bool { return told[t] }

		if moves := !allOf(p.Tenants, stays); moves && !slices.ContainsFunc(p.Tenants, known) {
			fit.Moves = append(fit.Moves, s.interfaceFit(ref, &p))
		}
	}

	for i := range f.areas[c.ID] {
		fit.Addresses = append(fit.Addresses, s.addressFit(ref, &f.areas[c.ID][i]))
	}

	return fit
}

func allOf[T any](all []T, is func(T) bool) bool {
	return !slices.ContainsFunc(all, func(x T) bool { return !is(x) })
}

func (s *shard) interfaceFit(ref facts.Ref, p *capacity.Pool) facts.InterfaceFit {
	fit := facts.InterfaceFit{
		Ref: ref, Text: p.Text(), Missing: p.Now.Missing, Undecided: p.Now.Undecided,
		Trunked: facts.Shortage{Missing: p.Trunked.Missing, Undecided: p.Trunked.Undecided}, Slots: p.Trunked.Slots.String(),
		Instances: p.Instances(),
	}

	fit.Names, fit.Refs = s.namedTenants(slices.Concat(p.Tenants, p.Unclear))
	fit.Evidence = slices.Clone(fit.Refs[:min(len(fit.Refs), ground.MostEvidence)])

	for i := range p.Types {
		kind := &p.Types[i]
		if !kind.Trunk {
			fit.Trunkless += kind.Instances
		}

		if i < ground.MostEvidence {
			fit.Evidence = append(fit.Evidence, s.refs.Add(ground.Note("containerInstance", "", kindText(kind))))
		}
	}

	return fit
}

// namedTenants lists tenants by name.
func (s *shard) namedTenants(tenants []*placement.Tenant) (names []string, refs []facts.Ref) {
	slices.SortStableFunc(tenants, func(x, y *placement.Tenant) int { return strings.Compare(x.Name(), y.Name()) })

	for _, t := range tenants {
		names = append(names, t.Name())
		refs = append(refs, s.refs.Add(ground.Tenant(t)))
	}

	return names, refs
}

func kindText(t *capacity.Type) string {
	name := t.InstanceType
	if name == "" {
		name = "unknown type"
	}

	text := fmt.Sprintf("%d %s of %s: %s in awsvpc mode each", t.Instances, ground.Plural(t.Instances, "instance"), name,
		manyTasks(t.Each))
	if t.Trunk {
		return text + ", with a trunk"
	}

	if t.Trunked != t.Each {
		return text + fmt.Sprintf(", %s with a trunk", t.Trunked)
	}

	return text
}

func manyTasks(n capacity.Bound) string {
	if n.Known() {
		return n.String() + " " + ground.Plural(n.Low, "task")
	}

	return n.String() + " tasks"
}

func (s *shard) addressFit(ref facts.Ref, a *capacity.Area) facts.AddressFit {
	fit := facts.AddressFit{Ref: ref, Free: a.Free.String(), Now: needOf(&a.Now), Maximum: needOf(&a.Maximum)}

	_, fit.Refs = s.namedTenants(slices.Clone(a.Tenants))
	fit.Evidence = slices.Clone(fit.Refs[:min(len(fit.Refs), ground.MostEvidence)])

	subnets := slices.SortedFunc(slices.Values(a.Subnets), func(x, y *snapshot.Subnet) int {
		return strings.Compare(x.CIDR, y.CIDR)
	})

	for i, subnet := range subnets {
		fit.Subnets = append(fit.Subnets, subnetName(subnet))

		if i < ground.MostEvidence {
			fit.Evidence = append(fit.Evidence, s.refs.Add(ground.Note("subnet", subnet.ID, subnetText(subnet))))
		}
	}

	for _, g := range a.Groups[:min(len(a.Groups), ground.MostEvidence)] {
		text := fmt.Sprintf("auto scaling group %s wants %s and may have %s %s", g.Name, sizeText(g.Desired),
			sizeText(g.MaxSize), ground.Plural(g.MaxSize.Or(0), "instance"))
		fit.Evidence = append(fit.Evidence, s.refs.Add(ground.Note("autoScalingGroup", g.ID, text)))
	}

	return fit
}

// sizeText is a number of instances in words.
func sizeText(size snapshot.Value[int]) string {
	if size.IsUnknown() {
		return "an unknown number"
	}

	return strconv.Itoa(size.Or(0))
}

func subnetName(subnet *snapshot.Subnet) string {
	if subnet.CIDR != "" {
		return subnet.CIDR
	}

	return subnet.ID
}

func subnetText(subnet *snapshot.Subnet) string {
	free, live, why := capacity.Free(subnet)

	switch {
	case why != "":
		return why
	case live:
		return fmt.Sprintf("subnet %s (%s): %s available", subnet.ID, subnet.CIDR, free)
	case subnet.CIDR == "":
		return fmt.Sprintf("subnet %s has IPv6 addresses only", subnet.ID)
	default:
		return fmt.Sprintf("subnet %s (%s): %s besides the 5 that AWS keeps", subnet.ID, subnet.CIDR, free)
	}
}

func needOf(n *capacity.Need) facts.AddressNeed {
	need := facts.AddressNeed{Missing: n.Missing, Undecided: n.Undecided, Text: n.Text()}

	bits, addresses, ok := capacity.Block(n.Missing)
	need.Enough = fmt.Sprintf("a subnet of /%d, which has %d", bits, addresses)

	if !ok {
		need.Enough = fmt.Sprintf("several subnets of /%d, which have %d each", bits, addresses)
	}

	return need
}

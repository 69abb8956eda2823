package facts

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/ecslint/ecslint/analyzer/capacity"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Fit is whether a cluster has what awsvpc takes: network interfaces of instances, and addresses of subnets.
type Fit struct {
	// Interfaces are the instances that tenants share, Moves what they would be asked for if the tenants of the other
	// network modes were in awsvpc mode too; only those are listed that have such a tenant.
	Interfaces []InterfaceFit `from:"Service,Task,TaskDefinition,ContainerInstance,CapacityProvider,AutoScalingGroup,LaunchTemplate,Instance,NetworkInterface" json:"interfaces"` //nolint:lll // a struct tag cannot be wrapped
	Moves      []InterfaceFit `from:"Service,Task,TaskDefinition,ContainerInstance,CapacityProvider,AutoScalingGroup,LaunchTemplate,Instance,NetworkInterface" json:"moves"`      //nolint:lll // a struct tag cannot be wrapped

	// Addresses are the subnets that awsvpc services share, each at the first cluster that has a service there.
	Addresses []AddressFit `from:"Service,Task,TaskDefinition,ContainerInstance,AutoScalingGroup,Instance,Subnet,ScalableTarget" json:"addresses"` //nolint:lll // a struct tag cannot be wrapped
}

// An InterfaceFit is the arithmetic of network interfaces, of tenants that share instances.
type InterfaceFit struct {
	Ref Ref `json:"ref"`

	// Names and Refs are the tenants, Evidence the first of them with the instances.
	Names    []string `json:"names"`
	Refs     []Ref    `json:"refs"`
	Evidence []Ref    `json:"evidence"`

	// Text is the arithmetic in words. Missing is how many tasks have no interface in any placement, one deployment at a
	// time, and Undecided why it is not known whether any has none.
	Text      string `json:"text"`
	Missing   int    `json:"missing"`
	Undecided string `json:"undecided"`

	// Trunked is the same with a trunk on each instance that can have one, Slots how many tasks these take then, and
	// Trunkless how many instances have none now.
	Trunked   Shortage `json:"trunked"`
	Slots     string   `json:"slots"`
	Instances int      `json:"instances"`
	Trunkless int      `json:"trunkless"`
}

// A Shortage is how many are missing for certain, or why it is not known whether any is.
type Shortage struct {
	Missing   int    `json:"missing"`
	Undecided string `json:"undecided"`
}

// An AddressFit is the arithmetic of addresses, of services and auto scaling groups that share subnets.
type AddressFit struct {
	Ref      Ref      `json:"ref"`
	Subnets  []string `json:"subnets"`
	Refs     []Ref    `json:"refs"`
	Evidence []Ref    `json:"evidence"`

	// Free is how many addresses can still be taken.
	Free string `json:"free"`

	// Now is what the desired counts still take, Maximum what auto scaling may.
	Now     AddressNeed `json:"now"`
	Maximum AddressNeed `json:"maximum"`
}

// An AddressNeed is what is still to be taken, and how many addresses are missing for it. Enough is the smallest subnet
// that has them.
type AddressNeed struct {
	Missing   int    `json:"missing"`
	Undecided string `json:"undecided"`
	Text      string `json:"text"`
	Enough    string `json:"enough"`
}

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

func (s *shard) fit(c *snapshot.Cluster) Fit {
	var fit Fit

	f, ref := s.fits(), s.refs.add(clusterRef{c})
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

func (s *shard) interfaceFit(ref Ref, p *capacity.Pool) InterfaceFit {
	fit := InterfaceFit{
		Ref: ref, Text: p.Text(), Missing: p.Now.Missing, Undecided: p.Now.Undecided,
		Trunked: Shortage{p.Trunked.Missing, p.Trunked.Undecided}, Slots: p.Trunked.Slots.String(),
		Instances: p.Instances(),
	}

	fit.Names, fit.Refs = s.namedTenants(slices.Concat(p.Tenants, p.Unclear))
	fit.Evidence = slices.Clone(fit.Refs[:min(len(fit.Refs), mostEvidence)])

	for i := range p.Types {
		kind := &p.Types[i]
		if !kind.Trunk {
			fit.Trunkless += kind.Instances
		}

		if i < mostEvidence {
			fit.Evidence = append(fit.Evidence, s.refs.add(noteRef{kind: "containerInstance", text: kindText(kind)}))
		}
	}

	return fit
}

// namedTenants lists tenants by name.
func (s *shard) namedTenants(tenants []*placement.Tenant) (names []string, refs []Ref) {
	slices.SortStableFunc(tenants, func(x, y *placement.Tenant) int { return strings.Compare(x.Name(), y.Name()) })

	for _, t := range tenants {
		names = append(names, t.Name())
		refs = append(refs, s.refs.add(tenantRef{t}))
	}

	return names, refs
}

func kindText(t *capacity.Type) string {
	name := t.InstanceType
	if name == "" {
		name = "unknown type"
	}

	text := fmt.Sprintf("%d %s of %s: %s in awsvpc mode each", t.Instances, plural(t.Instances, "instance"), name,
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
		return n.String() + " " + plural(n.Low, "task")
	}

	return n.String() + " tasks"
}

func (s *shard) addressFit(ref Ref, a *capacity.Area) AddressFit {
	fit := AddressFit{Ref: ref, Free: a.Free.String(), Now: needOf(&a.Now), Maximum: needOf(&a.Maximum)}

	_, fit.Refs = s.namedTenants(slices.Clone(a.Tenants))
	fit.Evidence = slices.Clone(fit.Refs[:min(len(fit.Refs), mostEvidence)])

	subnets := slices.SortedFunc(slices.Values(a.Subnets), func(x, y *snapshot.Subnet) int {
		return strings.Compare(x.CIDR, y.CIDR)
	})

	for i, subnet := range subnets {
		fit.Subnets = append(fit.Subnets, subnetName(subnet))

		if i < mostEvidence {
			fit.Evidence = append(fit.Evidence, s.refs.add(noteRef{"subnet", subnet.ID, subnetText(subnet)}))
		}
	}

	for _, g := range a.Groups[:min(len(a.Groups), mostEvidence)] {
		text := fmt.Sprintf("auto scaling group %s wants %d and may have %d %s", g.Name, g.Desired, g.MaxSize,
			plural(g.MaxSize, "instance"))
		fit.Evidence = append(fit.Evidence, s.refs.add(noteRef{"autoScalingGroup", g.ID, text}))
	}

	return fit
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

func needOf(n *capacity.Need) AddressNeed {
	need := AddressNeed{Missing: n.Missing, Undecided: n.Undecided, Text: n.Text()}

	bits, addresses, ok := capacity.Block(n.Missing)
	need.Enough = fmt.Sprintf("a subnet of /%d, which has %d", bits, addresses)

	if !ok {
		need.Enough = fmt.Sprintf("several subnets of /%d, which have %d each", bits, addresses)
	}

	return need
}

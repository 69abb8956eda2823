package capacity

import (
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Pool is instances of one cluster with the tenants that share them.
type Pool struct {
	// Tenants are those in awsvpc mode, or in the other modes too where that was asked; Unclear those of which it is not
	// known whether their tasks land here.
	Tenants []*placement.Tenant
	Unclear []*placement.Tenant

	// Demand is what the tenants want together. What is not known of it is in its bounds.
	Demand Demand

	// Types are the instances by type, Grown how many of them managed scaling has yet to add.
	Types []Type
	Grown int

	// Now is whether the tasks fit as the instances are, Trunked whether they would if all that can have a trunk had one.
	Now, Trunked Fit
}

// A Type is how many instances of one kind a pool has. Where their type is not known it is empty.
type Type struct {
	InstanceType string
	Instances    int

	// Each is how many tasks one of them takes as it is, Trunked with a trunk. Standing tasks are taken off.
	Each, Trunked Bound

	// Trunk reports whether they have one.
	Trunk bool
}

// A Fit is the arithmetic of one question.
type Fit struct {
	// Slots is how many tasks the instances take.
	Slots Bound

	// Missing is how many tasks have no place at the worst of all times, one deployment at a time; where the answer is not
	// decided that is how many have none for certain, which is 0.
	Missing int

	// Undecided is why it is not known whether they fit; empty where it is.
	Undecided string
}

// Fits reports whether all tasks have a place for certain.
func (f *Fit) Fits() bool { return f.Undecided == "" && f.Missing == 0 }

// A Verdict is the answer in a word.
type Verdict string

// The verdicts. A pool that does not fit may still do so with trunks that AWS does not document.
const (
	Fits             Verdict = "fits"
	FitsWithTrunking Verdict = "fits with trunking"
	DoesNotFit       Verdict = "does not fit"
	Undecided        Verdict = "undecided"
)

// Verdict sums up the pool.
func (p *Pool) Verdict() Verdict {
	switch {
	case p.Now.Fits():
		return Fits
	case p.Now.Undecided != "":
		return Undecided
	case p.Trunked.Fits():
		return FitsWithTrunking
	default:
		return DoesNotFit
	}
}

// Instances counts the instances of the pool, those that managed scaling may add among them.
func (p *Pool) Instances() int {
	n := 0
	for i := range p.Types {
		n += p.Types[i].Instances
	}

	return n
}

// Pools tells whether the tasks of a cluster find the network interfaces they need. Where all is set, tenants in the
// other network modes are taken for awsvpc too: what moving them would ask for.
//
// It goes by the best of all placements, so that what does not fit fits in no way. Tenants that no instance takes at
// all are left out, since interfaces are not what they lack, and so is what does not run on instances of the user's.
//
// Its cost is linear in tenants and instances, as long as tenants ask for few different things; those that all must be
// apart, or all use other instances, make it quadratic.
func (m *Model) Pools(cluster *snapshot.Cluster, all bool) []Pool {
	b := newBasin(m, cluster)

	for _, t := range m.placement.Tenants(cluster.ID) {
		switch {
		case !taking(t, all):
		case t.Eligible.Undecided != "" || t.Mode.IsUnknown():
			b.unclear = append(b.unclear, t)
		default:
			b.add(t)
		}
	}

	b.followed()

	return b.pools()
}

// taking reports whether the tenant's tasks take interfaces of instances, as far as is known. Tasks that run for no
// service stay where they are, and count there.
func taking(t *placement.Tenant, all bool) bool {
	if t.Service == nil || t.Desired.Or(1) <= 0 && !t.Daemon {
		return false
	}

	launch := t.Capacity.Unknown != "" || t.Capacity.Launch == snapshot.LaunchEC2
	mode, known := t.Mode.Get()

	return launch && (!known || mode == snapshot.ModeAWSVPC || all && mode != snapshot.ModeNone)
}

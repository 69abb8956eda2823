package ports

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Claimant is a tenant that claims the port of a conflict.
type Claimant struct {
	Tenant *placement.Tenant
	Claim  Claim
}

// A Conflict is one host port that several tenants of a cluster claim on instances they can share, or that
// one tenant claims twice, because its kind of deployment needs a second full set of tasks.
type Conflict struct {
	Port      int
	Protocol  string
	Claimants []Claimant

	// Fits reports whether every claimant can still get all its tasks, one deployment at a time.
	Fits bool

	// Undecided is why that cannot be told, or why it cannot be told that the claimants meet; empty otherwise.
	Undecided string
}

type portKey struct {
	port     int
	protocol string
}

// A Book holds the claims of one cluster.
type Book struct {
	claims map[portKey][]Claimant
	order  []portKey
}

// NewBook collects the fixed host ports of the tenants that want any task.
func NewBook(tenants []*placement.Tenant) *Book {
	b := &Book{claims: map[portKey][]Claimant{}}

	for _, tenant := range tenants {
		if tenant.Desired.IsKnown() && tenant.Desired.Or(0) == 0 {
			continue
		}

		b.add(tenant)
	}

	slices.SortFunc(b.order, func(x, y portKey) int {
		return cmp.Or(cmp.Compare(x.port, y.port), cmp.Compare(x.protocol, y.protocol))
	})

	return b
}

func (b *Book) add(tenant *placement.Tenant) {
	seen := map[portKey]bool{}

	for _, claim := range TenantClaims(tenant) {
		key := portKey{claim.Port, claim.Protocol}
		if seen[key] {
			continue // twice in one task is ports/duplicate-in-task, not a conflict between tenants
		}

		seen[key] = true

		if len(b.claims[key]) == 0 {
			b.order = append(b.order, key)
		}

		b.claims[key] = append(b.claims[key], Claimant{tenant, claim})
	}
}

// TenantClaims lists the fixed host ports of a tenant's tasks; none where definition or mode is not known,
// and none on Fargate, where there is no host to share.
func TenantClaims(tenant *placement.Tenant) []Claim {
	mode, ok := tenant.Mode.Get()
	if !ok || tenant.TaskDefinition == nil || tenant.Capacity.Launch == snapshot.LaunchFargate {
		return nil
	}

	return Fixed(tenant.TaskDefinition, mode)
}

// Conflicts lists the conflicts of the cluster by port and protocol.
func (b *Book) Conflicts() []Conflict {
	var conflicts []Conflict

	for _, key := range b.order {
		for _, together := range meeting(b.claims[key]) {
			if len(together.claimants) == 1 && !secondSet(together.claimants[0].Tenant) {
				continue
			}

			conflicts = append(conflicts, judge(key, together))
		}
	}

	return conflicts
}

// A party is a set of claimants of one port, each of whom can meet another of them on some instance.
type party struct {
	claimants []Claimant
	unclear   string
}

// meeting splits claimants into parties. Where it cannot be told whether two meet, they are put together and
// the party says so.
func meeting(claimants []Claimant) []party {
	var parties []party

	for _, c := range claimants {
		joined := party{claimants: []Claimant{c}}

		parties = slices.DeleteFunc(parties, func(p party) bool {
			meets, unclear := joined.meets(p)
			if !meets {
				return false
			}

			joined.claimants = append(slices.Clone(p.claimants), joined.claimants...)
			joined.unclear = cmp.Or(joined.unclear, p.unclear, unclear)

			return true
		})

		parties = append(parties, joined)
	}

	return parties
}

func (p party) meets(other party) (meets bool, unclear string) {
	for _, a := range p.claimants {
		for _, b := range other.claimants {
			shared, decided := placement.Share(a.Tenant, b.Tenant)
			if shared {
				return true, ""
			}

			if !decided {
				meets = true
				unclear = cmp.Or(a.Tenant.Eligible.Undecided, b.Tenant.Eligible.Undecided)
			}
		}
	}

	return meets, unclear
}

func judge(key portKey, p party) Conflict {
	conflict := Conflict{Port: key.port, Protocol: key.protocol, Claimants: p.claimants, Undecided: p.unclear}

	for _, c := range p.claimants {
		conflict.Undecided = cmp.Or(conflict.Undecided, unknownDemand(c.Tenant))
	}

	if conflict.Undecided == "" {
		conflict.Fits = fitsEveryDeployment(p.claimants)
	}

	return conflict
}

func unknownDemand(t *placement.Tenant) string {
	if t.Eligible.Undecided != "" {
		return t.Eligible.Undecided
	}

	if t.Desired.IsUnknown() {
		return "desired count: " + t.Desired.Reason()
	}

	return ""
}

// fitsEveryDeployment places all desired tasks, and then a second full set of each claimant whose deployments
// need one, one deployment at a time.
func fitsEveryDeployment(claimants []Claimant) bool {
	demands := make([]int, len(claimants))
	for i, c := range claimants {
		demands[i] = demand(c.Tenant)
	}

	if !fits(claimants, demands) {
		return false
	}

	for i, c := range claimants {
		if !secondSet(c.Tenant) {
			continue
		}

		twice := slices.Clone(demands)
		twice[i] *= 2

		if !fits(claimants, twice) {
			return false
		}
	}

	return true
}

// demand is how many instances the tenant's tasks take: a daemon takes all it may run on, those that managed
// scaling adds included.
func demand(t *placement.Tenant) int {
	if t.Daemon {
		return t.Eligible.Count()
	}

	return t.Desired.Or(0)
}

// secondSet reports whether a deployment of the tenant starts a second full set of tasks beside the first.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-types.html
func secondSet(t *placement.Tenant) bool {
	return t.Service != nil && !t.Daemon && !Rolling(t.Service)
}

// Rolling reports whether ECS replaces the service's tasks step by step: the ECS controller with the ROLLING
// strategy, both of them defaults.
func Rolling(s *snapshot.Service) bool {
	return s.DeploymentController.Or("ECS") == "ECS" && s.DeploymentStrategy.Or("ROLLING") == "ROLLING"
}

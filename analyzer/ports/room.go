package ports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// full tells why no eligible instance can take one more task of the tenant; both results are empty if one can.
func (b *Book) full(t *placement.Tenant) (why, unclear string) {
	if t.Capacity.Launch == snapshot.LaunchFargate || t.Eligible.Unlimited {
		return "", ""
	}

	claims, distinct := TenantClaims(t), t.DistinctInstance()
	unclear = unknownClaims(t)

	switch {
	case len(claims) == 0 && !distinct:
		return "", unclear
	case t.Eligible.Uncounted() != "":
		return "", t.Eligible.Uncounted()
	}

	for _, claim := range claims {
		p := b.partyOf(t, claim)
		if why := p.full(t, claim); why != "" {
			return why, ""
		}

		unclear = cmp.Or(unclear, p.unclear, p.unclearOnceGrown(t))
	}

	if distinct && t.Desired.Or(0) >= t.Eligible.Count() {
		return "distinctInstance: " + instances(t), ""
	}

	return "", unclear
}

// full tells why there is no room for one more task of the tenant beside all others, which those of whom not all
// is known only make worse.
func (p *party) full(t *placement.Tenant, claim Claim) string {
	if !p.isFull(p.at(t)) {
		return ""
	}

	why := fmt.Sprintf("host port %d/%s: %s", claim.Port, claim.Protocol, instances(t))
	if others := p.neighbours(t); others != "" {
		why += ", which " + others + " may hold too"
	}

	return why
}

// isFull is the same for all claimants of one kind.
func (p *party) isFull(at int) bool {
	p.answers.Lock()
	defer p.answers.Unlock()

	is, known := p.answers.full[p.room.kinds[at]]
	if !known {
		is = !p.room.takesOneMore(demandsOf(p.known, true), at)
		p.answers.full[p.room.kinds[at]] = is
	}

	return is
}

// unclearOnceGrown tells why it is not known whether instances to come have room for one more task, where those that
// there are have none.
func (p *party) unclearOnceGrown(t *placement.Tenant) string {
	if p.following == "" || newLayout(p.known, false).takesOneMore(demandsOf(p.known, false), p.at(t)) {
		return ""
	}

	return p.following
}

// at is the tenant's place among the known claimants.
func (p *party) at(t *placement.Tenant) int {
	return slices.IndexFunc(p.known, func(c Claimant) bool { return c.Tenant == t })
}

// neighbours are the names of those who claim the port on the tenant's own instances.
func (p *party) neighbours(t *placement.Tenant) string {
	var names []string

	for _, c := range p.known {
		if shared, _ := placement.Share(c.Tenant, t); shared && c.Tenant != t {
			names = append(names, c.Tenant.Name())
		}
	}

	slices.Sort(names)

	if more := len(names) - mostNeighbours; more > 0 {
		return strings.Join(names[:mostNeighbours], ", ") + fmt.Sprintf(" and %d more", more)
	}

	return strings.Join(names, ", ")
}

// mostNeighbours is how many others a message names.
const mostNeighbours = 5

func instances(t *placement.Tenant) string {
	text := fmt.Sprintf("%d eligible instances", t.Eligible.Count())
	if t.Eligible.Count() == 1 {
		text = "1 eligible instance"
	}

	if more := t.Eligible.Count() - len(t.Eligible.Instances); more > 0 {
		text += fmt.Sprintf(", %d of them after scaling out", more)
	}

	return text
}

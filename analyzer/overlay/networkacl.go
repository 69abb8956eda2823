package overlay

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// networkACLs lays written network ACLs over those of the account, or adds them to their VPC with their subnets. One
// that nobody knows the place of is left to [layer.unjudged].
func (l *layer) networkACLs() {
	for i := range l.change.NetworkACLs {
		written := &l.change.NetworkACLs[i]
		if written.Implied || l.fresh[written.VPC] {
			continue
		}

		subnets, in := l.served(written.Subnets)
		vpc := cmp.Or(in, l.call(written.VPC))

		at := l.networkACL(written, subnets, vpc)
		if at < 0 && (len(subnets) == 0 || !l.hasVPC(vpc) || rest(written)) {
			continue
		}

		l.judged[written.ID] = true

		for j := range l.out.NetworkACLs {
			if j != at {
				l.out.NetworkACLs[j].Subnets = elsewhereNow(l.out.NetworkACLs[j].Subnets, subnets)
			}
		}

		l.replaced = append(l.replaced, Replaced{
			Kind: KindNetworkACL, Name: nameOf(written.ID), File: written.Origin.File, New: at < 0,
		})

		if at >= 0 {
			layEntries(written, &l.out.NetworkACLs[at], subnets)

			continue
		}

		laid := *written
		settle(&laid.Meta, l.home)
		laid.VPC, laid.Subnets = vpc, subnets
		l.out.NetworkACLs = append(l.out.NetworkACLs, laid)
	}
}

// networkACL is the place of the ACL that a written one is about: that of its ID, the default one of its VPC, or the
// one that serves the very same subnets; below 0 for none.
func (l *layer) networkACL(written *snapshot.NetworkACL, subnets []string, vpc string) int {
	return slices.IndexFunc(l.account.NetworkACLs, func(n snapshot.NetworkACL) bool {
		return n.ID == written.ID || written.Default && n.Default && n.VPC == vpc && l.hasVPC(vpc) ||
			!written.Default && !n.Default && len(subnets) > 0 && sameSet(n.Subnets, subnets)
	})
}

// layEntries lays the entries of a written ACL over those of the account. Of an ACL of its own a stack writes all; to
// one of others, or the default one that CloudFormation names by the VPC, it adds by number.
func layEntries(written, laid *snapshot.NetworkACL, subnets []string) {
	laid.Subnets = sortedSet(slices.Concat(laid.Subnets, subnets))

	adds := !symbolic(written.ID) || rest(written) || strings.HasSuffix(written.ID, ".DefaultNetworkAcl")
	if !adds {
		laid.Entries = written.Entries

		return
	}

	added := slices.DeleteFunc(slices.Clone(written.Entries), unsaid)
	laid.Entries = append(slices.DeleteFunc(slices.Clone(laid.Entries), func(e snapshot.NetworkACLEntry) bool {
		return slices.ContainsFunc(added, func(a snapshot.NetworkACLEntry) bool {
			return a.Number == e.Number && a.Egress == e.Egress
		})
	}), added...)

	slices.SortStableFunc(laid.Entries, func(a, b snapshot.NetworkACLEntry) int { return cmp.Compare(a.Number, b.Number) })
}

// rest reports whether an ACL is that of another stack, of which the files do not say all entries.
func rest(n *snapshot.NetworkACL) bool { return slices.ContainsFunc(n.Entries, unsaid) }

// unsaid reports whether an entry stands for those that others may have written.
func unsaid(e snapshot.NetworkACLEntry) bool {
	return e.Number == 0 && e.Protocol.IsUnknown() && e.CIDRIPv4.IsUnknown()
}

// nameOf is what a file calls something that has no name: its address, or else its ID.
func nameOf(id string) string { return cmp.Or(address(id), id) }

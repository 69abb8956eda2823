package needs

import (
	"net/netip"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Explains reports whether the needs say what all of an admission is for: every peer that it lets in, and in awsvpc
// mode, where container ports are what is reached, every port.
func (m *Model) Explains(mode snapshot.NetworkMode, a reach.Admission, all []Need) bool {
	peer, named := a.Rule.ReferencedGroup.Get()

	var (
		prefixes  []netip.Prefix
		explained netset.Services
	)

	for _, n := range all {
		prefix, err := netip.ParsePrefix(n.CIDR)

		switch {
		case named && (n.Group == peer || m.reach.SameBalancer(peer, n.Group)):
		case !named && err == nil:
			prefixes = append(prefixes, prefix)
		default:
			continue
		}

		explained = explained.Union(services(n.Protocol, n.From, n.To))
	}

	if mode == snapshot.ModeAWSVPC && !a.Services.Subset(explained) {
		return false
	}

	if named {
		return !explained.IsEmpty()
	}

	return a.Packets.Equal(a.Packets.Within(prefixes...))
}

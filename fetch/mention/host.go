package mention

import (
	"net/netip"
	"strconv"
	"strings"
)

// splitPort splits host:port and [address]:port; the port is 0 where there is none. Of Oracle's host:port:SID the
// SID is left out.
func splitPort(item string, sid bool) (host string, port int, ok bool) {
	if isAddress(item) {
		return item, 0, true
	}

	host, rest, found := strings.Cut(item, ":")

	if strings.HasPrefix(item, "[") {
		host, rest, found = strings.Cut(item[1:], "]")
		if !found || rest != "" && rest[0] != ':' || !strings.Contains(host, ":") {
			return "", 0, false
		}

		found, rest = rest != "", strings.TrimPrefix(rest, ":")
	}

	if !found || rest == "" {
		return host, 0, true
	}

	if sid {
		rest, _, _ = strings.Cut(rest, ":")
	}

	n, err := strconv.ParseUint(rest, 10, 16)

	return host, int(n), err == nil && n > 0
}

// canonical is the host in lower case, an address in its usual form. It is not ok for what is no host, or leads
// nowhere but to the machine itself.
func canonical(host string) (string, bool) {
	if a, err := netip.ParseAddr(host); err == nil {
		a = a.Unmap()

		return a.String(), a.Zone() == "" && !isOwn(a)
	}

	host = strings.ToLower(strings.TrimSuffix(host, "."))

	return host, isName(host) && !isOwnName(host)
}

// isOwn knows addresses that lead no further than the machine, and those that no connection goes to. EC2 serves its
// link-local services in IPv6 below fd00:ec2::/32.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
// https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
func isOwn(a netip.Addr) bool {
	ec2 := netip.PrefixFrom(netip.AddrFrom16([16]byte{0: 0xfd, 2: 0x0e, 3: 0xc2}), 32)
	broadcast := netip.AddrFrom4([4]byte{255, 255, 255, 255})

	return a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsMulticast() || a.IsUnspecified() ||
		a == broadcast || ec2.Contains(a)
}

// isOwnName knows the names that are resolved to a loopback address.
// https://www.rfc-editor.org/rfc/rfc6761#section-6.3
func isOwnName(host string) bool {
	return host == "localhost" || host == "localhost.localdomain" || strings.HasSuffix(host, ".localhost")
}

// isName reports whether a text in lower case is a host name. The last label begins with a letter, which tells a name
// from a version and from an address that is none.
// https://www.rfc-editor.org/rfc/rfc1123#section-2.1
func isName(host string) bool {
	const longestName, longestLabel = 253, 63

	if host == "" || len(host) > longestName {
		return false
	}

	last := ""

	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > longestLabel || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}

		last = label
	}

	for i := range len(host) {
		if !isHostByte(host[i]) {
			return false
		}
	}

	return last[0] >= 'a' && last[0] <= 'z'
}

func isHostByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == '.'
}

func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)

	return err == nil
}

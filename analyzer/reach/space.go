package reach

import "github.com/ecslint/ecslint/analyzer/netset"

// publicSpace is every address that the internet routes: what IANA's registries of special purposes leave, and the
// ranges for documentation, which stand for the internet in examples.
// https://www.iana.org/assignments/iana-ipv4-special-registry
// https://www.iana.org/assignments/iana-ipv6-special-registry
func publicSpace() netset.Set {
	return addresses([]string{"0.0.0.0/0", "2000::/3"}).Subtract(addresses([]string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
		"192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
	}))
}

// privateSpace is every address that networks use among themselves: RFC 1918, RFC 6598, RFC 4193, and in practice
// the ranges for benchmarks (RFC 2544) and future use (RFC 1112, section 4) as well.
func privateSpace() netset.Set {
	return addresses([]string{
		"10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15", "240.0.0.0/4",
		"fc00::/7",
	})
}

package netset_test

import (
	"fmt"
	"net/netip"

	"github.com/ecslint/ecslint/analyzer/netset"
)

func ExampleBuild() {
	admitted := netset.Build([]netset.Entry{
		{Prefix: netip.MustParsePrefix("0.0.0.0/1"), Services: netset.TCP(443, 443)},
		{Prefix: netip.MustParsePrefix("128.0.0.0/1"), Services: netset.TCP(443, 443)},
		{Prefix: netip.MustParsePrefix("10.0.0.0/8"), Services: netset.TCP(80, 80)},
	})
	private := netset.Of(netip.MustParsePrefix("10.0.0.0/8"), netset.All())
	public := admitted.Subtract(private)

	fmt.Println(admitted)
	fmt.Println(public.HoldsIPv4(8))
	fmt.Println(admitted.Subset(private))
	// Output:
	// 0.0.0.0-9.255.255.255 tcp 443 | 10.0.0.0/8 tcp 80, 443 | 11.0.0.0-255.255.255.255 tcp 443
	// true
	// false
}

func ExampleParseServices() {
	services, err := netset.ParseServices("32768-60999/tcp; 53/udp")
	fmt.Println(services, err)

	_, err = netset.ParseServices("443-80/tcp")
	fmt.Println(err)
	// Output:
	// tcp 32768-60999; udp 53 <nil>
	// parse services "443-80/tcp": range "443-80" runs backwards: write 80-443
}

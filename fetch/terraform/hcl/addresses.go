package hcl

import (
	"math/big"
	"net/netip"
	"strconv"
)

// addresses are the functions of IP networks.
// https://developer.hashicorp.com/terraform/language/functions/cidrsubnet
func addresses() map[string]builtin {
	return map[string]builtin{
		"cidrsubnet": cidrSubnet, "cidrsubnets": cidrSubnets, "cidrhost": cidrHost, "cidrnetmask": cidrNetmask,
	}
}

// prefix and numbers are the arguments of such a function.
func (c *call) prefix() (netip.Prefix, bool) {
	text, ok := c.arg(0).literal()
	prefix, err := netip.ParsePrefix(text)

	return prefix.Masked(), ok && err == nil
}

func (c *call) number(i int) (*big.Int, bool) {
	text, _ := c.arg(i).literal()

	return new(big.Int).SetString(text, 10)
}

func (c *call) bits(i int) (int, bool) {
	text, _ := c.arg(i).literal()
	n, err := strconv.Atoi(text)

	return n, err == nil && n >= 0 && n <= 128
}

func cidrSubnet(c *call) *value {
	prefix, okPrefix := c.prefix()
	bits, okBits := c.bits(1)
	number, okNumber := c.number(2)

	if !okPrefix || !okBits || !okNumber {
		return c.depends()
	}

	subnet, ok := subnetOf(prefix, prefix.Bits()+bits, number)
	if !ok {
		return failure("cidrsubnet() beyond the network")
	}

	return textOf(subnet.String())
}

// subnetOf is the network of a length in another one, by its number.
func subnetOf(prefix netip.Prefix, length int, number *big.Int) (netip.Prefix, bool) {
	size := prefix.Addr().BitLen()
	if length > size || number.Sign() < 0 || number.BitLen() > length-prefix.Bits() {
		return netip.Prefix{}, false
	}

	return netip.PrefixFrom(moved(prefix.Addr(), new(big.Int).Lsh(number, uint(size-length))), length), true
}

// moved is the address so many behind another one.
func moved(from netip.Addr, by *big.Int) netip.Addr {
	sum := new(big.Int).SetBytes(from.AsSlice())
	sum.Add(sum, by)

	raw := make([]byte, from.BitLen()/8)
	if sum.Sign() < 0 || sum.BitLen() > from.BitLen() {
		return from
	}

	to, _ := netip.AddrFromSlice(sum.FillBytes(raw))

	return to
}

// cidrSubnets cuts networks off a larger one, each behind the one before it.
func cidrSubnets(c *call) *value {
	prefix, ok := c.prefix()
	if !ok {
		return c.depends()
	}

	var cut []*value

	next := prefix.Addr()

	for i := 1; i < len(c.args); i++ {
		bits, ok := c.bits(i)
		if length := prefix.Bits() + bits; !ok || length > next.BitLen() {
			return c.depends()
		}

		subnet := netip.PrefixFrom(next, prefix.Bits()+bits).Masked()
		if step := new(big.Int).Lsh(big.NewInt(1), uint(next.BitLen()-subnet.Bits())); subnet.Addr() != next {
			subnet = netip.PrefixFrom(moved(subnet.Addr(), step), subnet.Bits())
		}

		if !prefix.Contains(subnet.Addr()) {
			return failure("cidrsubnets() beyond the network")
		}

		cut = append(cut, textOf(subnet.String()))
		next = moved(subnet.Addr(), new(big.Int).Lsh(big.NewInt(1), uint(next.BitLen()-subnet.Bits())))
	}

	return valuesOf(cut)
}

// cidrHost counts from the end of the network where the number is negative.
func cidrHost(c *call) *value {
	prefix, okPrefix := c.prefix()
	number, okNumber := c.number(1)

	if !okPrefix || !okNumber {
		return c.depends()
	}

	size := new(big.Int).Lsh(big.NewInt(1), uint(prefix.Addr().BitLen()-prefix.Bits()))
	if number.Sign() < 0 {
		number.Add(number, size)
	}

	if number.Sign() < 0 || number.Cmp(size) >= 0 {
		return failure("cidrhost() beyond the network")
	}

	return textOf(moved(prefix.Addr(), number).String())
}

func cidrNetmask(c *call) *value {
	prefix, ok := c.prefix()
	if !ok || !prefix.Addr().Is4() {
		return c.depends()
	}

	return textOf(netip.PrefixFrom(netip.AddrFrom4([4]byte{255, 255, 255, 255}), prefix.Bits()).Masked().Addr().String())
}

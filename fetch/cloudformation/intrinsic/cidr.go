package intrinsic

import (
	"math/big"
	"net/netip"
	"strconv"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// maxBlocks is the most that Fn::Cidr takes.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
const maxBlocks = 256

// cidr is Fn::Cidr: the first blocks of a size in a larger one. The size is that of the part behind the prefix; 8 bits,
// as CloudFormation has it, where it is left out.
func (s scope) cidr(n, argument *document.Node) *document.Node {
	const problem = "Fn::Cidr takes a block, a count from 1 to 256 and a number of bits"

	given := s.arguments(argument)
	if len(given) != 2 && len(given) != 3 {
		return s.misused(n, problem)
	}

	numbers := []int{0, 8}

	for i, from := range given[1:] {
		value := s.eval(from)
		text, ok := field.Written(value)
		number, err := strconv.Atoi(text)

		switch {
		case value.Why() != "":
			return adopt(value, n)
		case !ok || err != nil:
			return s.misused(n, problem)
		}

		numbers[i] = number
	}

	block := s.eval(given[0])

	text, ok := field.Written(block)
	if block.Why() != "" || holdsReference(text) {
		return n.MakeUnknown("the block that it divides is not known")
	}

	prefix, err := netip.ParsePrefix(text)
	if count := numbers[0]; !ok || err != nil || count < 1 || count > maxBlocks {
		return s.misused(n, problem)
	}

	return s.blocks(n, prefix.Masked(), numbers[0], numbers[1])
}

func (s scope) blocks(n *document.Node, within netip.Prefix, count, bits int) *document.Node {
	width := within.Addr().BitLen()
	size := width - bits

	if bits < 0 || size < within.Bits() || size-within.Bits() < 8 && count > 1<<(size-within.Bits()) {
		return s.misused(n, "the block is too small to be divided so")
	}

	start := new(big.Int).SetBytes(within.Addr().AsSlice())
	step := new(big.Int).Lsh(big.NewInt(1), uint(bits))
	items := make([]*document.Node, 0, count)

	for range count {
		addr, _ := netip.AddrFromSlice(start.FillBytes(make([]byte, width/8)))
		items = append(items, n.MakeText(netip.PrefixFrom(addr, size).String()))
		start = new(big.Int).Add(start, step)
	}

	return s.listOf(n, items)
}

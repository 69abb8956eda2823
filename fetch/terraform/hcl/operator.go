package hcl

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

func (s *scope) binary(e *hclsyntax.BinaryOpExpr) *value {
	left, right := s.eval(e.LHS), s.eval(e.RHS)
	s.run.charge(left.size + right.size)

	switch e.Op {
	case hclsyntax.OpEqual:
		return judged(left, right, true)
	case hclsyntax.OpNotEqual:
		return judged(left, right, false)
	case hclsyntax.OpLogicalAnd:
		return logical(left, right, false)
	case hclsyntax.OpLogicalOr:
		return logical(left, right, true)
	default:
		return bridged(s.run, e.Op.Impl, []*value{left, right})
	}
}

// logical is left and right, or one of them, where deciding is the value of either that decides it alone.
func logical(left, right *value, deciding bool) *value {
	a, knownA := isTrue(left)
	b, knownB := isTrue(right)

	switch {
	case knownA && a == deciding && !left.failed, knownB && b == deciding && !left.failed:
		return boolOf(deciding)
	case left.failed || right.failed:
		return failure("a condition that is neither true nor false")
	case !knownA || !knownB:
		return depends(left, right)
	default:
		return boolOf(!deciding)
	}
}

// judged is whether two values are equal, as far as that is known, or the opposite.
func judged(left, right *value, want bool) *value {
	if same, known := equal(left, right); known {
		return boolOf(same == want)
	}

	return depends(left, right)
}

// equal compares two values. What AWS hands out as an ID is never null, whatever it is.
func equal(a, b *value) (same, known bool) {
	switch {
	case a.exact && b.exact:
		return toCty(a).RawEquals(toCty(b)), true
	case a.kind == aNull:
		return false, present(b)
	case b.kind == aNull:
		return false, present(a)
	default:
		return false, false
	}
}

// present reports whether a value is known to be there, though not what it is.
func present(v *value) bool {
	switch v.kind {
	case aText, aList, anObject, aThing:
		return true
	case anUnknown:
		outside := strings.Contains(v.address, "var.") || strings.Contains(v.address, "local.") ||
			strings.HasPrefix(v.address, "module.") && !strings.Contains(v.address, "aws_")

		return v.address != "" && !outside && (v.attribute == "id" || v.attribute == "arn")
	default:
		return false
	}
}

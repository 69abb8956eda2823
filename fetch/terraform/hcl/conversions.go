package hcl

import "github.com/zclconf/go-cty/cty"

// conversions are the functions that change the type of a value alone.
func conversions() map[string]builtin {
	return map[string]builtin{
		"tolist": toList, "toset": func(c *call) *value { return setOf(c.arg(0)) }, "tomap": same,
		"tostring": convertTo(cty.String), "tonumber": convertTo(cty.Number), "tobool": convertTo(cty.Bool),
		"nonsensitive": same, "ephemeralasnull": same,
		"sensitive":   func(c *call) *value { return secret(c.arg(0)) },
		"issensitive": func(*call) *value { return unknown("issensitive()") },
	}
}

func same(c *call) *value { return c.arg(0) }

// secret forgets a value that must not be shown.
func secret(v *value) *value {
	if v.kind == anUnknown || v.kind == aNull {
		return v
	}

	return unknown("a sensitive value")
}

func toList(c *call) *value {
	v := c.arg(0)
	if v.kind == aList && v.set && v.exact {
		list := *v
		list.set = false

		return &list
	}

	return v
}

func setOf(v *value) *value {
	if v.kind != aList {
		return v
	}

	return toSet(v)
}

func convertTo(ty cty.Type) builtin {
	return func(c *call) *value { return converted(c.arg(0), ty, nil) }
}

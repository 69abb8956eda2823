package field_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// A resource of the stack goes by its address, whichever attribute names it; another attribute is another thing, and
// what has no name at all is called by its place.
func TestID(t *testing.T) {
	t.Parallel()

	at := member(t, "x: 1")

	for name, c := range map[string]struct {
		node *document.Node
		want string
	}{
		"of AWS":          {member(t, "x: sg-1"), "sg-1"},
		"a number":        {member(t, "x: 17"), "17"},
		"absent":          {member(t, "y: sg-1"), ""},
		"null":            {member(t, "x: null"), ""},
		"the resource":    {at.MakeReference("Web", ""), stack + "#Web"},
		"its ID":          {at.MakeReference("Web", "GroupId"), stack + "#Web"},
		"its ARN":         {at.MakeReference("aws_lb.web", "arn"), stack + "#aws_lb.web"},
		"its VPC's group": {at.MakeReference("VPC", "DefaultSecurityGroup"), stack + "#VPC.DefaultSecurityGroup"},
		"unknown":         {at.MakeUnknown("why"), stack + "#unknown@1:4"},
		"a list":          {member(t, "x: [a]"), stack + "#unknown@1:4"},
		"a tag":           {member(t, "x: !Ref Web"), stack + "#unknown@1:4"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if got := field.ID(stack, c.node); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}

	if got := field.Address(stack, "Web"); got != stack+"#Web" {
		t.Errorf("the address is %q", got)
	}
}

// A single value counts as a list of one, and a list that is not known has a reason.
func TestIDs(t *testing.T) {
	t.Parallel()

	at := member(t, "x: 1")

	for name, c := range map[string]struct {
		node *document.Node
		want []string
		why  string
	}{
		"a list":       {member(t, "x: [sg-1, sg-2]"), []string{"sg-1", "sg-2"}, ""},
		"with a null":  {member(t, "x: [sg-1, null]"), []string{"sg-1"}, ""},
		"with unknown": {at.MakeList([]*document.Node{at.MakeUnknown("why")}), []string{stack + "#unknown@1:4"}, ""},
		"empty":        {member(t, "x: []"), nil, ""},
		"absent":       {member(t, "y: []"), nil, ""},
		"one":          {member(t, "x: sg-1"), []string{"sg-1"}, ""},
		"unknown":      {at.MakeUnknown("why"), nil, "why"},
		"a reference":  {at.MakeReference("Web", "Groups"), nil, "Web.Groups is not known from the files"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			ids, why := field.IDs(stack, c.node)
			if diff := cmp.Diff(c.want, ids); diff != "" || why != c.why {
				t.Errorf("because %q, want %q: %s", why, c.why, diff)
			}
		})
	}
}

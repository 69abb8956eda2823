package capacity_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/capacity"
)

// Rows of the guide's list, read by hand, and types that it names as not supported or does not name.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html
func TestLimits(t *testing.T) {
	t.Parallel()

	for name, want := range map[string]capacity.Limits{
		"a1.medium":    {Plain: 1, Trunked: 10, Sure: true},
		"c5.large":     {Plain: 2, Trunked: 10, Sure: true},
		"c5.18xlarge":  {Plain: 14, Trunked: 120, Sure: true},
		"m5.large":     {Plain: 2, Trunked: 10, Sure: true},
		"m5.xlarge":    {Plain: 3, Trunked: 20, Sure: true},
		"m5.2xlarge":   {Plain: 3, Trunked: 40, Sure: true},
		"m6i.8xlarge":  {Plain: 7, Trunked: 90, Sure: true},
		"c6i.32xlarge": {Plain: 14, Trunked: 120, Sure: true},
		"p3.2xlarge":   {Plain: 3, Trunked: 40, Sure: true},
		"c6in.metal":   {Plain: 13, Trunked: 120, Sure: true}, // two cards, of which EC2 counts more

		"c5.metal":    {Plain: 14, Sure: true}, // not supported, though its family is
		"i3.large":    {Plain: 2, Sure: true},  // a family that is not
		"t3.small":    {Plain: 2, Sure: true},
		"t3a.small":   {Plain: 1, Sure: true},
		"t4g.2xlarge": {Plain: 3, Sure: true},
		"m4.large":    {Plain: 1, Sure: true},

		"m5n.large":      {Plain: 2, Trunked: 10},               // in the list, and among those not supported
		"m7i.large":      {Plain: 2, Trunked: 10},               // as many branches as m5.large
		"m7i-flex.large": {Plain: 2, Trunked: capacity.Endless}, // as many as no type of the list
	} {
		got, ok := capacity.LimitsOf(name)
		equal(t, name, got, want)
		equal(t, name, ok, true)
	}

	for _, name := range []string{"", "c5", "c5.", "5.large", "c5.large\t2", "#", "x99.large"} {
		if got, ok := capacity.LimitsOf(name); ok {
			t.Errorf("%q: got %v", name, got)
		}
	}
}

package reach_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/reach"
)

func TestEndpointKey(t *testing.T) {
	t.Parallel()

	web := reach.Endpoint{Groups: []string{"sg-a", "sg-b"}, Subnet: "subnet-1", PublicIPv4: "203.0.113.1"}

	for name, tt := range map[string]struct {
		change func(*reach.Endpoint)
		alike  bool
	}{
		"the same":               {func(*reach.Endpoint) {}, true},
		"another public address": {func(e *reach.Endpoint) { e.PublicIPv4 = "203.0.113.2" }, true},
		"no public address":      {func(e *reach.Endpoint) { e.PublicIPv4 = "" }, false},
		"one of IPv6 instead":    {func(e *reach.Endpoint) { e.PublicIPv4, e.PublicIPv6 = "", "2001:db8::1" }, false},
		"one group less":         {func(e *reach.Endpoint) { e.Groups = e.Groups[:1] }, false},
		"another subnet":         {func(e *reach.Endpoint) { e.Subnet = "subnet-2" }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			other := web
			tt.change(&other)

			if alike := web.Key() == other.Key(); alike != tt.alike {
				t.Errorf("%q and %q: alike is %v", web.Key(), other.Key(), alike)
			}
		})
	}
}

package reach_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func TestRuleText(t *testing.T) {
	t.Parallel()

	text := snapshot.Unknown[string](later)
	unknown := snapshot.SecurityGroupRule{Protocol: text, CIDRIPv4: text}

	for _, tt := range []struct {
		rule snapshot.SecurityGroupRule
		want string
	}{
		{rule("", "tcp 32768-65535 0.0.0.0/0"), "tcp 32768-65535 from 0.0.0.0/0"},
		{rule("", "tcp 443 2001:db8::/32"), "tcp 443 from 2001:db8::/32"},
		{rule("", "-1 sg-a"), "all from sg-a"},
		{rule("", "out udp 53 pl-1"), "udp 53 to pl-1"},
		{rule("", "icmp 8/-1 10.0.0.0/8"), "icmp 8 from 10.0.0.0/8"},
		{unknown, "protocol: known after apply from an unknown peer (known after apply)"},
		{snapshot.SecurityGroupRule{}, "all from no peer"},
	} {
		if got := reach.RuleText(&tt.rule); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

// Rules that name a group have members and no addresses.
func TestPacketsOfAReference(t *testing.T) {
	t.Parallel()

	r := rule("", "tcp 80 sg-b")
	if set, why := model(account()).Packets(&r); !set.IsEmpty() || why != "" {
		t.Errorf("got %s %s", set, why)
	}
}

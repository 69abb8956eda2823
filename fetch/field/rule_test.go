package field_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
)

func TestProtocol(t *testing.T) {
	t.Parallel()

	for written, want := range map[string]string{
		"-1": "-1", "all": "-1", "ALL": "-1", "": "-1", "tcp": "tcp", "TCP": "tcp", "6": "tcp", "\ttcp": "tcp",
		"17": "udp", "1": "icmp", "58": "icmpv6", "icmpv6": "icmpv6", "50": "50", "esp": "esp",
	} {
		if got := field.Protocol(written); got != want {
			t.Errorf("%q: got %q, want %q", written, got, want)
		}
	}
}

func TestUnknownRule(t *testing.T) {
	t.Parallel()

	rule := field.UnknownRule(snapshot.SecurityGroupRule{ID: "sgr-1", Egress: true}, "a loop")
	if !rule.Protocol.IsUnknown() || !rule.CIDRIPv4.IsUnknown() || !rule.FromPort.IsUnknown() ||
		rule.ToPort.Reason() != "a loop" || rule.ID != "sgr-1" || !rule.Egress {
		t.Errorf("%+v", rule)
	}
}

func TestSet(t *testing.T) {
	t.Parallel()

	for _, c := range []struct{ given, want []string }{
		{nil, nil},
		{[]string{""}, nil},
		{[]string{"b", "", "a", "b"}, []string{"a", "b"}},
	} {
		if diff := cmp.Diff(c.want, field.Set(c.given)); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
}

func TestShortName(t *testing.T) {
	t.Parallel()

	for id, want := range map[string]string{
		"arn:aws:ecs:eu-north-1:111122223333:cluster/prod": "prod", "main.yaml#Group": "Group", "sg-1": "sg-1",
	} {
		if got := field.ShortName(id); got != want {
			t.Errorf("%q: got %q, want %q", id, got, want)
		}
	}
}

package terraform_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/terraform"
)

// A rule says the same in a block, as a resource of either kind, and in whatever order resources stand.
func TestRulesAnyWay(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(rt *rapid.T) {
		count := rapid.IntRange(0, 4).Draw(rt, "rules")
		blocks, old, recent := make([]string, 0, count), make([]string, 0, count), make([]string, 0, count)

		for i := range count {
			protocol := rapid.SampledFrom([]string{"tcp", "udp", "-1", "icmp", "50"}).Draw(rt, "protocol")
			from := rapid.IntRange(0, 9).Draw(rt, "from")
			cidr := fmt.Sprintf("10.%d.0.0/16", rapid.IntRange(0, 3).Draw(rt, "cidr"))
			ports := fmt.Sprintf(`"from_port": %d, "to_port": %d`, from, from+1)
			group := `"security_group_id": {"ref": "aws_security_group.a.id"}`

			blocks = append(blocks, fmt.Sprintf(`{%s, "protocol": %q, "cidr_blocks": [%q]}`, ports, protocol, cidr))
			old = append(old, fmt.Sprintf(`"aws_security_group_rule.r%d": {%s, %s, "type": "ingress", "protocol": %q,
				"cidr_blocks": [%q]}`, i, group, ports, protocol, cidr))
			recent = append(recent, fmt.Sprintf(`"aws_vpc_security_group_ingress_rule.r%d": {%s, %s, "ip_protocol": %q,
				"cidr_ipv4": %q}`, i, group, ports, protocol, cidr))
		}

		inline := admitted(t, fmt.Sprintf(`{"aws_security_group.a": {"ingress": [%s]}}`, strings.Join(blocks, ",")))

		for _, apart := range [][]string{old, recent} {
			resources := rapid.Permutation(append(apart, `"aws_security_group.a": {}`)).Draw(rt, "order")

			if diff := cmp.Diff(inline, admitted(t, "{"+strings.Join(resources, ",\n")+"}")); diff != "" {
				rt.Fatalf("(-in a block +apart)\n%s", diff)
			}
		}
	})
}

// admitted is what the only group admits, in order.
func admitted(t *testing.T, resources string) []string {
	t.Helper()

	s, _ := terraform.Snapshot("s", resourcesOf(t, resources), snapshot.Source{})

	all := make([]string, 0, len(s.SecurityGroups[0].Rules))
	for _, r := range s.SecurityGroups[0].Rules {
		all = append(all, fmt.Sprint(r.Egress, word(r.Protocol), number(r.FromPort), number(r.ToPort), word(r.CIDRIPv4)))
	}

	slices.Sort(all)

	return all
}

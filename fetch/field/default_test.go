package field_test

import (
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
)

// rulesOf are the rules of the group that a VPC begins with, in short.
func rulesOf(g snapshot.SecurityGroup) []string {
	all := make([]string, 0, len(g.Rules))

	for _, r := range g.Rules {
		direction := "from "
		if r.Egress {
			direction = "to "
		}

		all = append(all, r.Protocol.Or("?")+" "+direction+r.ReferencedGroup.Or("")+r.CIDRIPv4.Or("")+r.CIDRIPv6.Or(""))
	}

	return all
}

// What AWS makes with a VPC opens what it opens, and nothing else.
func TestDefaultGroup(t *testing.T) {
	t.Parallel()

	meta := snapshot.Meta{Region: "eu-north-1", Origin: snapshot.Origin{File: "vpc.yaml"}}

	for ipv6, want := range map[bool][]string{
		false: {"-1 from sg", "-1 to 0.0.0.0/0"},
		true:  {"-1 from sg", "-1 to 0.0.0.0/0", "-1 to ::/0"},
	} {
		g := field.DefaultGroup(meta, "sg", "vpc", ipv6)
		if !g.Default() || g.VPC != "vpc" || g.Region != meta.Region || g.Rules[0].Origin.File != "vpc.yaml" {
			t.Errorf("%+v is no default group of vpc", g)
		}

		if got := rulesOf(g); !slices.Equal(got, want) {
			t.Errorf("IPv6 %t: got %q, want %q", ipv6, got, want)
		}
	}
}

// An entry of one's own comes before the one that lets everything pass, and after all comes the one that denies.
func TestDefaultACL(t *testing.T) {
	t.Parallel()

	acl := field.DefaultACL(snapshot.Meta{}, "acl", "vpc")

	numbers := map[bool][]int{}

	for _, e := range acl.Entries {
		numbers[e.Egress] = append(numbers[e.Egress], e.Number)

		if e.Allow != (e.Number < 32767) || e.Protocol.Or("") != "-1" {
			t.Errorf("%+v", e)
		}
	}

	want := []int{100, 101, 32767, 32768}
	if !acl.Default || acl.VPC != "vpc" || !slices.Equal(numbers[false], want) || !slices.Equal(numbers[true], want) {
		t.Errorf("%+v", acl)
	}
}

func TestMainRouteTable(t *testing.T) {
	t.Parallel()

	table := field.MainRouteTable(snapshot.Meta{}, "rtb", "vpc")
	if !table.Main || table.VPC != "vpc" || len(table.Routes) > 0 {
		t.Errorf("%+v", table)
	}
}

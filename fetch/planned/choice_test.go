package planned_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/planned"
)

// The instances of a group have one of the types, and one of the templates, that it chooses from; at least one of
// each, as many as are wanted for certain.
func TestChoices(t *testing.T) {
	t.Parallel()

	overrides := func(all ...snapshot.LaunchOverride) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			s.AutoScalingGroups[0].Desired, s.AutoScalingGroups[0].Overrides = snapshot.Known(2), all
			s.LaunchTemplates[0].InstanceType = "m5.large"
			s.LaunchTemplates = append(s.LaunchTemplates, snapshot.LaunchTemplate{
				ID: path + "#Arm", InstanceType: "m7g.large", SecurityGroups: []string{"sg-arm"},
			})
		}
	}
	of := func(kind, template string) snapshot.LaunchOverride {
		return snapshot.LaunchOverride{InstanceType: kind, LaunchTemplate: template}
	}
	desired := func(v snapshot.Value[int]) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			s.AutoScalingGroups[0].Desired, s.AutoScalingGroups[0].MinSize = v, snapshot.Known(2)
		}
	}

	for name, c := range map[string]struct {
		change func(*snapshot.Snapshot)
		want   string
	}{
		"none":             {overrides(), "m5.large [] Hosts; m5.large [] Hosts"},
		"one type":         {overrides(of("c5.large", "")), "c5.large [] Hosts; c5.large [] Hosts"},
		"the template's":   {overrides(of("", "")), "m5.large [] Hosts; m5.large [] Hosts"},
		"several types":    {overrides(of("m5.xlarge", ""), of("c5.large", "")), " [c5.large m5.xlarge] Hosts; again"},
		"two templates":    {overrides(of("c5.large", ""), of("", path+"#Arm")), "c5.large [] Hosts; m7g.large [] sg-arm"},
		"another stack's":  {overrides(of("c5.large", "lt-1:3")), "c5.large [] lt-1:3.SecurityGroupIds; again"},
		"a size not known": {desired(snapshot.Unknown[int]("var.n")), " [] Hosts; again"},
		"a size known":     {desired(snapshot.Known(1)), " [] Hosts; again"},
		"more templates than instances": {func(s *snapshot.Snapshot) {
			overrides(of("c5.large", ""), of("", path+"#Arm"))(s)

			s.AutoScalingGroups[0].Desired = snapshot.Known(1)
		}, "c5.large [] Hosts; m7g.large [] sg-arm"},
		"requirements": {func(s *snapshot.Snapshot) {
			overrides(of("", ""), of("c5.large", ""))(s)

			s.LaunchTemplates[0].InstanceType = ""
		}, " [] Hosts; again"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := complete(c.change)
			all := make([]string, 0, len(s.Instances))

			for i := range s.Instances {
				group := strings.TrimPrefix(s.NetworkInterfaces[i].SecurityGroups[0], path+"#")
				all = append(all, fmt.Sprint(s.Instances[i].InstanceType, " ", s.Instances[i].InstanceTypes, " ", group))
			}

			if len(all) == 2 && all[0] == all[1] && strings.Contains(c.want, "again") {
				all[1] = "again"
			}

			got := strings.Join(all, "; ")
			if slices.ContainsFunc(s.Gaps, func(g snapshot.Gap) bool {
				return slices.Contains(g.Nouns, snapshot.NounContainerInstance)
			}) {
				got += " or more"
			}

			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// No size is beyond the other two, as far as they are known.
func TestSize(t *testing.T) {
	t.Parallel()

	known, unknown := snapshot.Known[int], snapshot.Unknown[int]("var.n")
	units := snapshot.Unknown[int]("its sizes are not numbers of instances")

	type sizes [3]snapshot.Value[int] // at least, at most, wanted

	for name, c := range map[string]struct {
		in             sizes
		written, units bool
		want           sizes
	}{
		"all written":       {sizes{known(1), known(3), known(2)}, true, false, sizes{known(1), known(3), known(2)}},
		"none wanted":       {sizes{known(1), known(3), known(0)}, false, false, sizes{known(1), known(3), known(1)}},
		"too few wanted":    {sizes{known(2), known(3), known(1)}, true, false, sizes{known(2), known(3), known(2)}},
		"too many wanted":   {sizes{known(2), known(3), known(4)}, true, false, sizes{known(2), known(4), known(4)}},
		"a wish not known":  {sizes{known(2), known(3), unknown}, true, false, sizes{known(2), known(3), unknown}},
		"a least not known": {sizes{unknown, known(3), known(0)}, false, false, sizes{unknown, known(3), unknown}},
		"a most not known":  {sizes{known(1), unknown, known(2)}, true, false, sizes{known(1), unknown, known(2)}},
		"of something else": {sizes{known(1), known(3), known(2)}, true, true, sizes{units, units, units}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			g := snapshot.AutoScalingGroup{MinSize: c.in[0], MaxSize: c.in[1], Desired: c.in[2]}
			planned.Size(&g, c.written, c.units)

			if got := (sizes{g.MinSize, g.MaxSize, g.Desired}); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}

	for weight, want := range map[snapshot.Value[int]]bool{{}: false, known(1): false, known(2): true, unknown: true} {
		if got := planned.Weighs(weight); got != want {
			t.Errorf("%v weighs: %v, want %v", weight, got, want)
		}
	}
}

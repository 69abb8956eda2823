package overlay_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// What files change has a place, and what they write as it is has none.
func TestPlaces(t *testing.T) {
	t.Parallel()

	file := snapshot.Origin{File: "web.yaml", Range: snapshot.Range{StartLine: 3}}
	rule := snapshot.SecurityGroupRule{ID: "sgr-2", CIDRIPv4: snapshot.Known("0.0.0.0/0")}
	ruleAt := snapshot.Origin{File: "web.yaml", Range: snapshot.Range{StartLine: 9}}

	base := func() *snapshot.Snapshot {
		s := account()
		s.LoadBalancers = []snapshot.LoadBalancer{{Meta: meta(), ID: "lb", Scheme: "internal"}}
		s.Listeners = []snapshot.Listener{
			{Meta: meta(), ID: "listener", LoadBalancer: "lb", TargetGroups: []string{"tg/web/1"}},
		}
		s.TargetGroups[0].LoadBalancers = []string{"lb"}
		s.LaunchTemplates = []snapshot.LaunchTemplate{{Meta: meta(), ID: "lt-1:1"}}
		s.Instances = []snapshot.Instance{{Meta: meta(), ID: "i-1", LaunchTemplate: "lt-1:1"}}

		return s
	}

	for name, c := range map[string]struct {
		change func(s *snapshot.Snapshot)
		id     string
		want   int
	}{
		"a group as it is": {func(s *snapshot.Snapshot) { s.SecurityGroups[0].Origin = file }, "sg-1", 0},
		"a group with another rule": {func(s *snapshot.Snapshot) {
			s.SecurityGroups[0].Origin = file
			s.SecurityGroups[0].Rules = []snapshot.SecurityGroupRule{rule}
		}, "sg-1", 3},
		"that rule": {func(s *snapshot.Snapshot) {
			s.SecurityGroups[0].Origin = file
			written := rule
			written.Origin = ruleAt
			s.SecurityGroups[0].Rules = append([]snapshot.SecurityGroupRule{written}, s.SecurityGroups[0].Rules...)
		}, "sgr-2", 9},
		"the rule beside it, which stays": {func(s *snapshot.Snapshot) {
			s.SecurityGroups[0].Origin = file
			s.SecurityGroups[0].Rules = append([]snapshot.SecurityGroupRule{rule}, s.SecurityGroups[0].Rules...)
			s.SecurityGroups[0].Rules[1].Origin = ruleAt
		}, "sgr-1", 0},
		"a group without its rules": {func(s *snapshot.Snapshot) {
			s.SecurityGroups[0].Origin, s.SecurityGroups[0].Rules = file, nil
		}, "sg-1", 3},
		"another group": {func(s *snapshot.Snapshot) {
			s.SecurityGroups[0].Origin, s.SecurityGroups[0].Rules = file, nil
		}, "sg-2", 0},
		"a target group as it is": {func(s *snapshot.Snapshot) { s.TargetGroups[0].Origin = file }, "tg/web/1", 0},
		"a target group behind another listener": {func(s *snapshot.Snapshot) {
			s.Listeners[0].Origin, s.Listeners[0].Port = file, 81
		}, "tg/web/1", 3},
		"behind a changed load balancer": {func(s *snapshot.Snapshot) {
			s.LoadBalancers[0].Origin, s.LoadBalancers[0].Scheme = file, "internet-facing"
		}, "tg/web/1", 3},
		"behind a load balancer that is written as it is": {func(s *snapshot.Snapshot) {
			s.LoadBalancers[0].Origin, s.Listeners[0].Origin = file, file
		}, "tg/web/1", 0},
		"an instance of another template": {func(s *snapshot.Snapshot) {
			s.LaunchTemplates = append(s.LaunchTemplates, snapshot.LaunchTemplate{
				Meta: snapshot.Meta{Origin: file}, ID: "web.yaml#T",
			})
			s.Instances[0].LaunchTemplate = "web.yaml#T"
		}, "i-1", 3},
		"an instance as it is": {func(*snapshot.Snapshot) {}, "i-1", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			after := base()
			c.change(after)

			if got := overlay.Places(after, base())[c.id].Range.StartLine; got != c.want {
				t.Errorf("line %d, want %d", got, c.want)
			}
		})
	}
}

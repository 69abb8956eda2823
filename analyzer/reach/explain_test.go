package reach_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// explained are the texts of the paths where something passes, and of the blockers where something does not.
func explained(t *testing.T, f *flow) (paths, blockers []string) {
	t.Helper()

	services, err := netset.ParseServices(f.services)
	if err != nil {
		t.Fatal(err)
	}

	m := model(f.account)
	answer := m.Between(m.PlaceOf("source", &f.from), m.PlaceOf("target", &f.to), services)

	for _, path := range m.Paths(answer) {
		for _, step := range path {
			paths = append(paths, step.Text)
		}
	}

	for _, step := range m.Blockers(answer) {
		blockers = append(blockers, step.Text)
	}

	return paths, blockers
}

func TestBlockersNameAllThatBlock(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		flow flow
		want []string
	}{
		"both groups": {
			flow{admits("tcp 443 10.0.0.0/16"), eni(public, "10.0.0.4", "sg-a"), near4, "tcp 80"},
			[]string{
				"no outbound rule of security group a (sg-a) admits tcp 80 to 10.0.1.4",
				"no inbound rule of security group a (sg-a) admits tcp 80 from 10.0.0.4",
			},
		},
		"an entry that denies": {
			flow{filtered("in deny tcp 80 0.0.0.0/0", "in allow -1 0.0.0.0/0"), front4, open4, "tcp 80"},
			[]string{"entry 100 of network ACL acl-1 denies tcp 80 from 10.0.0.4, inbound"},
		},
		"the entry that every network ACL ends with": {
			flow{filtered("out allow -1 0.0.0.0/0"), front4, open4, "tcp 80"},
			[]string{"entry * of network ACL acl-1 denies tcp 80 from 10.0.0.4, inbound"},
		},
		"answers that are denied": {
			flow{filtered("in allow -1 0.0.0.0/0"), front4, open4, "tcp 80"},
			[]string{"network ACL acl-1 denies the answers to 10.0.0.4 (outbound)"},
		},
		"no address family in common": {
			flow{account(everything()), front6, open4, "tcp 80"},
			[]string{"source and target have no address family in common"},
		},
		"no route": {
			flow{connected("nat-1", "tcp 80 0.0.0.0/0"), eni("subnet-2", "10.2.0.4", "sg-open"), near4, "tcp 80"},
			[]string{"route table rtb-own: 10.2.0.0/16 → nat-1, which lets no such traffic pass"},
		},
		"the addresses of another VPC": {
			flow{changed(connected("pcx-1", "tcp 80 0.0.0.0/0"), func(s *snapshot.Snapshot) {
				s.VPCs[1].CIDRs = []string{"10.0.0.0/16"}
				s.RouteTables[3].Routes = nil
			}), eni("subnet-2", "10.0.0.4", "sg-open"), near4, "tcp 80"},
			[]string{"target is in a VPC to which the way does not lead"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			_, blockers := explained(t, &tt.flow)
			equal(t, blockers, tt.want)
		})
	}
}

func TestPathsNameWhatLetsPass(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		flow flow
		want string
	}{
		"a reference, in a subnet": {
			flow{admits("tcp 80 sg-open"), beside4, near4, "tcp 80"},
			"from source; rule sg-open/2 of group open: all to 0.0.0.0/0; route table rtb-main: 10.0.0.0/16 → local; " +
				"rule sg-a/0 of group a: tcp 80 from sg-open; to target",
		},
		"a network ACL, between subnets": {
			flow{filtered("in allow -1 0.0.0.0/0", "out allow -1 0.0.0.0/0"), front4, open4, "tcp 80"},
			"from source; rule sg-open/2 of group open: all to 0.0.0.0/0; route table rtb-public: 10.0.0.0/16 → local; " +
				"entry 100 of network ACL acl-1, inbound; " +
				"rule sg-open/0 of group open: all from 0.0.0.0/0; to target",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			paths, _ := explained(t, &tt.flow)
			equal(t, paths, strings.Split(tt.want, "; "))
		})
	}
}

// What passes has a path from end to end, what does not has a blocker, and nothing else has.
func TestEveryAnswerIsExplained(t *testing.T) {
	t.Parallel()

	eachAccount(t, func(_ *rand.Rand, s *snapshot.Snapshot, questions []question) {
		m := model(s)

		for _, q := range questions {
			asked := netset.TCP(80, 80)
			f := m.Between(placeOf(m, s, q.From), placeOf(m, s, q.To), asked)
			paths, blockers := m.Paths(f), m.Blockers(f)

			switch f.Verdict(asked) {
			case reach.Blocked:
				if len(paths) > 0 || len(blockers) == 0 {
					t.Errorf("%s to %s is blocked: paths %v, blockers %v", q.From, q.To, paths, blockers)
				}
			default:
				if len(paths) != 1 || len(blockers) > 0 || paths[0][0].Kind != "from" || paths[0][len(paths[0])-1].Kind != "to" {
					t.Errorf("%s to %s passes: paths %v, blockers %v", q.From, q.To, paths, blockers)
				}
			}
		}
	})
}

// An interface to come has any address of its subnet, or of its VPC: what passes for all of them must.
func TestFuturePlaces(t *testing.T) {
	t.Parallel()

	m := model(admits("tcp 80 10.0.1.0/24", "tcp 81 10.0.1.0/25"))
	target := m.PlaceOf("target", &near4)
	source := m.FuturePlace("source", reach.Endpoint{Groups: []string{"sg-open"}, Subnet: private})

	for port, want := range map[uint16]reach.Verdict{80: reach.Allowed, 81: reach.Unknown, 82: reach.Blocked} {
		asked := netset.TCP(port, port)
		if got := m.Between(source, target, asked).Verdict(asked); got != want {
			t.Errorf("port %d: got %s, want %s", port, got, want)
		}
	}

	without := snapshot.NetworkInterface{ID: "eni-1", VPC: vpc, SecurityGroups: []string{"sg-open"}}
	if place := m.PlaceOf("anywhere", &without); !place.Somewhere || place.Addresses.IsEmpty() {
		t.Errorf("an interface without address and subnet has none of its VPC: %v", place)
	}
}

func TestVerdicts(t *testing.T) {
	t.Parallel()

	web, all, none := netset.TCP(80, 80), netset.TCP(80, 81), netset.Services{}

	for name, tt := range map[string]struct {
		bounds reach.Bounds
		want   reach.Verdict
		known  bool
	}{
		"all of it must":     {reach.Bounds{MaySome: all, MayAll: all, MustSome: all, MustAll: all}, reach.Allowed, true},
		"none of it may":     {reach.Bounds{}, reach.Blocked, true},
		"a part must":        {reach.Bounds{MaySome: web, MayAll: web, MustSome: web, MustAll: web}, reach.Partly, true},
		"for some addresses": {reach.Bounds{MaySome: all, MayAll: none, MustSome: all, MustAll: none}, reach.Partly, true},
		"all of it may":      {reach.Bounds{MaySome: all, MayAll: all}, reach.Unknown, false},
	} {
		if got := tt.bounds.Verdict(all); got != tt.want || tt.bounds.Known() != tt.known {
			t.Errorf("%s: got %s, known %t", name, got, tt.bounds.Known())
		}
	}
}

// Of two nodes a packet meets one, of two ways it takes either.
func TestEachOfTwoIsLessThanEither(t *testing.T) {
	t.Parallel()

	all, web, none := netset.TCP(0, 65535), netset.TCP(80, 80), netset.Services{}
	passes, part := reach.Bounds{MaySome: all, MayAll: all, MustSome: all, MustAll: all},
		reach.Bounds{MaySome: web, MayAll: web, MustSome: web, MustAll: web}

	for name, tt := range map[string]struct{ a, b, want reach.Bounds }{
		"both":    {passes, passes, passes},
		"neither": {reach.Bounds{}, reach.Bounds{}, reach.Bounds{}},
		"one":     {passes, reach.Bounds{}, reach.Bounds{MaySome: all, MayAll: none, MustSome: all, MustAll: none}},
		"a part":  {passes, part, reach.Bounds{MaySome: all, MayAll: web, MustSome: all, MustAll: web}},
	} {
		if got, back := tt.a.Each(tt.b), tt.b.Each(tt.a); got != tt.want || back != tt.want {
			t.Errorf("%s: got %v and %v, want %v", name, got, back, tt.want)
		}
	}

	if got := passes.Join(reach.Bounds{}); got != passes {
		t.Errorf("two ways: got %v", got)
	}
}

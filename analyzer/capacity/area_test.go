package capacity_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/capacity"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// subnets adds a subnet; free below 0 says nothing of what is free.
func subnets(id, cidr string, free int) option {
	return func(s *snapshot.Snapshot) {
		subnet := snapshot.Subnet{ID: id, CIDR: cidr}
		if free >= 0 {
			subnet.AvailableIPs = snapshot.Known(free)
		}

		s.Subnets = append(s.Subnets, subnet)
	}
}

func within(ids ...string) func(*snapshot.Service) {
	return func(s *snapshot.Service) {
		s.NetworkConfiguration = &snapshot.NetworkConfiguration{Subnets: snapshot.Known(ids)}
	}
}

// hosts adds an auto scaling group to start instances in subnets.
func hosts(desired, most int, ids ...string) option {
	return func(s *snapshot.Snapshot) {
		s.AutoScalingGroups = append(s.AutoScalingGroups, snapshot.AutoScalingGroup{
			ID: "hosts", Name: "hosts", Desired: snapshot.Known(desired), MaxSize: snapshot.Known(most), Subnets: ids,
		})
	}
}

func scalable(service string, most int) option {
	return func(s *snapshot.Snapshot) {
		s.ScalableTargets = append(s.ScalableTargets, snapshot.ScalableTarget{
			Cluster: "prod", Service: service, MaxCapacity: most,
		})
	}
}

func toldArea(a *capacity.Area) string {
	names := make([]string, 0, len(a.Tenants)+len(a.Groups))
	for _, t := range a.Tenants {
		names = append(names, t.Name())
	}

	for _, g := range a.Groups {
		names = append(names, g.Name)
	}

	return strings.Join(names, "+") + " of " + a.Free.String() + "; " + toldNeed(a.Now) + "; " + toldNeed(a.Maximum)
}

func toldNeed(n capacity.Need) string {
	text := fmt.Sprintf("%s+%s+%s lack %d", n.Tasks, n.First, n.Instances, n.Missing)
	if n.Undecided != "" {
		text += ", undecided: " + n.Undecided
	}

	return text
}

func TestAreas(t *testing.T) {
	t.Parallel()

	fargate := launched("FARGATE")
	ipv6 := func(s *snapshot.Snapshot) {
		s.Subnets = append(s.Subnets, snapshot.Subnet{
			ID: "v6", IPv6CIDRs: []string{"2001:db8::/64"}, AvailableIPs: snapshot.Known(0),
		})
	}
	taskGap := func(s *snapshot.Snapshot) {
		s.Gaps = append(s.Gaps, snapshot.Gap{
			What: "ecs:DescribeTasks", Why: "AccessDenied", Nouns: []snapshot.Noun{snapshot.NounTask},
		})
	}
	open := func(s *snapshot.Service) {
		s.NetworkConfiguration = &snapshot.NetworkConfiguration{Subnets: snapshot.Unknown[[]string]("var.subnets")}
	}
	openMode := func(s *snapshot.Snapshot) { s.TaskDefinitions = nil }

	for name, c := range map[string]struct {
		options []option
		want    []string
	}{
		"a /28 has 11": {
			list(subnets("s", "10.0.0.0/28", -1), service("a", 11, fargate, within("s"))),
			list("a of 11; 11+0+0 lack 0; 11+0+0 lack 0"),
		},
		"and no more": {
			list(subnets("s", "10.0.0.0/28", -1), service("a", 12, fargate, within("s"))),
			list("a of 11; 12+0+0 lack 1; 12+0+0 lack 1"),
		},
		"a /20 has 4091": {
			list(subnets("s", "10.0.0.0/20", -1), service("a", 1, fargate, within("s"))),
			list("a of 4091; 1+0+0 lack 0; 1+0+0 lack 0"),
		},
		"a group of a size that is not known": {
			list(subnets("s", "10.0.0.0/28", -1), service("a", 1, fargate, within("s")), hosts(2, 3, "s"),
				func(s *snapshot.Snapshot) { s.AutoScalingGroups[0].Desired = snapshot.Unknown[int]("var.n") }),
			list("a+hosts of 11; 1+0+0 to 6 lack 0; 1+0+3 to 6 lack 0"),
		},
		"a group of which no size is known": {
			list(subnets("s", "10.0.0.0/28", -1), service("a", 1, fargate, within("s")), hosts(2, 3, "s"),
				func(s *snapshot.Snapshot) {
					s.AutoScalingGroups[0].Desired = snapshot.Unknown[int]("var.n")
					s.AutoScalingGroups[0].MaxSize = snapshot.Unknown[int]("var.most")
				}),
			list("a+hosts of 11; 1+0+0 or more lack 0, undecided: how many instances hosts has is not known; " +
				"1+0+0 or more lack 0, undecided: how many instances hosts has is not known"),
		},
		"one must go first": {
			list(subnets("s", "10.0.0.0/28", -1), service("a", 11, fargate, within("s"), rolling(100, 200))),
			list("a of 11; 11+1+0 lack 1; 11+1+0 lack 1"),
		},
		"what runs has its own, live": {
			list(subnets("s", "10.0.0.0/28", 2), service("a", 11, fargate, within("s")), running(9, "a", "")),
			list("a of 2; 2+0+0 lack 0; 2+0+0 lack 0"),
		},
		"more run than are wanted": {
			list(subnets("s", "10.0.0.0/28", 0), service("a", 1, fargate, within("s")), running(2, "a", "")),
			list("a of 0; 0+0+0 lack 0; 0+0+0 lack 0"),
		},
		"what runs of others is no help": {
			list(subnets("s", "10.0.0.0/28", 2), service("a", 3, fargate, within("s")), running(9, "b", "")),
			list("a of 2; 3+0+0 lack 1; 3+0+0 lack 1"),
		},
		"who knows what runs": {
			list(subnets("s", "10.0.0.0/28", 2), service("a", 3, fargate, within("s")), taskGap),
			list("a of 2; 0 to 3+0+0 lack 0, undecided: ecs:DescribeTasks: AccessDenied; " +
				"0 to 3+0+0 lack 0, undecided: ecs:DescribeTasks: AccessDenied"),
		},
		"in a file nothing runs": {
			list(subnets("s", "10.0.0.0/28", -1), service("a", 12, fargate, within("s")), running(9, "a", "")),
			list("a of 11; 12+0+0 lack 1; 12+0+0 lack 1"),
		},
		"scaling": {
			list(subnets("s", "10.0.0.0/28", -1), service("a", 2, fargate, within("s"), rolling(100, 200)), scalable("a", 11)),
			list("a of 11; 2+1+0 lack 0; 11+1+0 lack 1"),
		},
		"scaling the second set too": {
			list(subnets("s", "10.0.0.0/28", -1), service("a", 2, fargate, within("s"), by("CODE_DEPLOY")), scalable("a", 6)),
			list("a of 11; 2+2+0 lack 0; 6+6+0 lack 1"),
		},
		"either subnet": {
			list(subnets("s", "10.0.0.0/28", -1), subnets("t", "10.0.1.0/28", 1), service("a", 12, fargate, within("s", "t"))),
			list("a of 12; 12+0+0 lack 0; 12+0+0 lack 0"),
		},
		"room elsewhere is no use": {
			list(subnets("s", "10.0.0.0/28", 1), subnets("t", "10.0.1.0/28", 9),
				service("a", 2, fargate, within("s")), service("b", 1, fargate, within("s", "t"))),
			list("a+b of 10; 3+0+0 lack 1; 3+0+0 lack 1"),
		},
		"apart": {
			list(subnets("s", "10.0.0.0/28", 1), subnets("t", "10.0.1.0/28", 9),
				service("a", 2, fargate, within("s")), service("b", 1, fargate, within("t"))),
			list("a of 1; 2+0+0 lack 1; 2+0+0 lack 1", "b of 9; 1+0+0 lack 0; 1+0+0 lack 0"),
		},
		"IPv6 only": {
			list(ipv6, service("a", 9999, fargate, within("v6"))),
			list("a of any number; 9999+0+0 lack 0; 9999+0+0 lack 0"),
		},
		"on instances": {
			list(subnets("s", "10.0.0.0/28", -1), service("a", 12, within("s"))),
			list("a of 11; 12+0+0 lack 1; 12+0+0 lack 1"),
		},
		"on managed instances": {
			list(subnets("s", "10.0.0.0/28", -1), service("a", 12, within("s"), launched("MANAGED_INSTANCES"))),
			list("a of 11; 12+0+0 lack 1; 12+0+0 lack 1"),
		},
		"a daemon": {
			list(subnets("s", "10.0.0.0/28", 2), instances(3, "c5.large"), service("a", 0, within("s"), daemon)),
			list("a of 2; 3+0+0 lack 1; 3+0+0 lack 1"),
		},
		"instances": {
			list(subnets("s", "10.0.0.0/28", -1), hosts(2, 12, "s"), setting("disabled", "", "")),
			list("hosts of 11; 0+0+2 lack 0; 0+0+12 lack 1"),
		},
		"instances with trunks": {
			list(subnets("s", "10.0.0.0/28", -1), hosts(2, 6, "s"), setting("enabled", "", "")),
			list("hosts of 11; 0+0+4 lack 0; 0+0+12 lack 1"),
		},
		"instances with trunks or not": {
			list(subnets("s", "10.0.0.0/28", -1), hosts(2, 6, "s")),
			list("hosts of 11; 0+0+2 to 4 lack 0; " +
				"0+0+6 to 12 lack 0, undecided: whether the instances of hosts get a trunk is not known"),
		},
		"instances that run": {
			list(subnets("s", "10.0.0.0/28", 3), instances(2, "c5.large"), hosts(2, 6, "s")),
			list("hosts of 3; 0+0+0 lack 0; 0+0+4 lack 1"),
		},
		"instances that run with trunks": {
			list(subnets("s", "10.0.0.0/28", 7), instances(2, "c5.large", trunk), hosts(2, 6, "s")),
			list("hosts of 7; 0+0+0 lack 0; 0+0+8 lack 1"),
		},
		"instances, some with trunks": {
			list(subnets("s", "10.0.0.0/28", 7), instances(2, "c5.large", trunk), instances(1, "c5.large"), hosts(3, 6, "s")),
			list("hosts of 7; 0+0+0 lack 0; 0+0+3 to 6 lack 0"),
		},
		"together": {
			list(subnets("s", "10.0.0.0/28", 5), instances(2, "c5.large"), hosts(4, 6, "s"), service("a", 3, within("s")),
				running(1, "a", "0")),
			list("a+hosts of 5; 2+0+2 lack 0; 2+0+4 lack 1"),
		},
		"a subnet that was not read": {
			list(service("a", 1, within("s"))),
			list("a of 0 or more; 1+0+0 lack 0, undecided: subnet s was not read; " +
				"1+0+0 lack 0, undecided: subnet s was not read"),
		},
		"a subnet without a range": {
			list(subnets("s", "", -1), service("a", 1, within("s"))),
			list("a of 0 or more; 1+0+0 lack 0, undecided: the addresses of subnet s are not known; " +
				"1+0+0 lack 0, undecided: the addresses of subnet s are not known"),
		},
		"subnets that are not known": {
			list(service("a", 1, open)),
			list("a of 0 or more; 0+0+0 lack 0, undecided: subnets: var.subnets; " +
				"0+0+0 lack 0, undecided: subnets: var.subnets"),
		},
		"the mode is that of who has subnets": {
			list(subnets("s", "10.0.0.0/28", 0), service("a", 1, within("s"), rolling(100, 200)), openMode),
			list("a of 0; 1+1+0 lack 2; 1+1+0 lack 2"),
		},

		"bridge":               {list(subnets("s", "10.0.0.0/28", 0), in("bridge", "a", 9, within("s"))), nil},
		"tasks of no service":  {list(subnets("s", "10.0.0.0/28", 0), running(9, "", "")), nil},
		"nobody":               {list(subnets("s", "10.0.0.0/28", 0)), nil},
		"a group without them": {list(hosts(9, 9)), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			areas := model(estate(c.options...)).Areas()
			got := make([]string, 0, len(areas))

			for _, a := range areas {
				got = append(got, toldArea(&a))
			}

			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// What is missing is what trying everything leaves without an address.
func TestAreasAgreeWithTryingEverything(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		w := world{}

		options := make([]option, 0, 7)
		ids := []string{"a", "b", "c", "d"}[:rapid.IntRange(1, 4).Draw(t, "subnets")]
		for _, id := range ids {
			w.room = append(w.room, rapid.IntRange(0, 4).Draw(t, "free"))
			options = append(options, subnets(id, "10.0.0.0/28", w.room[len(w.room)-1]))
		}

		for i := range rapid.IntRange(1, 3).Draw(t, "services") {
			v := genWant(t, len(ids), false)
			v.distinct = false
			v.desired = rapid.IntRange(1, 4).Draw(t, "addresses")
			v.first = rapid.IntRange(0, 1).Draw(t, "first")
			w.services = append(w.services, v)

			in := make([]string, 0, len(v.on))
			for _, at := range v.on {
				in = append(in, ids[at])
			}

			options = append(options, service(strconv.Itoa(i), v.desired, rolling(100*v.first, 200), within(in...)))
		}

		for _, a := range model(estate(options...)).Areas() {
			of := make([]int, 0, len(a.Tenants))

			for _, tenant := range a.Tenants {
				of = append(of, slices.Index([]string{"0", "1", "2"}, tenant.Name()))
			}

			if want := w.missing(of); a.Now.Missing != want || a.Now.Undecided != "" {
				t.Fatalf("got %+v, want %d missing", a.Now, want)
			}
		}
	})
}

func TestBlock(t *testing.T) {
	t.Parallel()

	for n, want := range map[int][2]int{
		0: {28, 11}, 11: {28, 11}, 12: {27, 27}, 251: {24, 251}, 252: {23, 507}, 4091: {20, 4091}, 65531: {16, 65531},
	} {
		bits, addresses, ok := capacity.Block(n)
		if !ok || bits != want[0] || addresses != want[1] {
			t.Errorf("%d: got /%d with %d, %v", n, bits, addresses, ok)
		}
	}

	if bits, _, ok := capacity.Block(65532); ok || bits != 16 {
		t.Errorf("got /%d, %v", bits, ok)
	}
}

func TestTextOfANeed(t *testing.T) {
	t.Parallel()

	s := estate(subnets("s", "10.0.0.0/28", -1), service("a", 2, within("s"), rolling(100, 200)), hosts(1, 1, "s"))
	need := model(s).Areas()[0].Now

	equal(t, "text", need.Text(),
		"2 for tasks, 1 for tasks that a deployment must start first, 1 to 2 for instances")
	equal(t, "total", need.Total(), capacity.Bound{Low: 4, High: 5})
	equal(t, "nothing", (&capacity.Need{}).Text(), "no address is still to be taken")
}

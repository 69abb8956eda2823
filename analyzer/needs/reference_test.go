package needs_test

import (
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A group that a rule names for a task's port needs that port. The groups of an instance serve many tasks: there, only
// a rule for that very port speaks of the task.
func TestGroupReferences(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		mode                  snapshot.NetworkMode
		mappings, rules, want string
	}{
		"awsvpc, its port":         {awsvpc, "80", "tcp 80 sg-b", "tcp 80 sg-b"},
		"awsvpc, a range around":   {awsvpc, "80", "tcp 0-443 sg-b", "tcp 80 sg-b"},
		"awsvpc, everything":       {awsvpc, "80, 53/udp", "-1 sg-b", "tcp 80 sg-b, udp 53 sg-b"},
		"awsvpc, another port":     {awsvpc, "80", "tcp 81 sg-b", ""},
		"awsvpc, another protocol": {awsvpc, "80", "udp 80 sg-b", ""},
		"awsvpc, itself":           {awsvpc, "80", "tcp 80 sg-own", "tcp 80 sg-own"},
		"awsvpc, a range of ports": {
			awsvpc, "8000-8010", "tcp 8005-9000 sg-b", "tcp 8005-8010 sg-b",
		},
		"a CIDR is no declaration":       {awsvpc, "80", "tcp 80 10.0.0.0/8", ""},
		"egress is no declaration":       {awsvpc, "80", "out tcp 80 sg-b", ""},
		"a balancer's group is none":     {awsvpc, "80", "tcp 80 sg-lb", ""},
		"instance, that very host port":  {bridge, "8080:80", "tcp 8080 sg-b", "tcp 80 sg-b"},
		"instance, the container's port": {bridge, "8080:80", "tcp 80 sg-b", ""},
		"instance, a range around":       {bridge, "8080:80", "tcp 8080-8081 sg-b", ""},
		"instance, everything":           {bridge, "8080:80", "-1 sg-b", ""},
		"instance, another protocol":     {bridge, "8080:80", "udp 8080 sg-b", ""},
		"instance, UDP":                  {bridge, "53:53/udp", "udp 53 sg-b", "udp 53 sg-b"},
		"instance, a dynamic port": {
			bridge, "80", "tcp 32768-60999 sg-b, tcp 80 sg-b, tcp 0 sg-b", "",
		},
		"instance, a dynamic range":                 {bridge, "8000-8010", "tcp 8000-8010 sg-b", ""},
		"host mode":                                 {host, "80", "tcp 80 sg-b", "tcp 80 sg-b"},
		"host mode, a range around":                 {host, "80", "tcp 80-81 sg-b", ""},
		"Windows NAT":                               {nat, "8080:80", "tcp 8080 sg-b", "tcp 80 sg-b"},
		"two rules, one need":                       {awsvpc, "80", "tcp 80 sg-b, -1 sg-b", "tcp 80 sg-b"},
		"rules that cannot be read":                 {awsvpc, "80", "sctp 80 sg-b", "unread rule sgr-0 of group own"},
		"a CIDR that cannot be read names no group": {awsvpc, "80", "sctp 80 10.0.0.0/8", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := rules(service(tt.mode, list(tt.mappings)...), list(tt.rules)...)
			s.LoadBalancers = []snapshot.LoadBalancer{{ID: "lb/front", Name: "front", SecurityGroups: []string{"sg-lb"}}}
			equal(t, declared(s), list(tt.want))
		})
	}
}

// A rule over a peering connection that is gone declares nothing; one over a connection that stands does.
func TestReferenceAcrossPeering(t *testing.T) {
	t.Parallel()

	for status, want := range map[string]string{"active": "tcp 80 sg-b", "deleted": "", "": "tcp 80 sg-b"} {
		s := rules(service(awsvpc, "80"), "tcp 80 sg-b")
		for i := range s.SecurityGroups {
			for j := range s.SecurityGroups[i].Rules {
				s.SecurityGroups[i].Rules[j].PeeringStatus = status
			}
		}

		equal(t, declared(s), list(want))
	}
}

func TestUnknownReference(t *testing.T) {
	t.Parallel()

	s := rules(service(awsvpc, "80"), "tcp 80 sg-b")
	s.SecurityGroups[0].Rules[0].ReferencedGroup = snapshot.Unknown[string]("known after apply")
	equal(t, declared(s), []string{"unread rule sgr-0 of group own"})
}

// Standalone tasks declare nothing here.
func TestStandaloneTask(t *testing.T) {
	t.Parallel()

	s := rules(service(bridge, "8080:80"), "tcp 8080 sg-b")
	s.Services = nil
	s.Tasks = []snapshot.Task{{ID: "task-1", Cluster: "prod", TaskDefinition: "web:1"}}
	equal(t, declared(s), nil)
}

func TestListening(t *testing.T) {
	t.Parallel()

	_, onBridge := model(service(bridge, list("80, 8080:81/udp, 8000-8010, 0:82, 70000, 10-x, 9-8, 8-9-10")...))
	_, onHost := model(service(host, "80"))
	_, alone := model(service(awsvpc, "80:80"))

	want := []needs.Port{
		{Container: 80, Last: 80, Protocol: "tcp"},
		{Container: 81, Last: 81, Host: 8080, Protocol: "udp"},
		{Container: 8000, Last: 8010, Protocol: "tcp"},
		{Container: 82, Last: 82, Protocol: "tcp"},
		{Container: 80, Last: 80, Host: 80, Protocol: "tcp"},
		{Container: 80, Last: 80, Protocol: "tcp"},
	}

	got := slices.Concat(needs.Listening(onBridge), needs.Listening(onHost), needs.Listening(alone))
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A group admits a need by what its rules say together, not by how they write it.
func TestAdmits(t *testing.T) {
	t.Parallel()

	fromLB := needs.Need{Group: "sg-lb", Protocol: "tcp", From: 80, To: 80}
	fromSubnet := needs.Need{CIDR: "10.0.1.0/24", Protocol: "tcp", From: 80, To: 80}
	wide := needs.Need{Group: "sg-lb", Protocol: "tcp", From: 80, To: 90}
	dns := needs.Need{Group: "sg-lb", Protocol: "udp", From: 53, To: 53}

	for name, tt := range map[string]struct {
		need  needs.Need
		rules []string
		want  bool
	}{
		"no rule":                        {fromLB, nil, false},
		"its group":                      {fromLB, []string{"tcp 80 sg-lb"}, true},
		"a range around":                 {fromLB, []string{"tcp 0-90 sg-lb"}, true},
		"everything":                     {fromLB, []string{"-1 sg-lb"}, true},
		"another port":                   {fromLB, []string{"tcp 81 sg-lb"}, false},
		"another protocol":               {fromLB, []string{"udp 80 sg-lb"}, false},
		"another group":                  {fromLB, []string{"tcp 80 sg-b"}, false},
		"another group of the balancer":  {fromLB, []string{"tcp 80 sg-also"}, true},
		"egress":                         {fromLB, []string{"out tcp 80 sg-lb"}, false},
		"a rule that cannot be read":     {fromLB, []string{"sctp 80 sg-lb"}, false},
		"UDP":                            {dns, []string{"udp 53 sg-lb"}, true},
		"UDP by TCP":                     {dns, []string{"tcp 53 sg-lb"}, false},
		"a range, whole":                 {wide, []string{"tcp 80-90 sg-lb"}, true},
		"a range, by two rules":          {wide, []string{"tcp 80-84 sg-lb", "tcp 85-90 sg-also"}, true},
		"a range, a part":                {wide, []string{"tcp 80-89 sg-lb"}, false},
		"its subnet":                     {fromSubnet, []string{"tcp 80 10.0.1.0/24"}, true},
		"the VPC around its subnet":      {fromSubnet, []string{"tcp 80 10.0.0.0/16"}, true},
		"its subnet, by halves":          {fromSubnet, []string{"tcp 80 10.0.1.0/25", "tcp 80 10.0.1.128/25"}, true},
		"half of its subnet":             {fromSubnet, []string{"tcp 80 10.0.1.0/25"}, false},
		"its subnet, by a prefix list":   {fromSubnet, []string{"tcp 80 pl-1"}, true},
		"its subnet, another port":       {fromSubnet, []string{"tcp 81 10.0.1.0/24"}, false},
		"its subnet, egress":             {fromSubnet, []string{"out tcp 80 10.0.1.0/24"}, false},
		"its subnet, a list not read":    {fromSubnet, []string{"tcp 80 pl-gone"}, false},
		"a need that says nothing":       {needs.Need{Protocol: "tcp", From: 80, To: 80}, []string{"-1 10.0.0.0/8"}, false},
		"no need is met by another peer": {fromSubnet, []string{"tcp 80 sg-lb"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := rules(service(awsvpc, "80"), tt.rules...)
			s.PrefixLists = []snapshot.PrefixList{{ID: "pl-1", Entries: []string{"10.0.0.0/22"}}}
			s.LoadBalancers = []snapshot.LoadBalancer{{ID: "lb/1", SecurityGroups: []string{"sg-lb", "sg-also"}}}

			m, _ := model(s)
			if got := m.Admits(&s.SecurityGroups[0], tt.need); got != tt.want {
				t.Errorf("got %t", got)
			}
		})
	}
}

// Needs are the same if a rule would say the same: reason and evidence do not matter.
func TestCompare(t *testing.T) {
	t.Parallel()

	base := needs.Need{Group: "sg-b", Protocol: "tcp", From: 80, To: 81, Reason: "a", Evidence: "a"}
	other := base
	other.Reason, other.Evidence = "b", "b"

	if !base.Same(other) || needs.Compare(base, other) != 0 {
		t.Error("reasons make no difference")
	}

	for name, edit := range map[string]func(*needs.Need){
		"group":    func(n *needs.Need) { n.Group = "sg-c" },
		"CIDR":     func(n *needs.Need) { n.CIDR = "10.0.0.0/8" },
		"protocol": func(n *needs.Need) { n.Protocol = "udp" },
		"from":     func(n *needs.Need) { n.From = 81 },
		"to":       func(n *needs.Need) { n.To = 82 },
	} {
		n := base
		edit(&n)

		if n.Same(base) || needs.Compare(base, n) != -1 || needs.Compare(n, base) != 1 {
			t.Errorf("%s makes a difference", name)
		}
	}
}

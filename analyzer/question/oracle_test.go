package question_test

import (
	"math/rand/v2"
	"net/netip"
	"testing"

	"github.com/ecslint/ecslint/analyzer/question"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/reach/reachtest"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// How many accounts are drawn for the chain, and how many of the answers must be of either kind.
const chainAccounts, leastChains = 4000, 20

// What an answer says of a task behind two load balancers is what a judge of single packets says of each leg: from the
// client to the first, from there to the second with the client's address, from the second to the task.
func TestChainsEqualOracle(t *testing.T) {
	t.Parallel()

	over := map[reach.Verdict]int{}

	for n := range uint64(chainAccounts) {
		s, ends := drawChain(rand.New(rand.NewPCG(7, n)))
		if ends == nil {
			continue
		}

		want, alone, sure := judgeChain(reachtest.NewJudge(s, ""), ends)
		if !sure {
			continue
		}

		got := ask(t, s, question.Question{From: ends[0].Interface, To: "task:t", Port: "444/tcp"})
		if got.Verdict != want {
			t.Fatalf("account %d: got %s, want %s: %+v", n, got.Verdict, want, got)
		}

		if alone || want == reach.Blocked {
			over[want]++
		}
	}

	t.Logf("only over both load balancers, or not at all: %v", over)

	if over[reach.Allowed] < leastChains || over[reach.Blocked] < leastChains {
		t.Errorf("got %v, want %d of each", over, leastChains)
	}
}

// drawChain takes four interfaces of one VPC of a drawn account, in IPv4: a client, a node of either load balancer, and
// a task.
func drawChain(random *rand.Rand) (s *snapshot.Snapshot, ends []reachtest.End) {
	s = reachtest.Account(random)

	for _, i := range random.Perm(len(s.NetworkInterfaces)) {
		eni := &s.NetworkInterfaces[i]
		eni.IPv6s, eni.PublicIPs = nil, nil

		if eni.VPC == "vpc-a" && len(ends) < 4 {
			ends = append(ends, reachtest.End{Interface: eni.ID, Address: netip.MustParseAddr(eni.PrivateIPs[0])})
			eni.LoadBalancer = []string{"", "edge", "front", ""}[len(ends)-1]
		}
	}

	if len(ends) < 4 {
		return s, nil
	}

	addChain(s, ends)

	for hop, port := range []string{"80", "443", "444"} {
		if random.IntN(10) < 8 {
			admitHop(s, ends[hop].Interface, ends[hop+1].Interface, port)
		}
	}

	return s, ends
}

// admitHop lets an interface in by the name of a group of the one before it.
func admitHop(s *snapshot.Snapshot, from, to, port string) {
	groups := map[string]string{}
	for i := range s.NetworkInterfaces {
		groups[s.NetworkInterfaces[i].ID] = s.NetworkInterfaces[i].SecurityGroups[0]
	}

	for i := range s.SecurityGroups {
		if g := &s.SecurityGroups[i]; g.ID == groups[to] {
			rule := ingress(port, groups[from])
			rule.ID = g.ID + "-" + port
			g.Rules = append(g.Rules, rule)
		}
	}
}

func addChain(s *snapshot.Snapshot, ends []reachtest.End) {
	at := map[string]*snapshot.NetworkInterface{}
	for i := range s.NetworkInterfaces {
		at[s.NetworkInterfaces[i].ID] = &s.NetworkInterfaces[i]
	}

	balancer := func(name, kind string, end int) snapshot.LoadBalancer {
		eni := at[ends[end].Interface]

		return snapshot.LoadBalancer{
			Meta: eni.Meta, ID: name, Name: name, Type: kind, Scheme: "internal", VPC: eni.VPC,
			SecurityGroups: eni.SecurityGroups, Subnets: []string{eni.Subnet},
		}
	}

	s.LoadBalancers = []snapshot.LoadBalancer{balancer("edge", "network", 1), balancer("front", "application", 2)}
	s.Listeners = []snapshot.Listener{
		{ID: "l-edge", LoadBalancer: "edge", Protocol: "TCP", Port: 80, TargetGroups: []string{"tg-front"}},
		{ID: "l-front", LoadBalancer: "front", Protocol: "HTTP", Port: 443, TargetGroups: []string{"tg-web"}},
	}
	s.TargetGroups = []snapshot.TargetGroup{
		{
			ID: "tg-front", Name: "front", TargetType: "alb", Protocol: "TCP", Port: 443, LoadBalancers: []string{"edge"},
			Targets: []snapshot.Target{{ID: "front"}},
		},
		{ID: "tg-web", Name: "web", TargetType: "ip", Protocol: "HTTP", Port: 444, LoadBalancers: []string{"front"}},
	}
	s.Clusters = []snapshot.Cluster{{ID: "c", Name: "prod"}}
	s.TaskDefinitions = []snapshot.TaskDefinition{definition("web", snapshot.ModeAWSVPC, mapping(444, 0))}
	s.Services = []snapshot.Service{{
		ID: "web", Cluster: "c", Name: "web", TaskDefinition: "web:1", LaunchType: snapshot.Known(snapshot.LaunchFargate),
		LoadBalancers: []snapshot.ServiceLoadBalancer{
			{TargetGroup: "tg-web", ContainerName: "web", ContainerPort: snapshot.Known(444)},
		},
	}}
	s.Tasks = []snapshot.Task{{
		ID: "t", Cluster: "c", Service: "web", TaskDefinition: "web:1", NetworkInterface: ends[3].Interface,
	}}
}

// judgeChain joins the ways from the client to the task: directly, by the second load balancer, and by both. alone is
// set where only the last one is open, sure where no leg depends on the port of a client.
func judgeChain(j *reachtest.Judge, ends []reachtest.End) (want reach.Verdict, alone, sure bool) {
	packet := func(from, to int, port uint16) reachtest.Packet {
		return reachtest.Packet{From: ends[from], To: ends[to], Protocol: 6, Port: port}
	}

	direct, second := j.Judge(packet(0, 3, 444)), j.Judge(packet(0, 2, 443))
	first, last := j.Judge(packet(0, 1, 80)), j.Judge(packet(2, 3, 444))
	kept := j.Forwarded(packet(0, 2, 443), ends[1].Interface)

	for _, leg := range []reachtest.Verdict{direct, second, first, last, kept} {
		if leg.ByPort || leg.Open || leg.Uneven {
			return "", false, false
		}
	}

	around := direct.Passes || second.Passes && last.Passes
	through := first.Passes && kept.Passes && last.Passes

	if around || through {
		return reach.Allowed, !around, true
	}

	return reach.Blocked, false, true
}

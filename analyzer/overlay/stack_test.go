package overlay_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// in is where something of the stack web.yaml is.
func in() snapshot.Meta { return snapshot.Meta{Stack: "web.yaml"} }

// stacked is an account with a network, in which CloudFormation named the group of the service.
func stacked() *snapshot.Snapshot {
	s := account()
	s.VPCs = []snapshot.VPC{
		{Meta: meta(), ID: "vpc-1", CIDRs: []string{"10.0.0.0/16"}},
		{Meta: meta(), ID: "vpc-2", CIDRs: []string{"10.1.0.0/16"}},
	}
	s.Subnets = []snapshot.Subnet{{Meta: meta(), ID: "subnet-1", VPC: "vpc-1", CIDR: "10.0.1.0/24"}}
	s.SecurityGroups = append(s.SecurityGroups,
		snapshot.SecurityGroup{Meta: meta(), ID: "sg-3", Name: "prod-WebGroup-1A2B3C4D5E6F", VPC: "vpc-1"},
		snapshot.SecurityGroup{Meta: meta(), ID: "sg-4", Name: "default", VPC: "vpc-1", Rules: rules("r1")},
		snapshot.SecurityGroup{Meta: meta(), ID: "sg-5", Name: "hosts", VPC: "vpc-2"})

	return s
}

func rules(ids ...string) []snapshot.SecurityGroupRule {
	all := make([]snapshot.SecurityGroupRule, 0, len(ids))
	for _, id := range ids {
		all = append(all, snapshot.SecurityGroupRule{ID: id, Protocol: snapshot.Known("-1"), CIDRIPv4: snapshot.Known(id)})
	}

	return all
}

// A written group finds its namesake by name, in its VPC, or by the name that CloudFormation made for it.
func TestGroupsOfAStack(t *testing.T) {
	t.Parallel()

	unsaid := snapshot.SecurityGroupRule{ID: "?", Others: true, Protocol: snapshot.Unknown[string]("who knows")}

	for name, c := range map[string]struct {
		group snapshot.SecurityGroup
		vpc   string // CIDR of the VPC that the stack writes

		// want is the ID of the account's group, and its rules; empty for a new group, or none at all.
		want  string
		rules string
		added int
		err   error
	}{
		"by name": {snapshot.SecurityGroup{ID: "web.yaml#Alb", Name: "alb", Rules: rules("n")}, "", "sg-2", "n", 0, nil},
		"by the ID": {
			snapshot.SecurityGroup{
				ID: "sg-4", Name: "sg-4", PartialIngress: true, PartialEgress: true, Rules: append(rules("n"), unsaid),
			}, "", "sg-4", "r1 n", 0, nil,
		},
		"without a rule of its own in a direction": {
			snapshot.SecurityGroup{ID: "sg-4", PartialIngress: true, Rules: rules("n")}, "", "sg-4", "r1 n", 0, nil,
		},
		"with a rule of its own in that direction": {
			snapshot.SecurityGroup{ID: "sg-4", PartialEgress: true, Rules: rules("n")}, "", "sg-4", "n", 0, nil,
		},
		"a rule that is there already": {
			snapshot.SecurityGroup{
				ID: "sg-4", PartialIngress: true, Rules: []snapshot.SecurityGroupRule{
					{ID: "n", Protocol: snapshot.Known("-1"), CIDRIPv4: snapshot.Known("r1")},
				},
			}, "", "sg-4", "r1", 0, nil,
		},
		"without a rule of its own, and new": {
			snapshot.SecurityGroup{ID: "web.yaml#N", Name: "n", PartialIngress: true, Rules: rules("n")}, "", "", "n", 1, nil,
		},
		"named by CloudFormation": {
			snapshot.SecurityGroup{ID: "web.yaml#WebGroup", Name: "WebGroup", Rules: rules("n")}, "", "sg-3", "n", 0, nil,
		},
		"nested, named by CloudFormation": {
			snapshot.SecurityGroup{ID: "web.yaml#Net.WebGroup", Name: "WebGroup", Rules: rules("n")}, "", "sg-3", "n", 0, nil,
		},
		"named so, but written": {
			snapshot.SecurityGroup{ID: "web.yaml#Other", Name: "WebGroup", Rules: rules("n")}, "", "", "n", 1, nil,
		},
		"a shorter logical ID": {
			snapshot.SecurityGroup{ID: "web.yaml#Group", Name: "Group", Rules: rules("n")}, "", "", "n", 1, nil,
		},
		"in its VPC": {
			snapshot.SecurityGroup{ID: "web.yaml#H", Name: "hosts", VPC: "web.yaml#Vpc", Rules: rules("n")},
			"10.1.0.0/16", "sg-5", "n", 0, nil,
		},
		"in a new VPC": {
			snapshot.SecurityGroup{ID: "web.yaml#H", Name: "hosts", VPC: "web.yaml#Vpc", Rules: rules("n")},
			"10.9.0.0/16", "", "n", 1, nil,
		},
		"in one of two": {
			snapshot.SecurityGroup{ID: "web.yaml#H", Name: "hosts", Rules: rules("n")}, "", "", "", 0, overlay.ErrAmbiguous,
		},
		"rules for nobody knows whom": {
			snapshot.SecurityGroup{ID: "web.yaml#Param", Name: "Param", Rules: []snapshot.SecurityGroupRule{unsaid}},
			"", "", "", 0, nil,
		},
		"the default group of a VPC": {
			snapshot.SecurityGroup{
				Meta: snapshot.Meta{Implied: true}, ID: "web.yaml#Vpc.DefaultSecurityGroup", Name: "default", VPC: "web.yaml#Vpc",
			}, "10.0.0.0/16", "sg-4", "r1", 0, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			change := changed()
			c.group.Stack = "web.yaml"
			change.SecurityGroups = []snapshot.SecurityGroup{c.group}

			if c.vpc != "" {
				change.VPCs = []snapshot.VPC{{Meta: in(), ID: "web.yaml#Vpc", CIDRs: []string{c.vpc}}}
			}

			before := stacked()

			after, _, err := overlay.Over(before, change, overlay.Options{})
			if !errors.Is(err, c.err) {
				t.Fatal(err)
			}

			if err != nil {
				return
			}

			want := c.want
			if want == "" {
				want = c.group.ID
			}

			at := slices.IndexFunc(after.SecurityGroups, func(g snapshot.SecurityGroup) bool { return g.ID == want })
			got := ""

			if at >= 0 {
				for _, r := range after.SecurityGroups[at].Rules {
					got = strings.TrimSpace(got + " " + r.ID)
				}
			}

			if got != c.rules || len(after.SecurityGroups) != len(before.SecurityGroups)+c.added {
				t.Errorf("rules %q of %d groups", got, len(after.SecurityGroups))
			}

			blind := func(g snapshot.Gap) bool { return len(g.Nouns) > 0 }
			if lost := at < 0; lost != slices.ContainsFunc(after.Gaps, blind) {
				t.Errorf("gaps %v", after.Gaps)
			}
		})
	}
}

// A written service goes by the names of the account, in all that it refers to.
func TestAServiceOfAStack(t *testing.T) {
	t.Parallel()

	change := changed()
	change.VPCs = []snapshot.VPC{{Meta: in(), ID: "web.yaml#Vpc", CIDRs: []string{"10.0.0.0/16"}}}
	change.Subnets = []snapshot.Subnet{{Meta: in(), ID: "web.yaml#Subnet", VPC: "web.yaml#Vpc", CIDR: "10.0.1.0/24"}}
	change.Clusters = []snapshot.Cluster{
		{Meta: snapshot.Meta{Stack: "web.yaml", Implied: true}, ID: "web.yaml#Param", Name: "Param"},
	}
	change.SecurityGroups = []snapshot.SecurityGroup{{Meta: in(), ID: "web.yaml#WebGroup", Name: "WebGroup"}}
	change.TargetGroups = []snapshot.TargetGroup{{Meta: in(), ID: "web.yaml#Targets", Name: "Targets"}}
	change.LoadBalancers = []snapshot.LoadBalancer{{Meta: in(), ID: "web.yaml#Balancer", Name: "Balancer"}}
	change.TaskDefinitions = []snapshot.TaskDefinition{written("cache", 6380)}
	change.TaskDefinitions[0].ID = "web.yaml#Task"
	change.ContainerInstances = []snapshot.ContainerInstance{{Meta: in(), ID: "i", Cluster: "web.yaml#Param"}}
	change.Gaps = []snapshot.Gap{
		{What: "instances", Why: snapshot.NotInSource, Stack: "web.yaml", Resource: "web.yaml#Param"},
		{What: "module", Why: "its files are not here", Stack: "web.yaml"},
	}
	change.Suppressions = []snapshot.Suppression{{}}
	change.Services = []snapshot.Service{{
		Meta: in(), ID: "web.yaml#Service", Name: "Service", Cluster: "web.yaml#Param", TaskDefinition: "web.yaml#Task",
		NetworkConfiguration: &snapshot.NetworkConfiguration{
			Subnets: snapshot.Known([]string{"web.yaml#Subnet"}), SecurityGroups: snapshot.Known([]string{"web.yaml#WebGroup"}),
		},
		LoadBalancers: []snapshot.ServiceLoadBalancer{{TargetGroup: "web.yaml#Targets", ContainerName: "cache"}},
	}}

	before := stacked()
	before.Services[1].LoadBalancers = []snapshot.ServiceLoadBalancer{{TargetGroup: "tg/cache/1", ContainerName: "cache"}}

	after, _, err := overlay.Over(before, change, overlay.Options{})
	if err != nil {
		t.Fatal(err)
	}

	got := find(t, after, "service/prod/cache") // the one service that runs the family
	network := got.NetworkConfiguration

	if got.TaskDefinition != "web.yaml#Task" || !slices.Equal(network.Subnets.Or(nil), []string{"subnet-1"}) ||
		!slices.Equal(network.SecurityGroups.Or(nil), []string{"sg-3"}) || got.LoadBalancers[0].TargetGroup != "tg/cache/1" {
		t.Errorf("%+v", got)
	}

	if len(after.Clusters) != 2 || len(after.ContainerInstances) != 0 || len(after.LoadBalancers) != 1 ||
		len(after.Gaps) != 2 || len(after.Suppressions) != 1 || len(after.VPCs) != 2 {
		t.Errorf("%+v", after)
	}
}

// What a stack says of a definition goes to the service that it names, not to all of the family; a cluster that no file
// says needs to be said, one that the account does not have is none, and one that the stack makes is added with all of
// it.
func TestPlacesOfAStack(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		cluster snapshot.Cluster
		service string
		want    string
		err     string
	}{
		"one of two": {
			snapshot.Cluster{Meta: snapshot.Meta{Implied: true}, ID: "dev", Name: "dev"}, "web", "service/dev/web", "",
		},
		"one of two that nobody says": {
			snapshot.Cluster{Meta: snapshot.Meta{Implied: true}, ID: "web.yaml#C", Name: "C"},
			"web", "",
			"several clusters, accounts or regions have a service web",
		},
		"a new one that nobody says": {
			snapshot.Cluster{Meta: snapshot.Meta{Implied: true}, ID: "web.yaml#C", Name: "C"},
			"more", "",
			"does not say which cluster it is for, but C, which --parameters",
		},
		"a cluster that is not there": {
			snapshot.Cluster{Meta: snapshot.Meta{Implied: true}, ID: "stage", Name: "stage"},
			"web", "",
			"there is no cluster stage; there are dev, prod",
		},
		"a cluster of the stack": {snapshot.Cluster{ID: "web.yaml#C", Name: "stage"}, "web", "web.yaml#S", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			change := changed(written("web", 8081))
			change.Clusters = []snapshot.Cluster{c.cluster}
			change.ContainerInstances = []snapshot.ContainerInstance{{ID: "host", Cluster: "web.yaml#C"}}
			change.Services = []snapshot.Service{
				{Meta: in(), ID: "web.yaml#S", Name: c.service, Cluster: c.cluster.ID, TaskDefinition: "web.json"},
			}

			after, _, err := overlay.Over(stacked(), change, overlay.Options{})
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Errorf("%v", err)
				}

				return
			}

			if err != nil {
				t.Fatal(err)
			}

			for _, s := range after.Services {
				if (s.TaskDefinition == "web.json") != (s.ID == c.want) {
					t.Errorf("%s runs %s", s.ID, s.TaskDefinition)
				}
			}

			if added := len(after.ContainerInstances) == 1; added == c.cluster.Implied {
				t.Errorf("instances: %v", after.ContainerInstances)
			}
		})
	}
}

package suggest_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/suggest"
)

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// A resource is a block of the configuration: its attributes, a reference written as its address.
type resource struct {
	kind, label string
	attributes  map[string]string
}

// parsed reads configuration as Terraform does, and refuses what Terraform or EC2 would: labels that are taken,
// references that lead nowhere, names and descriptions of other characters, rules without a peer or with two, and
// rules that are there twice.
func parsed(t failer, text string) []resource {
	t.Helper()

	file, diagnostics := hclsyntax.ParseConfig([]byte(text), "plan.tf", hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatalf("%s in\n%s", diagnostics, text)
	}

	blocks := file.Body.(*hclsyntax.Body).Blocks
	all := make([]resource, 0, len(blocks))
	taken := map[string]bool{}

	for _, block := range blocks {
		r := resource{block.Labels[0], block.Labels[1], map[string]string{}}
		if block.Type != "resource" || !hclsyntax.ValidIdentifier(r.label) || taken[r.kind+"."+r.label] {
			t.Fatalf("%s %v is no resource of its own", block.Type, block.Labels)
		}

		taken[r.kind+"."+r.label] = true

		for name, attribute := range block.Body.Attributes {
			r.attributes[name] = value(t, attribute.Expr)
		}

		all = append(all, r)
	}

	checkRules(t, all, taken)

	return all
}

func value(t failer, e hclsyntax.Expression) string {
	t.Helper()

	if traversal, diagnostics := hcl.AbsTraversalForExpr(e); !diagnostics.HasErrors() {
		names := append(make([]string, 0, len(traversal)), traversal.RootName())
		for _, step := range traversal[1:] {
			names = append(names, step.(hcl.TraverseAttr).Name)
		}

		return strings.Join(names, ".")
	}

	v, diagnostics := e.Value(nil)
	if diagnostics.HasErrors() {
		t.Fatalf("%s", diagnostics)
	}

	if v.Type().FriendlyName() == "number" {
		return v.AsBigFloat().String()
	}

	return v.AsString()
}

// accepted is what EC2 takes for names and descriptions.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
var accepted = regexp.MustCompile(`^[a-zA-Z0-9 ._\-:/()#,@\[\]+=&;{}!$*]{1,255}$`)

func checkRules(t failer, all []resource, known map[string]bool) {
	t.Helper()

	flows := map[string]bool{}

	for _, r := range all {
		a := r.attributes
		if !accepted.MatchString(a["description"]) {
			t.Fatalf("EC2 refuses the description %q", a["description"])
		}

		if r.kind == "aws_security_group" {
			if !accepted.MatchString(a["name"]) || strings.HasPrefix(strings.ToLower(a["name"]), "sg-") {
				t.Fatalf("EC2 refuses the name %q", a["name"])
			}

			continue
		}

		for _, name := range []string{"security_group_id", "referenced_security_group_id"} {
			if address, found := strings.CutSuffix(a[name], ".id"); found && !known[address] {
				t.Fatalf("%s is no resource", address)
			}
		}

		if strings.Contains(a["cidr_ipv4"], ":") || strings.Contains(a["cidr_ipv6"], ".") {
			t.Fatalf("%s is of the other family: %v", r.label, a)
		}

		peer := a["cidr_ipv4"] + a["cidr_ipv6"] + a["prefix_list_id"] + a["referenced_security_group_id"]
		if peer == "" || len(a) != 4 && len(a) != 6 {
			t.Fatalf("%s is no rule: %v", r.label, a)
		}

		flow := strings.Join([]string{
			r.kind, a["security_group_id"], a["ip_protocol"], a["from_port"], a["to_port"], peer,
		}, " ")
		if flows[flow] {
			t.Fatalf("EC2 refuses the second %s", flow)
		}

		flows[flow] = true
	}
}

// attached lists the rules of a group by its name: "tcp 80 80 sg-b".
func attached(all []resource, name string) []string {
	label := ""

	var rules []string

	for _, r := range all {
		a := r.attributes
		if r.kind == "aws_security_group" && a["name"] == name {
			label = r.label
		}

		if label != "" && a["security_group_id"] == "aws_security_group."+label+".id" {
			rules = append(rules, strings.Join([]string{
				a["ip_protocol"], a["from_port"], a["to_port"],
				a["cidr_ipv4"] + a["cidr_ipv6"] + a["prefix_list_id"] + a["referenced_security_group_id"],
			}, " "))
		}
	}

	return rules
}

// Each kind of peer, of port and of protocol has its own attribute.
func TestTerraformRules(t *testing.T) {
	t.Parallel()

	s := fleet()
	group(s, "b")
	group(s, "hosts", "tcp 8080 sg-b", "tcp 8080 sg-hosts", "out -1 ::/0", "out -1 0.0.0.0/0", "out tcp 443 pl-1",
		"out 47 sg-b", "out icmp 8/-1 sg-b", "out tcp 8080 sg-hosts", "out tcp 22 2001:db8::1/128")
	service(s, "web", bridge, "8080:80")

	equal(t, attached(parsed(t, written(t, suggest.Make(s, nil).Terraform)), "web-task"), []string{
		"tcp 80 80 sg-b", "tcp 80 80 sg-hosts", "tcp 80 80 aws_security_group.web_task.id",
		"-1   ::/0", "-1   0.0.0.0/0", "tcp 443 443 pl-1", "47   sg-b", "icmp 8 -1 sg-b", "tcp 8080 8080 sg-hosts",
		"tcp 80 80 aws_security_group.web_task.id", "tcp 22 22 2001:db8::1/128",
	})
}

// Names that differ for ECS may be one for Terraform, or for EC2; each service keeps its own rules.
func TestNamesThatCollide(t *testing.T) {
	t.Parallel()

	long := strings.Repeat("x", 250)

	for name, tt := range map[string]struct {
		services, groups []string
		want             []string
	}{
		"for Terraform":    {[]string{"web-a", "web_a"}, nil, []string{"web-a-task", "web_a-task"}},
		"for EC2, by case": {[]string{"Web", "web"}, nil, []string{"Web-task", "prod-web-task"}},
		"with a group":     {[]string{"web"}, []string{"WEB-task"}, []string{"prod-web-task"}},
		"with groups":      {[]string{"web"}, []string{"web-task", "prod-web-task"}, []string{"prod-web-task-2"}},
		"with another service": {
			[]string{"web", "prod-web", "WEB"}, nil, []string{"web-task", "prod-web-task", "prod-WEB-task-2"},
		},
		"with what EC2 reserves": {[]string{"sg-web"}, nil, []string{"prod-sg-web-task"}},
		"names that are too long": {
			[]string{long + "1", long + "2"},
			nil,
			[]string{long + "-task", "prod-" + long[:245] + "-task"},
		},
		"a digit first": {[]string{"1web"}, nil, []string{"1web-task"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := fleet()
			for _, g := range tt.groups {
				group(s, g)
			}

			for i, name := range tt.services {
				port := string(rune('1'+i)) + ":80"
				group(s, "hosts", "tcp "+port[:1]+" 10.0.0."+port[:1]+"/32")
				service(s, name, bridge, port)
			}

			plan := suggest.Make(s, nil)
			resources := parsed(t, written(t, plan.Terraform))

			names := make([]string, 0, len(plan.Services))

			for i := range plan.Services {
				names = append(names, plan.Services[i].Group.Name)
				want := []string{"tcp 80 80 10.0.0." + string(rune('1'+i)) + "/32"}
				equal(t, attached(resources, plan.Services[i].Unexplained.Name), want)
			}

			equal(t, names, tt.want)
		})
	}
}

// One name in two clusters, also where the clusters have one name, as in two regions.
func TestClustersThatCollide(t *testing.T) {
	t.Parallel()

	s := fleet()
	service(s, "web", bridge, "8080:80")

	for _, region := range []string{"b", "c"} {
		s.Clusters = append([]snapshot.Cluster{{ID: region, Name: "prod"}}, s.Clusters...)
		s.ContainerInstances = append(s.ContainerInstances, s.ContainerInstances[0])
		s.ContainerInstances[len(s.ContainerInstances)-1].Cluster = region
		service(s, "web", bridge, "8080:80")
	}

	plan := suggest.Make(s, nil)

	names := make([]string, 0, len(plan.Services))
	for i := range plan.Services {
		names = append(names, plan.Services[i].Group.Name)
	}

	equal(t, names, []string{"web-task", "prod-web-task", "prod-web-task-2"})
	parsed(t, written(t, plan.Terraform))
}

// Two instance groups on one host: the database needs each new group once.
func TestDownstreamOfTwoGroupsIsWrittenOnce(t *testing.T) {
	t.Parallel()

	s := fleet()
	group(s, "more")
	group(s, "db", "tcp 5432 sg-hosts", "tcp 5432 sg-more", "tcp 5433 sg-more")
	s.NetworkInterfaces[0].SecurityGroups = []string{"sg-hosts", "sg-more"}
	service(s, "web", bridge, "8080:80")

	plan := suggest.Make(s, nil)
	equal(t, additions(plan), []string{
		"sgr-db-0: tcp/5432 web-task (new)", "sgr-db-1: tcp/5432 web-task (new)", "sgr-db-2: tcp/5433 web-task (new)",
	})

	n := 0

	for _, r := range parsed(t, written(t, plan.Terraform)) {
		if r.attributes["security_group_id"] == "sg-db" {
			n++
		}
	}

	if n != 2 {
		t.Errorf("%d rules", n)
	}
}

// What people write is not always what EC2 or HCL takes.
func TestHostileNames(t *testing.T) {
	t.Parallel()

	s := fleet()
	group(s, "${file(\"x\")}\n} \"é", "tcp 5432 sg-hosts")
	s.SecurityGroups[1].ID = "sg-odd"
	group(s, "hosts", "tcp 8080 sg-odd", "out -1 0.0.0.0/0")
	s.SecurityGroups[0].Name = strings.Repeat("ü", 300)
	service(s, "web", bridge, "8080:80")
	balanced(s, &s.Services[0], "sg-odd")
	s.LoadBalancers[0].Name = "a\nb"

	parsed(t, written(t, suggest.Make(s, nil).Terraform))
}

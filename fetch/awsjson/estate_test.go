package awsjson_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestEstate(t *testing.T) {
	t.Parallel()

	s := read(t, estate(t))

	golden(t, "testdata/estate.golden.json", encoded(t, s))
	equal(t, gaps(s), []string{})

	if strings.Contains(encoded(t, s), "not-to-be-kept") {
		t.Error("the snapshot keeps a value, a tag or a description")
	}
}

// No file of an estate can be left out unseen: each leaves a gap that names the call, save for those that a default of
// AWS stands in for.
func TestMissingFile(t *testing.T) {
	t.Parallel()

	actions := map[string]string{
		"clusters.json":                 awsmap.DescribeClusters,
		"capacity-providers.json":       awsmap.DescribeCapacityProviders,
		"services.json":                 awsmap.DescribeServices,
		"task-web.json":                 awsmap.DescribeTaskDefinition,
		"task-api.json":                 awsmap.DescribeTaskDefinition,
		"tasks.json":                    awsmap.DescribeTasks,
		"container-instances.json":      awsmap.DescribeContainerInstances,
		"scalable-targets.json":         awsmap.DescribeScalableTargets,
		"auto-scaling-groups.json":      awsmap.DescribeAutoScalingGroups,
		"launch-template-versions.json": awsmap.DescribeLaunchTemplateVersions,
		"instances.json":                awsmap.DescribeInstances,
		"images.json":                   awsmap.DescribeImages,
		"network-interfaces.json":       awsmap.DescribeNetworkInterfaces,
		"security-groups.json":          awsmap.DescribeSecurityGroups,
		"security-group-rules.json":     awsmap.DescribeSecurityGroupRules,
		"prefix-lists.json":             awsmap.DescribeManagedPrefixLists,
		"pl-0a1b.json":                  awsmap.GetManagedPrefixListEntries,
		"vpcs.json":                     awsmap.DescribeVPCs,
		"subnets.json":                  awsmap.DescribeSubnets,
		"route-tables.json":             awsmap.DescribeRouteTables,
		"load-balancers.json":           awsmap.DescribeLoadBalancers,
		"listeners.json":                awsmap.DescribeListeners,
		"rules.json":                    awsmap.DescribeRules,
		"target-groups.json":            awsmap.DescribeTargetGroups,
		"health-73e2d6bc24d8a067.json":  awsmap.DescribeTargetHealth,
		"network-acls.json":             awsmap.DescribeNetworkACLs,
		"vpc-endpoints.json":            awsmap.DescribeVPCEndpoints,
		"cloud-map-service.json":        awsmap.GetService,
		"namespaces.json":               awsmap.ListNamespaces,
		"exclusions.json":               awsmap.DescribeVPCBlockPublicAccessExclusions, // of a block that is on

		"attributes-73e2d6bc24d8a067.json":     "",
		"block-public-access.json":             "",
		"internet-gateways.json":               "",
		"peering.json":                         "",
		"transit-gateways.json":                "",
		"transit-gateway-attachments.json":     "",
		"transit-gateway-vpc-attachments.json": "",
	}

	whole := estate(t)
	equal(t, slices.Sorted(maps.Keys(actions)), slices.Sorted(maps.Keys(whole)))

	for file, action := range actions {
		t.Run(file, func(t *testing.T) {
			t.Parallel()

			s := read(t, whole.without(file))
			named := false

			for _, g := range s.Gaps {
				named = named || g.What == action
				equal(t, g.Failed, !g.DefaultStands && g.What != awsmap.DescribeVPCEndpoints) // a VPC need not have one
				equal(t, g.Account+" "+g.Region, account+" "+region)
				equal(t, g.DefaultStands, awsmap.ActionNamed(g.What).DefaultStands)
			}

			if named != (action != "") {
				t.Errorf("a gap names %q: %v; gaps %q", action, named, gaps(s))
			}
		})
	}
}

// Nor can a part of an answer: what others refer to and no answer describes is a gap of its own.
func TestMissingResource(t *testing.T) {
	t.Parallel()

	arn := strings.NewReplacer("ecs:", arnECS, "elb:", "arn:aws:elasticloadbalancing:"+region+":"+account+":",
		"map:", "arn:aws:servicediscovery:"+region+":"+account+":")

	for action, c := range map[string]struct{ file, old, replacement, resource string }{
		awsmap.DescribeClusters:          {"clusters.json", "cluster/prod", "cluster/dev", "ecs:cluster/prod"},
		awsmap.DescribeCapacityProviders: {"capacity-providers.json", `"fleet"`, `"herd"`, "fleet"},
		awsmap.DescribeServices:          {"services.json", "cluster/prod", "cluster/dev", "ecs:cluster/prod"},
		awsmap.DescribeTaskDefinition:    {"task-web.json", "web:7", "web:6", "ecs:task-definition/web:7"},
		awsmap.DescribeTasks:             {"tasks.json", "cluster/prod", "cluster/dev", "ecs:cluster/prod"},
		awsmap.DescribeContainerInstances: {
			"container-instances.json", "prod/c1", "prod/c2", "ecs:container-instance/prod/c1",
		},
		awsmap.DescribeAutoScalingGroups:      {"auto-scaling-groups.json", `"fleet", "Min`, `"herd", "Min`, "fleet"},
		awsmap.DescribeLaunchTemplateVersions: {"launch-template-versions.json", "lt-0f", "lt-0e", "lt-0f:4"},
		awsmap.DescribeInstances:              {"instances.json", "i-0c1", "i-0c2", "i-0c1"},
		awsmap.DescribeImages:                 {"images.json", "ami-0e", "ami-0f", "ami-0e"},
		awsmap.DescribeNetworkInterfaces:      {"network-interfaces.json", "eni-0task", "eni-0other", "eni-0task"},
		awsmap.DescribeSecurityGroups:         {"security-groups.json", "sg-0hosts", "sg-0other", "sg-0hosts"},
		awsmap.DescribeManagedPrefixLists:     {"prefix-lists.json", `"pl-0a1b"`, `"pl-1"`, "pl-0a1b"},
		awsmap.GetManagedPrefixListEntries: {
			"route-tables.json", `CidrBlock": "0.0.0.0/0`, `PrefixListId": "pl-9`, "pl-9",
		},
		awsmap.DescribeVPCs:          {"vpcs.json", "vpc-0", "vpc-1", "vpc-0"},
		awsmap.DescribeSubnets:       {"subnets.json", `"subnet-0b"`, `"subnet-0c"`, "subnet-0b"},
		awsmap.DescribeRouteTables:   {"route-tables.json", "vpc-0", "vpc-1", "vpc-0"},
		awsmap.DescribeLoadBalancers: {"load-balancers.json", "prod/2b", "prod/2c", "elb:loadbalancer/app/prod/2b"},
		awsmap.DescribeListeners: {
			"listeners.json", "loadbalancer/app/prod/2b", "loadbalancer/x", "elb:loadbalancer/app/prod/2b",
		},
		awsmap.DescribeNetworkACLs:  {"network-acls.json", "vpc-0", "vpc-1", "vpc-0"},
		awsmap.DescribeVPCEndpoints: {"route-tables.json", "igw-0", "vpce-9", "vpce-9"},
		awsmap.DescribeTargetHealth: {
			"health-73e2d6bc24d8a067.json", `{"Target`, `{"TargetGroupArn": "of another", "Target`, // no answer for web
			"elb:targetgroup/web/73e2d6bc24d8a067",
		},
		awsmap.GetService:           {"cloud-map-service.json", "srv-0w", "srv-0x", "map:service/srv-0w"},
		awsmap.ListNamespaces:       {"namespaces.json", "ns-0s", "ns-0t", "map:namespace/ns-0s"},
		awsmap.DescribeRules:        {"rules.json", "2b/3c/4d", "2b/3d/4d", "elb:listener/app/prod/2b/3c"},
		awsmap.DescribeTargetGroups: {"target-groups.json", "web/73", "web/74", "elb:targetgroup/web/73e2d6bc24d8a067"},
	} {
		t.Run(action, func(t *testing.T) {
			t.Parallel()

			f := estate(t)
			f[c.file] = strings.ReplaceAll(f[c.file], c.old, c.replacement)

			s := read(t, f)
			if !slices.ContainsFunc(s.Gaps, func(g snapshot.Gap) bool {
				return g.What == action && g.Resource == arn.Replace(c.resource)
			}) {
				t.Errorf("no gap of %s for %s: %q", action, c.resource, gaps(s))
			}
		})
	}
}

// Where the files lie does not change what they say.
func TestLayouts(t *testing.T) {
	t.Parallel()

	flat := read(t, estate(t))

	for name, at := range map[string]string{
		"region":             region + "/",
		"account and region": "accounts/" + account + "/" + region + "/",
		"account":            "accounts/" + account + "/",
		"account alone":      account + "/",
		"subfolders":         region + "/ecs/2026-11-20/",
		"unrelated folder":   "export/",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			moved := folder{}
			for file, content := range estate(t) {
				moved[at+file] = content
			}

			equal(t, encoded(t, read(t, moved)), encoded(t, flat))
		})
	}
}

// A file may hold several answers, side by side or one after the other.
func TestAnswersInOneFile(t *testing.T) {
	t.Parallel()

	const targetGroup = `"TargetGroupArn": "arn:aws:elasticloadbalancing:` + region + `:` + account +
		`:targetgroup/web/73e2d6bc24d8a067"`

	whole := estate(t)
	flat := read(t, whole)

	var named strings.Builder // the answers that do not say what they are about

	for file, id := range map[string]string{
		"pl-0a1b.json":                     `"PrefixListId": "pl-0a1b"`,
		"health-73e2d6bc24d8a067.json":     targetGroup,
		"attributes-73e2d6bc24d8a067.json": targetGroup,
	} {
		named.WriteString("{" + id + ", " + strings.TrimPrefix(whole[file], "{"))
		delete(whole, file)
	}

	stream, members := make([]string, 0, len(whole)), make([]string, 0, len(whole))

	for _, name := range slices.Sorted(maps.Keys(whole)) {
		stream = append(stream, whole[name])
		members = append(members, strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(whole[name]), "{"), "}"))
	}

	for name, content := range map[string]string{
		"stream":  strings.Join(stream, "\n") + named.String(),
		"members": "{" + strings.Join(members, ",\n") + "}" + named.String(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			equal(t, encoded(t, read(t, folder{"all.json": content})), encoded(t, flat))
		})
	}
}

// Recordings of placebo wrap every answer.
func TestRecordings(t *testing.T) {
	t.Parallel()

	recorded := folder{}
	for name, content := range estate(t) {
		recorded[name] = fmt.Sprintf(`{"status_code": 200, "data": %s}`, content)
	}

	equal(t, encoded(t, read(t, recorded)), encoded(t, read(t, estate(t))))
}

// Two accounts, two regions: each keeps its own.
func TestAccounts(t *testing.T) {
	t.Parallel()

	const other = "444455556666"

	both := folder{}

	for name, content := range estate(t) {
		both["accounts/"+account+"/"+region+"/"+name] = content
		both["accounts/"+other+"/eu-west-1/"+name] = strings.NewReplacer(
			account, other, region, "eu-west-1", "fleet", "herd").Replace(content)
	}

	s := read(t, both)

	equal(t, gaps(s), []string{})
	equal(t, len(s.Sources), 2)
	equal(t, s.Sources[0].Account+" "+s.Sources[0].Region, account+" "+region)
	equal(t, s.Sources[1].Account+" "+s.Sources[1].Region, other+" eu-west-1")
	equal(t, len(s.SecurityGroups), 6)
	equal(t, s.AutoScalingGroups[1].Name+" "+s.AutoScalingGroups[1].Account, "herd "+other)
}

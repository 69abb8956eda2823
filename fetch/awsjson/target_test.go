package awsjson_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

const (
	webID  = "73e2d6bc24d8a067"
	webARN = "arn:aws:elasticloadbalancing:" + region + ":" + account + ":targetgroup/web/" + webID
	web    = `{"TargetGroups": [{"TargetGroupArn": "` + webARN + `"}]}`
	health = `{"TargetHealthDescriptions": [{"Target": {"Id": "i-1", "Port": 80}, "TargetHealth": {"State": "healthy"}}]}`
	keeps  = `{"Attributes": [{"Key": "stickiness.enabled"}, {"Key": "preserve_client_ip.enabled", "Value": "true"}]}`
)

// The answers do not say which target group they are about: the file's name does, or what stands beside them.
func TestTargetGroupOf(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		file, answer string
		targets      int
		preserves    bool
	}{
		"health":               {"health-" + webID + ".json", health, 1, false},
		"health, ID first":     {webID + "-health.json", health, 1, false},
		"health, ARN beside":   {"a.json", `{"TargetGroupArn": "` + webARN + `", ` + health[1:], 1, false},
		"ARN beside wins":      {webID + ".json", `{"TargetGroupArn": "` + webARN + `0", ` + health[1:], 0, false},
		"no targets":           {webID + ".json", `{"TargetHealthDescriptions": []}`, 0, false},
		"attributes":           {"attributes_" + webID + ".json", keeps, 0, true},
		"of load balancer":     {"a.json", `{"Attributes": [{"Key": "idle_timeout.seconds", "Value": "6"}]}`, 0, false},
		"another group":        {"health-0123456789abcdef.json", health, 0, false},
		"longer than an ID":    {"a" + webID + "-" + webID + ".json", health, 1, false},
		"several of one group": {webID + ".json", health + health + keeps, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := read(t, folder{"groups.json": web, c.file: c.answer, "c.json": clusters})
			equal(t, gaps(s), []string{})
			equal(t, len(s.TargetGroups[0].Targets), c.targets)
			equal(t, s.TargetGroups[0].PreserveClientIP.Or(false), c.preserves)
		})
	}
}

// Health of no group in particular is a gap that says what to do.
func TestTargetGroupUntold(t *testing.T) {
	t.Parallel()

	s := read(t, folder{"groups.json": web, "health.json": health, "web.json": keeps, "c.json": clusters})

	const advice = "are of; name the file after the last part of its ARN, 73e2d6bc24d8a067.json"

	equal(t, gaps(s), []string{
		"elasticloadbalancing:DescribeTargetGroupAttributes: no telling which target group the attributes in " +
			"answers/web.json " + advice,
		"elasticloadbalancing:DescribeTargetHealth: no telling which target group the targets in answers/health.json " +
			advice,
	})
	equal(t, s.TargetGroups[0].Targets, []snapshot.Target(nil))
}

// A list of Cloud Map services leaves out their namespace, so that it is no answer for those that ECS registers in.
func TestCloudMapWithoutNamespace(t *testing.T) {
	t.Parallel()

	const arn = "arn:aws:servicediscovery:" + region + ":" + account + ":service/srv-1"

	const one = `{"Arn": "` + arn + `", "Name": "orders", "DnsConfig": {"DnsRecords": [{"Type": "A"}]}`

	f := folder{"c.json": clusters, "s.json": `{"services": [{"serviceArn": "` + arnECS + `service/prod/web",
		"serviceRegistries": [{"registryArn": "` + arn + `"}]}]}`}

	for name, c := range map[string]struct {
		file string
		want []string
	}{
		"nothing": {`{}`, []string{"servicediscovery:GetService: not in this source (failed)"}},
		"list": {
			`{"Services": [` + one + `}]}`,
			[]string{"servicediscovery:GetService: referred to, but not described in this source " + arn + " (failed)"},
		},
		"without namespaces": {
			`{"Service": ` + one + `, "NamespaceId": "ns-1"}}`,
			[]string{"servicediscovery:ListNamespaces: not in this source (failed)"},
		},
		"another namespace": {
			`{"Service": ` + one + `, "NamespaceId": "ns-1"}, "Namespaces": [{"Arn": "` + arn + `", "Id": "ns-2"}]}`,
			[]string{"servicediscovery:ListNamespaces: referred to, but not described in this source ns-1 (failed)"},
		},
		"whole": {
			`{"Service": ` + one + `, "NamespaceId": "ns-1"}, "Namespaces": [{"Arn": "` + arn + `", "Id": "ns-1"}]}`, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			var got []string

			f := f.without("")
			f["cloudmap.json"] = c.file

			for _, g := range gaps(read(t, f)) {
				if len(g) > 16 && g[:16] == "servicediscovery" {
					got = append(got, g)
				}
			}

			equal(t, got, c.want)
		})
	}
}

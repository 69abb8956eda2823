package awsjson_test

import (
	"fmt"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func service(name string) string {
	return fmt.Sprintf(`{"serviceArn": "%sservice/prod/%s", "clusterArn": "%scluster/prod"}`, arnECS, name, arnECS)
}

func page(token, name string) string {
	return `{"services": [` + service(name) + `], "nextToken": ` + token + `}`
}

func TestPages(t *testing.T) {
	t.Parallel()

	const truncated = "ecs:DescribeServices: truncated: "

	for name, c := range map[string]struct {
		folder folder
		last   string // page that says there is more
	}{
		"one":               {folder{"s.json": page(`null`, "a")}, ""},
		"empty token":       {folder{"s.json": page(`""`, "a")}, ""},
		"more":              {folder{"s.json": page(`"x"`, "a")}, "s.json"},
		"two":               {folder{"s-1.json": page(`"x"`, "a"), "s-2.json": page(`null`, "b")}, ""},
		"first is bare":     {folder{"s.json": page(`"x"`, "a"), "s_2.json": page(`null`, "b")}, ""},
		"past ten":          {folder{"s9.json": page(`"x"`, "a"), "s10.json": page(`null`, "b")}, ""},
		"last has more":     {folder{"s-1.json": page(`"x"`, "a"), "s-2.json": page(`"y"`, "b")}, "s-2.json"},
		"one is lost":       {folder{"s-1.json": page(`"x"`, "a"), "s-3.json": page(`null`, "b")}, "s-1.json"},
		"of other series":   {folder{"s-1.json": page(`"x"`, "a"), "t-2.json": page(`null`, "b")}, "s-1.json"},
		"of other folder":   {folder{"a/s-1.json": page(`"x"`, "a"), "b/s-2.json": page(`null`, "b")}, "a/s-1.json"},
		"stream":            {folder{"s.json": page(`"x"`, "a") + page(`null`, "b")}, ""},
		"stream with more":  {folder{"s.json": page(`"x"`, "a") + page(`"y"`, "b")}, "s.json"},
		"next is another's": {folder{"s-1.json": page(`"x"`, "a"), "s-2.json": `{"clusters": []}`}, "s-1.json"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			var got []string

			for _, g := range gaps(read(t, c.folder)) {
				if len(g) > len(truncated) && g[:len(truncated)] == truncated {
					got = append(got, g[len(truncated):])
				}
			}

			if c.last == "" {
				equal(t, got, nil)
			} else {
				equal(t, got, []string{c.last + " ends with a NextToken (failed)"})
			}
		})
	}
}

// The marker of Elastic Load Balancing is called otherwise.
func TestMarker(t *testing.T) {
	t.Parallel()

	equal(t, gaps(read(t, folder{"c.json": `{"clusters": []}`, "t.json": `{"TargetGroups": [], "NextMarker": "x"}`})),
		[]string{"elasticloadbalancing:DescribeTargetGroups: truncated: t.json ends with a NextToken (failed)"})
}

// A token beside two answers may be of either.
func TestTokenOfSeveral(t *testing.T) {
	t.Parallel()

	equal(t, gaps(read(t, folder{"a.json": `{"clusters": [], "NextToken": "x", "services": []}`})), []string{
		"ecs:DescribeClusters: truncated: a.json ends with a NextToken (failed)",
		"ecs:DescribeServices: truncated: a.json ends with a NextToken (failed)",
	})
}

func TestListed(t *testing.T) {
	t.Parallel()

	const listed = ": listed, but not described in this source "

	cluster := func(n string) string { return `"` + arnECS + "cluster/" + n + `"` }

	for name, c := range map[string]struct {
		folder folder
		want   []string
	}{
		"none": {folder{"l.json": `{"clusterArns": []}`}, []string{}},
		"not described": {
			folder{"l.json": `{"clusterArns": [` + cluster("prod") + `]}`},
			[]string{"ecs:DescribeClusters: not in this source (failed)"},
		},
		"one of two": {
			folder{"l.json": `{"clusterArns": [` + cluster("prod") + `, ` + cluster("dev") + `]}`, "c.json": clusters},
			[]string{"ecs:DescribeClusters" + listed + arnECS + "cluster/dev (failed)"},
		},
		"deleted": {
			folder{
				"l.json": `{"clusterArns": [` + cluster("prod") + `]}`,
				"c.json": `{"clusters": [{"clusterArn": ` + cluster("prod") + `, "status": "INACTIVE"}]}`,
			},
			[]string{},
		},
		"every revision": {
			folder{"l.json": `{"taskDefinitionArns": ["` + arnECS + `task-definition/web:1"]}`, "c.json": clusters}, []string{},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			equal(t, gaps(read(t, c.folder)), c.want)
		})
	}
}

func TestFailures(t *testing.T) {
	t.Parallel()

	failure := func(reason string) folder {
		return folder{"c.json": clusters, "s.json": `{"services": [], "failures": [{"arn": "` + arnECS +
			`service/prod/web", "reason": "` + reason + `"}]}`, "l.json": `{"serviceArns": ["` + arnECS + `service/prod/web"]}`}
	}

	for reason, want := range map[string]string{
		"MISSING":                 "MISSING " + arnECS + "service/prod/web",
		"ACCESS_DENIED":           "ACCESS_DENIED " + arnECS + "service/prod/web (failed)",
		"free text, who knows of": "the call failed " + arnECS + "service/prod/web (failed)",
	} {
		equal(t, gaps(read(t, failure(reason))), []string{"ecs:DescribeServices: " + want})
	}
}

// A recorded error is a call that failed: exit status 3, not a fact that the source never has.
func TestRecordedError(t *testing.T) {
	t.Parallel()

	const unnamed = "x.json: the call failed (failed)"

	denied := `{"status_code": 400, "data": {"Error": {"Code": "AccessDenied", "Message": "hunter2"}}}`

	for name, c := range map[string]struct {
		file, content string
		want          string
	}{
		"of ECS":   {"ecs.DescribeServices_1.json", denied, "ecs:DescribeServices: AccessDenied (failed)"},
		"of ELB":   {"elbv2.DescribeRules_3.json", denied, "elasticloadbalancing:DescribeRules: AccessDenied (failed)"},
		"no name":  {"x.json", denied, "x.json: AccessDenied (failed)"},
		"no code":  {"x.json", `{"status_code": 503, "data": {}}`, unnamed},
		"odd code": {"x.json", `{"status_code": 503, "data": {"Error": {"Code": "a b"}}}`, unnamed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			// The cluster says that it has services, which the failed call would have told.
			equal(t, gaps(read(t, folder{c.file: c.content, "c.json": `{"clusters": []}`})), []string{c.want})
		})
	}
}

func TestFailedCallIsOneGap(t *testing.T) {
	t.Parallel()

	cluster := `{"clusters": [{"clusterArn": "` + arnECS + `cluster/prod", "activeServicesCount": 3}]}`
	s := read(t, folder{
		"c.json": cluster, "ecs.DescribeServices_1.json": `{"status_code": 400, "data": {"Error": {"Code": "AccessDenied"}}}`,
	})

	equal(t, gaps(s), []string{"ecs:DescribeServices: AccessDenied (failed)"})
	equal(t, s.Gaps[0].Nouns, []snapshot.Noun{snapshot.NounService})
}

func TestEntries(t *testing.T) {
	t.Parallel()

	const entries = `"Entries": [{"Cidr": "203.0.113.0/24"}]}`

	for name, c := range map[string]struct {
		file, content, want string
	}{
		"from the name":   {"pl-0a1.json", "{" + entries, "pl-0a1"},
		"in a longer one": {"entries-pl-0a1-2.json", "{" + entries, "pl-0a1"},
		"from the answer": {"e.json", `{"PrefixListId": "pl-0b2", ` + entries, "pl-0b2"},
		"from nothing":    {"e.json", "{" + entries, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := read(t, folder{c.file: c.content, "c.json": clusters})
			if c.want == "" {
				equal(t, gaps(s), []string{"ec2:GetManagedPrefixListEntries: " +
					"no telling which list the entries in answers/e.json are of; name the file after it, pl-….json"})

				return
			}

			equal(t, s.PrefixLists[0].ID, c.want)
			equal(t, s.PrefixLists[0].Entries, []string{"203.0.113.0/24"})
		})
	}
}

// What AWS says of an agent is kept apart from what a trimmed answer leaves out.
func TestAgentConnected(t *testing.T) {
	t.Parallel()

	for member, want := range map[string]snapshot.Value[bool]{
		`, "agentConnected": true`: snapshot.Known(true), `, "agentConnected": false`: snapshot.Known(false), ``: {},
	} {
		s := read(t, folder{"c.json": `{"containerInstances": [{"containerInstanceArn": "` + arnECS +
			`container-instance/prod/c1"` + member + `}]}`})
		equal(t, encoded(t, s.ContainerInstances[0].AgentConnected), encoded(t, want))
	}
}

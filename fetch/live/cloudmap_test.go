package live_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

const registryARN = "arn:aws:servicediscovery:eu-north-1:123456789012:service/srv-1"

// registered is one service that Cloud Map knows.
func registered() fake {
	return one().with(fake{
		"DescribeServices": ok(`{"services": [{"serviceArn": "` + webARN + `",
			"serviceRegistries": [{"registryArn": "` + registryARN + `"}]}]}`),
		"GetService": ok(`{"Service": {"Arn": "` + registryARN + `", "Name": "web", "NamespaceId": "ns-1",
			"Description": "s3cr3t", "CreateDate": 1.5, "DnsConfig": {"DnsRecords": [{"Type": "SRV", "TTL": 60}]}}}`),
		"ListNamespaces": ok(`{"Namespaces": [{"Id": "ns-1", "Name": "prod.local"}]}`),
	})
}

// TestCloudMap is what becomes of answers about Cloud Map, as they should be and as no AWS gives them.
func TestCloudMap(t *testing.T) {
	t.Parallel()

	const get, list = "servicediscovery:GetService: ", "servicediscovery:ListNamespaces: "

	for _, tt := range []struct {
		name     string
		change   fake
		services string
		want     []string
	}{
		{"as it should be", nil, "prod.local/web", []string{}},
		{
			"gone",
			fake{"GetService": {400, `{"__type": "ServiceNotFound", "Message": "s3cr3t"}`}},
			"",
			[]string{get + "ServiceNotFound (srv-1), not failed"},
		},
		{
			"denied",
			fake{"GetService": {400, `{"__type": "com.amazonaws#AccessDeniedException:http://x/"}`}},
			"",
			[]string{get + "AccessDenied"},
		},
		{
			"text for a code",
			fake{"ListNamespaces": {400, `{"__type": "s3cr3t of someone"}`}},
			"/web",
			[]string{list + "the call failed"},
		},
		{
			"an excuse",
			fake{"ListNamespaces": {503, `<html>s3cr3t</html>`}},
			"/web",
			[]string{list + "the answer is not one of AWS"},
		},
		{"a page", fake{"GetService": ok(`<html>s3cr3t</html>`)}, "", []string{get + "the answer is not one of AWS"}},
		{
			"half an answer",
			fake{"GetService": ok(`{"Service": {"Arn": "s3`)},
			"",
			[]string{get + "the answer is not one of AWS"},
		},
		{"nothing", fake{"GetService": ok(`{}`)}, "", []string{get + "the answer does not describe everything"}},
		{"no answer", fake{"GetService": {hangUp, ""}}, "", []string{get + "no connection"}},
		{
			"pages without end",
			fake{"ListNamespaces": ok(`{"NextToken": "again"}`)},
			"/web",
			[]string{list + "the pages have no end"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()

			got := read(t, registered().with(tt.change).start(t).Request)
			if diff := cmp.Diff(tt.want, failures(got.Gaps)); diff != "" {
				t.Errorf("gaps (-want +got):\n%s", diff)
			}

			found := strings.Join(names(got.CloudMapServices), " ")
			if found != tt.services {
				t.Errorf("services %q, want %q", found, tt.services)
			}

			if strings.Contains(encode(t, got), "s3cr3t") {
				t.Error("what a server says is in the snapshot")
			}
		})
	}
}

func names(services []snapshot.CloudMapService) []string {
	out := make([]string, 0, len(services))
	for i := range services {
		out = append(out, services[i].Namespace+"/"+services[i].Name)
	}

	return out
}

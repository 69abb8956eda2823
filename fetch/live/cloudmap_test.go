package live_test

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
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

// TestCloudMap is what the hand-made client makes of answers, as they should be and as no AWS gives them.
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

// TestCloudMapEndpoint is where the client finds Cloud Map without AWS_ENDPOINT_URL.
func TestCloudMapEndpoint(t *testing.T) {
	t.Parallel()

	for region, want := range map[string]string{
		"eu-north-1":    "servicediscovery.eu-north-1.amazonaws.com",
		"us-gov-west-1": "servicediscovery.us-gov-west-1.amazonaws.com",
		"cn-north-1":    "servicediscovery.cn-north-1.amazonaws.com.cn",
	} {
		t.Run(region, func(t *testing.T) {
			t.Parallel()

			f := registered()
			if strings.HasPrefix(region, "cn-") {
				f["GetCallerIdentity"] = ok(strings.ReplaceAll(f["GetCallerIdentity"].body, "arn:aws:", "arn:aws-cn:"))
			}

			s := f.start(t)
			s.LoadOptions = everywhere(t, s.url, region)
			read(t, s.Request)

			s.mu.Lock()
			defer s.mu.Unlock()

			if hosts := s.hosts["GetService"]; len(hosts) != 1 || hosts[0] != want {
				t.Errorf("asked %q; want %s", hosts, want)
			}
		})
	}
}

// everywhere leads every host of the Internet to one server. It begins with no endpoint.
func everywhere(t *testing.T, server, region string) []func(*config.LoadOptions) error {
	t.Helper()

	to, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}

	front := httptest.NewTLSServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = r.In.Host
	}})
	t.Cleanup(front.Close)

	client := awshttp.NewBuildableClient().WithTransportOptions(func(tr *http.Transport) {
		tr.Proxy, tr.TLSClientConfig = nil, &tls.Config{InsecureSkipVerify: true}
		tr.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, front.Listener.Addr().String())
		}
	})

	return []func(*config.LoadOptions) error{
		config.WithRegion(region), config.WithHTTPClient(client), config.WithRetryMaxAttempts(1),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider("a", "b", "")),
		config.WithSharedConfigFiles([]string{os.DevNull}), config.WithSharedCredentialsFiles([]string{os.DevNull}),
	}
}

// TestCloudMapRetries is a busy Cloud Map: each attempt counts, as for the SDK's own clients.
func TestCloudMapRetries(t *testing.T) {
	t.Parallel()

	for _, mode := range []aws.RetryMode{aws.RetryModeStandard, aws.RetryModeAdaptive} {
		s := registered().with(fake{"GetService": {400, `{"__type": "ThrottlingException"}`}}).start(t)
		s.LoadOptions = append(s.LoadOptions, config.WithRetryMaxAttempts(2), config.WithRetryMode(mode))

		got := failures(read(t, s.Request).Gaps)
		if n := len(s.asked["GetService"]); n != 2 || len(got) != 1 || !strings.HasSuffix(got[0], "ThrottlingException") {
			t.Errorf("%s: %d attempts, want 2; gaps %q", mode, n, got)
		}
	}
}

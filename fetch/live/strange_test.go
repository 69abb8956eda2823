package live_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/fetch/live"
	"github.com/ecslint/ecslint/fetch/live/livetest"
)

// TestStrangeAnswers is what no AWS says: nothing of it gets into a gap, and none of it reads as clean.
func TestStrangeAnswers(t *testing.T) {
	t.Parallel()

	for _, tt := range []struct {
		name   string
		change fake
		want   []string
	}{
		{"as it should be", nil, []string{}},
		{
			"text for a code",
			fake{"ListTasks": {400, `{"__type": "s3cr3t of someone", "message": "s3cr3t"}`}},
			[]string{"ecs:ListTasks: the call failed"},
		},
		{
			"an endless code",
			fake{"ListTasks": {400, `{"__type": "` + strings.Repeat("x", 100) + `"}`}},
			[]string{"ecs:ListTasks: the call failed"},
		},
		{
			"a code with its namespace",
			fake{"ListTasks": {400, `{"__type": "com.amazonaws.ecs#AccessDeniedException"}`}},
			[]string{"ecs:ListTasks: AccessDenied"},
		},
		{
			"an error of the server",
			fake{"ListTasks": {500, `{"__type": "ServerException"}`}},
			[]string{"ecs:ListTasks: ServerException"},
		},
		{
			"a page of a proxy",
			fake{"ListTasks": ok(`<html>s3cr3t</html>`)},
			[]string{"ecs:ListTasks: the answer is not one of AWS"},
		},
		{
			"half an answer",
			fake{"ListServices": ok(`{"serviceArns": ["s3cr3t`)},
			[]string{"ecs:ListServices: the answer is not one of AWS"},
		},
		{
			"no answer",
			fake{"ListTasks": {hangUp, ""}},
			[]string{"ecs:ListTasks: no connection"},
		},
		{
			"pages without end",
			fake{"ListTasks": ok(`{"nextToken": "again"}`)},
			[]string{"ecs:ListTasks: the pages have no end"},
		},
		{
			"less than was asked for",
			fake{"DescribeServices": ok(`{}`)},
			[]string{"ecs:DescribeServices: the answer does not describe everything"},
		},
		{
			"a cluster that is not described",
			fake{"DescribeClusters": ok(`{}`)},
			[]string{"ecs:DescribeClusters: the answer does not describe everything"},
		},
		{
			"reasons for what is missing",
			fake{"DescribeServices": ok(`{"services": [], "failures": [
				{"arn": "arn:aws:ecs:eu-north-1:123456789012:service/prod/web", "reason": "MISSING"},
				{"arn": "arn:aws:ecs:eu-north-1:123456789012:service/prod/api", "reason": "it holds a s3cr3t"},
				{"reason": "ACCESS_DENIED"}]}`)},
			[]string{
				"ecs:DescribeServices: ACCESS_DENIED",
				"ecs:DescribeServices: MISSING (web), not failed",
				"ecs:DescribeServices: the call failed (api)",
			},
		},
		{
			"a deleted cluster",
			fake{"DescribeClusters": ok(`{"failures": [{"arn": "` + prodARN + `", "reason": "MISSING"}]}`)},
			[]string{},
		},
		{
			"a task definition without content",
			fake{
				"DescribeServices":       ok(`{"services": [{"serviceArn": "web", "taskDefinition": "web:1"}]}`),
				"DescribeTaskDefinition": ok(`{}`),
			},
			[]string{"ecs:DescribeTaskDefinition: the answer does not describe everything"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()

			got := read(t, one().with(tt.change).start(t).Request)
			if diff := cmp.Diff(tt.want, failures(got.Gaps)); diff != "" {
				t.Errorf("gaps (-want +got):\n%s", diff)
			}

			if strings.Contains(encode(t, got), "s3cr3t") {
				t.Error("what a server says is in the snapshot")
			}
		})
	}
}

// FuzzAnswer lets a server say anything. No failure goes unnoticed, and no gap repeats what was said.
func FuzzAnswer(f *testing.F) {
	f.Add(400, `{"__type": "AccessDeniedException"}`)
	f.Add(200, `{"taskArns": ["arn:aws:ecs:eu-north-1:123456789012:task/prod/1"]}`)
	f.Add(200, `{"taskArns": [1, null, {}]}`)
	f.Add(503, "<html>")
	f.Add(302, "")

	f.Fuzz(func(t *testing.T, status int, body string) {
		if status < 200 || status > 599 || strings.Contains(strings.ToLower(body), "nexttoken") {
			t.Skip("no answer of HTTP, or one that may take long")
		}

		got := read(t, one().with(fake{"ListTasks": {status, body}}).start(t).Request)
		if status >= 300 && len(got.Gaps) == 0 {
			t.Errorf("status %d is no gap", status)
		}

		for _, g := range got.Gaps {
			if len(g.Why) > 64 {
				t.Errorf("a gap for a reason of %d bytes: %q", len(g.Why), g.Why)
			}
		}
	})
}

// TestNoAccount is an endpoint that is not AWS.
func TestNoAccount(t *testing.T) {
	t.Parallel()

	const who = "AWS does not say whose account this is: "

	for _, tt := range []struct {
		name   string
		answer reply
		want   string
	}{
		{"a name for an account", identity("someone"), "sts:GetCallerIdentity does not name an account; check that"},
		{"a web page", ok("<html>Welcome</html>"), who + "the answer is not one of AWS"},
		{"an excuse", reply{503, "<html>Sorry</html>"}, who},
		{"half a page", ok("<GetCallerId"), who + "the answer is not one of AWS"},
		{"nothing", ok(""), "sts:GetCallerIdentity does not name an account"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			checkSetupError(t, fake{"GetCallerIdentity": tt.answer}.start(t).Request, tt.want)
		})
	}
}

// TestNoAnswerInTime is a server that never answers, which is no interruption.
func TestNoAnswerInTime(t *testing.T) {
	t.Parallel()

	never := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-never }))

	t.Cleanup(server.Close)
	t.Cleanup(func() { close(never) })

	r := oneAttempt(live.Request{LoadOptions: (&livetest.Server{URL: server.URL}).LoadOptions()})
	r.LoadOptions = append(r.LoadOptions,
		config.WithHTTPClient(awshttp.NewBuildableClient().WithTimeout(50*time.Millisecond)))

	checkSetupError(t, r, strings.TrimPrefix(server.URL, "http://")+
		" cannot be reached for region eu-north-1: no answer in time; ")
}

// TestUntrusted is a server whose certificate nobody knows.
func TestUntrusted(t *testing.T) {
	t.Parallel()

	server := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(server.Close)

	r := oneAttempt(live.Request{LoadOptions: (&livetest.Server{URL: server.URL}).LoadOptions()})
	checkSetupError(t, r, strings.TrimPrefix(server.URL, "https://")+
		" cannot be reached for region eu-north-1: its certificate is not trusted; ")
}

// TestCancelledBefore knows not even the account.
func TestCancelledBefore(t *testing.T) {
	t.Parallel()

	ctx, cancel := context.WithCancel(t.Context())
	cancel()

	s, err := live.Read(ctx, one().start(t).Request)
	if s != nil || !errors.Is(err, context.Canceled) || err.Error() != "read AWS account: context canceled" {
		t.Errorf("got %v, %v", s, err)
	}
}

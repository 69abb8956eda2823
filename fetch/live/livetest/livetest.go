// Package livetest runs an AWS account on this machine for tests, as [net/http/httptest] runs a server.
//
// The account is kept by moto, an emulator of AWS: https://github.com/getmoto/moto. Since moto is laxer than
// AWS, a proxy stands before it that
//
//   - pages every list at AWS's sizes, with opaque tokens that belong to one request;
//   - refuses what AWS refuses: batches and filters over the limit, page sizes out of bounds, foreign tokens;
//   - counts calls and notices a request that is made twice;
//   - adds members that moto drops, see [Server.Overlay];
//   - denies, throttles or breaks chosen actions, see [Server.Deny] and [Server.Fail].
//
// A server answers what [github.com/ecslint/ecslint/fetch/live] asks for. Other actions pass through unchanged,
// so that an account can be built through the SDK.
package livetest

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

// Region and AccountID are where a server's account is unless a test says otherwise.
const (
	Region    = "eu-north-1"
	AccountID = "123456789012"
)

// A Server is an account at a URL of its own.
type Server struct {
	// URL is the endpoint of every AWS service, for AWS_ENDPOINT_URL.
	URL string

	// Account is the ID of the account behind the URL.
	Account string

	moto *url.URL

	mu       sync.Mutex
	overlays overlays

	// unblocked is what VPC Block Public Access lets through; empty where it is off.
	unblocked string
	calls     map[string]int
	requests  map[string]int
	faults    map[string]*fault
	hooks     map[string]func()
}

// Start runs a moto server and a proxy before it until the test ends. The program is $ECSLINT_MOTO, or
// moto_server on PATH; without either the test is skipped, and fails where CI is true.
func Start(tb testing.TB) *Server {
	tb.Helper()

	return serve(tb, &Server{Account: AccountID, moto: startMoto(tb), overlays: overlays{}})
}

// Fork puts a second proxy before the same moto, so that tests share what is expensive: the process and an
// account once built. Calls, faults, hooks and later overlays are the fork's own; an account ID that no one used
// is an empty account.
func (s *Server) Fork(tb testing.TB, account string) *Server {
	tb.Helper()

	s.mu.Lock()
	defer s.mu.Unlock()

	return serve(tb, &Server{Account: account, moto: s.moto, overlays: maps.Clone(s.overlays), unblocked: s.unblocked})
}

// serve puts a proxy at a URL of its own.
func serve(tb testing.TB, s *Server) *Server {
	tb.Helper()

	s.faults, s.hooks = map[string]*fault{}, map[string]func(){}
	s.Reset()

	front := httptest.NewServer(http.HandlerFunc(s.handle))
	tb.Cleanup(front.Close)
	s.URL = front.URL

	return s
}

// Calls are the calls that were answered, by action as IAM writes it: "ecs:ListServices". Those that were refused
// are not among them, so that retries do not count twice.
func (s *Server) Calls() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()

	return maps.Clone(s.calls)
}

// Repeated lists the actions that were asked the very same thing more than once, page tokens included, and
// answered every time.
func (s *Server) Repeated() []string {
	s.mu.Lock()
	defer s.mu.Unlock()

	var out []string

	for _, request := range slices.Sorted(maps.Keys(s.requests)) {
		if s.requests[request] > 1 {
			out = append(out, request)
		}
	}

	return out
}

// Reset forgets the calls so far; faults and overlays stay.
func (s *Server) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.calls, s.requests = map[string]int{}, map[string]int{}
}

// Env is the environment in which a program finds the account, and nothing of the user's own configuration: it
// goes behind [os.Environ], whose values it replaces.
// https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html
func (s *Server) Env() []string {
	return []string{
		"AWS_ENDPOINT_URL=" + s.URL,
		"AWS_REGION=" + Region,
		"AWS_ACCESS_KEY_ID=" + key,
		"AWS_SECRET_ACCESS_KEY=" + key,
		"AWS_SESSION_TOKEN=",
		"AWS_PROFILE=",
		"AWS_CONFIG_FILE=" + os.DevNull,
		"AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull,
		"AWS_EC2_METADATA_DISABLED=true",
	}
}

// key stands for both halves of an access key; moto takes every one.
const key = "testing"

// LoadOptions are what Env says, for an SDK configuration in this process.
func (s *Server) LoadOptions() []func(*config.LoadOptions) error {
	return []func(*config.LoadOptions) error{
		config.WithBaseEndpoint(s.URL),
		config.WithRegion(Region),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(key, key, "")),
		config.WithSharedConfigFiles([]string{os.DevNull}),
		config.WithSharedCredentialsFiles([]string{os.DevNull}),
	}
}

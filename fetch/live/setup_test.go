package live_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"

	"github.com/ecslint/ecslint/fetch/live"
)

// shared is a configuration with everything that can be wrong with a profile.
const shared = `
[profile static]
region = eu-north-1
aws_access_key_id = testing
aws_secret_access_key = s3cr3t

[profile nowhere]
aws_access_key_id = testing
aws_secret_access_key = s3cr3t

[profile empty]
region = eu-north-1

[profile sso]
region = eu-north-1
sso_session = ecslint-nobody
sso_account_id = 123456789012
sso_role_name = reader

[sso-session ecslint-nobody]
sso_region = eu-north-1
sso_start_url = https://ecslint.example/start

[profile legacy-sso]
region = eu-north-1
sso_start_url = https://ecslint-nobody.example/start
sso_region = eu-north-1
sso_account_id = 123456789012
sso_role_name = reader

[profile role]
region = eu-north-1
role_arn = arn:aws:iam::123456789012:role/reader
source_profile = sso

[profile process]
region = eu-north-1
credential_process = echo s3cr3t

[profile orphan]
region = eu-north-1
role_arn = arn:aws:iam::123456789012:role/reader
source_profile = nobody

[profile lost]
region = eu-north-1
role_arn = arn:aws:iam::123456789012:role/reader
credential_source = Moon
`

func TestSetupError(t *testing.T) {
	t.Parallel()

	for _, tt := range []struct {
		name    string
		request live.Request
		want    string
	}{
		{
			"no such profile",
			live.Request{Profile: "prd"},
			`no such profile: "prd"; aws configure list-profiles shows which there are`,
		},
		{
			"no region",
			live.Request{Profile: "nowhere"},
			`no region; pass --region eu-north-1, or set AWS_REGION`,
		},
		{
			"not a region",
			live.Request{Profile: "static", Regions: []string{"eu-north-1", "North"}},
			`"North" is not a region; a region is written like eu-north-1`,
		},
		{
			"an empty region",
			live.Request{Profile: "static", Regions: []string{""}},
			`"" is not a region; `,
		},
		{
			"not a glob",
			live.Request{Profile: "static", Clusters: []string{"prod-["}},
			`"prod-[" is neither a cluster nor a glob; a glob is written like prod-*`,
		},
		{
			"an empty name",
			live.Request{Profile: "static", Clusters: []string{""}},
			`"" is neither a cluster nor a glob; `,
		},
		{
			"no credentials",
			live.Request{Profile: "empty"},
			`profile "empty" gives no credentials; aws sts get-caller-identity --profile empty shows more`,
		},
		{
			"not on an instance",
			live.Request{Profile: "empty", LoadOptions: []func(*config.LoadOptions) error{
				config.WithEC2IMDSClientEnableState(imds.ClientEnabled), config.WithEC2IMDSEndpoint("http://127.0.0.1:1"),
			}},
			`profile "empty" gives no credentials; aws sts get-caller-identity --profile empty shows more`,
		},
		{
			"SSO has expired",
			live.Request{Profile: "sso"},
			`the SSO session has expired; run aws sso login --profile sso`,
		},
		{
			"SSO has expired, as it was before",
			live.Request{Profile: "legacy-sso"},
			`the SSO session has expired; run aws sso login --profile legacy-sso`,
		},
		{
			"SSO has expired behind a role",
			live.Request{Profile: "role"},
			`the SSO session has expired; run aws sso login --profile role`,
		},
		{
			"a process that prints something else",
			live.Request{Profile: "process"},
			`the credential_process of the profile gives no credentials; run its command`,
		},
		{
			"a role without a source",
			live.Request{Profile: "orphan"},
			`role arn:aws:iam::123456789012:role/reader cannot be assumed from profile "nobody"; check source_profile`,
		},
		{
			"a source that is none",
			live.Request{Profile: "lost"},
			`profile "lost" cannot be used; check it in ~/.aws/config`,
		},
		{
			"nobody listens",
			live.Request{Profile: "static"},
			`127.0.0.1:1 cannot be reached for region eu-north-1: connection refused; check the region, the network`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()

			nowhere := append(offline(t), config.WithBaseEndpoint("http://127.0.0.1:1"))
			tt.request.LoadOptions = append(nowhere, tt.request.LoadOptions...)
			checkSetupError(t, tt.request, tt.want)
		})
	}
}

// TestNoSuchEndpoint is a region that is written like one and does not exist.
func TestNoSuchEndpoint(t *testing.T) {
	t.Parallel()

	checkSetupError(t, live.Request{
		Profile: "static", Regions: []string{"eu-nowhere-9"},
		LoadOptions: append(offline(t), config.WithHTTPClient(awshttp.NewBuildableClient().WithTransportOptions(noHost))),
	}, `sts.eu-nowhere-9.amazonaws.com cannot be reached for region eu-nowhere-9: no address of host`)
}

// TestUnreadableConfig is a configuration file that is something else.
func TestUnreadableConfig(t *testing.T) {
	t.Parallel()

	dir := t.TempDir() // a folder cannot be read as a file
	checkSetupError(t, live.Request{
		Profile: "static", LoadOptions: append(offline(t), config.WithSharedConfigFiles([]string{dir})),
	}, dir+` cannot be read; it must have sections like [profile prod]`)
}

// TestNoCredentials is what a newcomer sees. Nothing of the tester's environment may help.
func TestNoCredentials(t *testing.T) { //nolint:paralleltest // it changes the environment
	for _, name := range []string{
		"AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
		"AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
	} {
		t.Setenv(name, "")
	}

	checkSetupError(t, live.Request{Regions: []string{"eu-north-1"}, LoadOptions: offline(t)},
		`no AWS credentials; pass --profile, or run aws configure; ecslint scan --demo needs none`)
}

// offline keeps the SDK from the tester's own configuration and network.
func offline(t *testing.T) []func(*config.LoadOptions) error {
	t.Helper()

	file := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(file, []byte(shared), 0o600); err != nil {
		t.Fatal(err)
	}

	return []func(*config.LoadOptions) error{
		config.WithSharedConfigFiles([]string{file}),
		config.WithSharedCredentialsFiles([]string{os.DevNull}),
		config.WithEC2IMDSClientEnableState(imds.ClientDisabled),
		config.WithRetryMaxAttempts(1),
	}
}

// checkSetupError wants one line that begins as said and holds no secret.
func checkSetupError(t *testing.T, r live.Request, want string) {
	t.Helper()

	s, err := live.Read(t.Context(), r)

	var setup *live.SetupError
	if !errors.As(err, &setup) || s != nil {
		t.Fatalf("got %v, %v; want a setup error", s, err)
	}

	if text := err.Error(); !strings.HasPrefix(text, want) || strings.ContainsAny(text, "\n\r") {
		t.Errorf("got  %s\nwant %s", text, want)
	}

	if strings.Contains(err.Error(), "s3cr3t") {
		t.Errorf("a secret is in the error: %v", err)
	}
}

// noHost is a network whose name server knows nothing.
func noHost(transport *http.Transport) {
	transport.Proxy = nil
	transport.DialContext = func(_ context.Context, _, address string) (net.Conn, error) {
		host, _, _ := net.SplitHostPort(address)

		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
}

package live_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/config"

	"github.com/ecslint/ecslint/fetch/live"
	"github.com/ecslint/ecslint/fetch/live/livetest"
)

// withDevice is a request for a profile whose role wants the code of an MFA device.
func withDevice(t *testing.T, endpoint string, stdin io.Reader) live.Request {
	t.Helper()

	file := filepath.Join(t.TempDir(), "config")
	profiles := `
[profile reader]
role_arn = arn:aws:iam::123456789012:role/reader
source_profile = base
mfa_serial = arn:aws:iam::123456789012:mfa/someone

[profile base]
aws_access_key_id = testing
aws_secret_access_key = testing
`

	if err := os.WriteFile(file, []byte(profiles), 0o600); err != nil {
		t.Fatal(err)
	}

	return live.Request{
		Profile: "reader", Regions: []string{livetest.Region}, Clusters: []string{"idle-01"}, Stdin: stdin,
		LoadOptions: []func(*config.LoadOptions) error{
			config.WithBaseEndpoint(endpoint), config.WithSharedConfigFiles([]string{file}),
			config.WithSharedCredentialsFiles([]string{os.DevNull}),
		},
	}
}

// assumedRole reads through a role, in a profile without a region of its own.
func (a account) assumedRole() {
	s := a.fork(a.T)
	r := withDevice(a.T, s.URL, strings.NewReader("123456\nrest"))

	var prompt bytes.Buffer

	r.Prompt = &prompt

	if got := read(a.T, r); len(got.Clusters) != 1 {
		a.Errorf("clusters %v", got.Clusters)
	}

	if prompt.String() != "MFA code: " || s.Calls()["sts:AssumeRole"] != 1 {
		a.Errorf("prompt %q, calls %v", prompt.String(), s.Calls())
	}
}

func TestNoToken(t *testing.T) {
	t.Parallel()

	for name, stdin := range map[string]io.Reader{
		"nobody to ask": nil, "no answer": strings.NewReader(""), "an empty line": strings.NewReader("\n"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkSetupError(t, withDevice(t, "http://127.0.0.1:1", stdin),
				"the profile needs the code of an MFA device; run ecslint where it can ask for it")
		})
	}
}

// TestInterruptedPrompt is Ctrl-C where a code is asked for and nobody types.
func TestInterruptedPrompt(t *testing.T) {
	t.Parallel()

	ctx, cancel := context.WithCancel(t.Context())
	stdin, _ := io.Pipe()
	r := withDevice(t, "http://127.0.0.1:1", stdin)
	r.Prompt = asked(cancel)

	if s, err := live.Read(ctx, r); s != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, %v", s, err)
	}
}

// asked is a writer that is told of a prompt.
type asked func()

func (a asked) Write(p []byte) (int, error) {
	a()

	return len(p), nil
}

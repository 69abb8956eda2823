package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

var outputBlock = regexp.MustCompile("(?s)<!-- output: ([^\n]*) -->\n```text\n(.*?)```")

// What the README shows is what the program prints. -update writes it.
func TestReadmeOutputIsFresh(t *testing.T) {
	t.Parallel()

	path := filepath.Join("..", "..", "README.md")

	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	n := 0
	fresh := outputBlock.ReplaceAllStringFunc(string(page), func(block string) string {
		n++
		parts := outputBlock.FindStringSubmatch(block)

		var stdout, stderr bytes.Buffer

		run(t.Context(), strings.Fields(parts[1]), nil, strings.NewReader(""), &stdout, &stderr)

		if stderr.Len() > 0 {
			t.Errorf("ecslint %s: %s", parts[1], stderr.String())
		}

		return strings.Replace(block, "```text\n"+parts[2], "```text\n"+stdout.String(), 1)
	})

	if n == 0 {
		t.Fatal("the README shows no output")
	}

	if *update {
		if err := os.WriteFile(path, []byte(fresh), 0o600); err != nil {
			t.Fatal(err)
		}
	} else if fresh != string(page) {
		t.Error("the README shows another output: run `make generate`")
	}
}

var policyBlock = regexp.MustCompile("(?s)<summary>IAM policy</summary>\n\n```json\n(.*?)```")

// The policy in the README grants every call that is made, and no other. sts:GetCallerIdentity needs no permission.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
func TestReadmePolicy(t *testing.T) {
	t.Parallel()

	page, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}

	block := policyBlock.FindSubmatch(page)
	if block == nil {
		t.Fatal("the README shows no policy")
	}

	var policy struct {
		Statement []struct{ Action []string }
	}
	if err := json.Unmarshal(block[1], &policy); err != nil || len(policy.Statement) != 1 {
		t.Fatalf("not a policy of one statement: %v", err)
	}

	asked := make([]string, 0, len(awsmap.Actions()))
	for _, action := range awsmap.Actions() {
		asked = append(asked, action.Name)
	}

	granted := policy.Statement[0].Action
	slices.Sort(granted)
	slices.Sort(asked)

	if diff := cmp.Diff(asked, granted); diff != "" {
		t.Errorf("-asked +granted\n%s", diff)
	}
}

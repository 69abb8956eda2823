package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	godiff "github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/fetch"
)

func singleInstance(way string) string {
	return filepath.Join("..", "..", "fixtures", "scenarios", "single-instance", way)
}

// An instance that joins a cluster by its user data is judged as it will be once it runs. Only VPC Block Public Access
// is a setting of the account, which no stack makes.
func TestSingleInstance(t *testing.T) {
	t.Parallel()

	want := said(judge(t, fetch.Request{AWSJSON: singleInstance(wayAnswers)}))
	golden(t, singleInstance("want.txt"), want)

	for _, way := range files() {
		t.Run(way, func(t *testing.T) {
			t.Parallel()

			got := said(judge(t, fetch.Request{Paths: []string{singleInstance(way)}}))
			assumed := len(got)
			got = slices.DeleteFunc(got, func(line string) bool {
				return strings.HasSuffix(line, " assumes "+facts.BlockPublicAccessOff)
			})

			if len(got) == assumed {
				t.Error("nothing is assumed of VPC Block Public Access")
			}

			if diff := godiff.Diff(want, got); diff != "" {
				t.Errorf("the account (-) and %s (+):\n%s", way, diff)
			}
		})
	}
}

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

// An instance that joins a cluster by its user data is judged as it will be once it runs. VPC Block Public Access and
// the default of Container Insights are settings of the account, which no stack makes; the agent comes with the image.
func TestSingleInstance(t *testing.T) {
	t.Parallel()

	accounts := []string{facts.BlockPublicAccessOff, facts.InsightsDefault, facts.IntrospectionOn}
	want := said(judge(t, fetch.Request{AWSJSON: singleInstance(wayAnswers)}))
	golden(t, singleInstance("want.txt"), want)

	for _, way := range files() {
		t.Run(way, func(t *testing.T) {
			t.Parallel()

			got := said(judge(t, fetch.Request{Paths: []string{singleInstance(way)}}))
			assumed := len(got)
			got = slices.DeleteFunc(got, func(line string) bool {
				_, code, assumes := strings.Cut(line, " assumes ")

				return assumes && slices.Contains(accounts, code)
			})

			if len(got) > assumed-len(accounts) {
				t.Errorf("%d of %v are assumed", assumed-len(got), accounts)
			}

			if diff := godiff.Diff(want, got); diff != "" {
				t.Errorf("the account (-) and %s (+):\n%s", way, diff)
			}
		})
	}
}

package analyzer_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/triage"
	"github.com/ecslint/ecslint/fetch/ignore"
	"github.com/ecslint/ecslint/fetch/taskdef"
)

var ignoreExample = regexp.MustCompile("(?s)```yaml\n(.*?)```\n\n```text\n(.*?)```\n")

// The pages of the rules about ignores are as the others. Their examples are files of their own, read on one day.
func TestIgnoreRulePagesAreFresh(t *testing.T) {
	t.Parallel()

	for _, rule := range triage.Rules() {
		t.Run(rule.ID, func(t *testing.T) {
			t.Parallel()

			file := filepath.Join(pagesDir, filepath.FromSlash(rule.ID)+".md")

			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}

			page := string(data)
			if diff := cmp.Diff(outline(rule), headings(ignoreExample.ReplaceAllString(page, ""))); diff != "" {
				t.Errorf("%s: outline (-want +got):\n%s", file, diff)
			}

			checkLinks(t, file, page, rule, nil)
			checkWhy(t, file, page, rule)

			at := ignoreExample.FindStringSubmatchIndex(page)
			if at == nil {
				t.Fatalf("%s has no example", file)
			}

			report := triaged(t, []byte(page[at[2]:at[3]]), rule.ID == "config/invalid-ignore")
			if len(of(report, rule.ID).Findings) == 0 {
				t.Errorf("the example of %s does not show it", file)
			}

			fresh(t, file, page[:at[4]]+text(t, of(report, rule.ID))+page[at[5]:])
		})
	}
}

// triaged is the report about a task definition, as of a file or as of an account.
func triaged(t *testing.T, data []byte, live bool) *finding.Report {
	t.Helper()

	const file = "web.yaml"

	definitions, err := taskdef.Read(file, data)
	if err != nil {
		t.Fatal(err)
	}

	s := snapshot.New()
	s.TaskDefinitions, s.Suppressions = definitions, ignore.InFile(file, data)

	if live {
		d := &s.TaskDefinitions[0]
		d.ID = "arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7"
		d.Origin = snapshot.Origin{ARN: d.ID}

		for i := range d.Suppressions {
			d.Suppressions[i].Origin = d.Origin
		}
	}

	report, errs := triage.Apply(ask(t, s), s, triage.Options{
		Now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC), Catalogue: catalogue(t),
	})
	if len(errs) > 0 {
		t.Fatal(errs)
	}

	return report
}

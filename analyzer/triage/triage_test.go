package triage_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/triage"
)

func TestIgnoresOfTheConfiguration(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		ignore triage.Ignore
		yes    bool
	}{
		"the rule":                       {configured("a/one"), true},
		"another rule":                   {configured("a/two"), false},
		"a glob of the rule":             {configured("a/*"), true},
		"a glob of all rules":            {configured("*"), true},
		"a glob of others":               {configured("b/*"), false},
		"the name":                       {configured("a/one", resource("web")), true},
		"a part of the name":             {configured("a/one", resource("we")), false},
		"a glob of the name":             {configured("a/one", resource("w?b")), true},
		"the id":                         {configured("a/one", resource("web.yaml")), true},
		"the ARN":                        {configured("a/one", resource("arn:*:task-definition/web:*")), true},
		"the key":                        {configured("a/one", resource("task-definition/web")), true},
		"no detail of the key":           {configured("a/one", resource("detail")), false},
		"another name":                   {configured("a/one", resource("api")), false},
		"the file":                       {configured("a/one", path("deploy/web.yaml")), true},
		"its folder":                     {configured("a/one", path("deploy")), true},
		"its folder with a slash":        {configured("a/one", path("./deploy/")), true},
		"the folder of all":              {configured("a/one", path(".")), true},
		"a folder that begins alike":     {configured("a/one", path("dep")), false},
		"the file without its folder":    {configured("a/one", path("web.yaml")), false},
		"* is no slash":                  {configured("a/one", path("*.yaml")), false},
		"* in a folder":                  {configured("a/one", path("*/w*.yaml")), true},
		"** is any folders":              {configured("a/one", path("**/*.yaml")), true},
		"** is no folder, too":           {configured("a/one", path("deploy/**/web.yaml")), true},
		"** at the end":                  {configured("a/one", path("deploy/**")), true},
		"** elsewhere":                   {configured("a/one", path("other/**")), false},
		"a configuration in the folder":  {configured("a/one", path("web.yaml"), dir("/repo/deploy")), true},
		"a configuration beside it":      {configured("a/one", path("**"), dir("/repo/other")), false},
		"both":                           {configured("a/one", path("deploy"), resource("web")), true},
		"both, and the name differs":     {configured("a/one", path("deploy"), resource("api")), false},
		"until tomorrow":                 {configured("a/one", until("2026-11-23")), true},
		"until today, in UTC":            {configured("a/one", until(today)), true},
		"until yesterday, which is over": {configured("a/one", until("2026-11-21")), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			f := about("a/one", "web", 3)
			f.Location.File = "deploy/web.yaml"
			f.Resource.ARN = "arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7"

			r := apply(t, report(f), files("web"), options(c.ignore))
			if yes := r.Summary.Suppressed == 1; yes != c.yes {
				t.Errorf("suppressed: %v, want %v", yes, c.yes)
			}
		})
	}
}

func dir(folder string) func(*triage.Ignore) { return func(i *triage.Ignore) { i.Dir = folder } }

// A file that is named by its full path is the same file; one outside of the folder has no path below it.
func TestPathsAreRelativeToTheConfiguration(t *testing.T) {
	t.Parallel()

	for file, want := range map[string]int{
		"web.yaml": 1, "/repo/sub/web.yaml": 1, "../sub/web.yaml": 1, "../web.yaml": 0, "/elsewhere/sub/web.yaml": 0,
	} {
		f := about("a/one", "web", 3)
		f.Location.File = file
		opts := options(configured("a/one", path("sub/*")))
		opts.Dir = "/repo/sub"

		if r := apply(t, report(f), files("web"), opts); r.Summary.Suppressed != want {
			t.Errorf("%s: %d are suppressed, want %d", file, r.Summary.Suppressed, want)
		}
	}
}

// What has no place in a file, as in an account, is on no path.
func TestAPathIsOfFiles(t *testing.T) {
	t.Parallel()

	f := about("a/one", "web", 3)
	f.Location = nil

	if r := apply(t, report(f), files("web"), options(configured("a/one", path("**")))); r.Summary.Suppressed > 0 {
		t.Error("suppressed by a path")
	}
}

func TestComments(t *testing.T) {
	t.Parallel()

	s := files("web", "api")
	s.Suppressions = []snapshot.Suppression{comment(3, 5, "a/one", "b/*")}

	r := apply(t, report(
		about("a/one", "web", 2), about("a/one", "web", 3), about("b/three", "web", 5), about("a/one", "web", 6),
		about("a/two", "web", 4), about("a/one", "api", 4),
	), s, options())

	want := []string{
		"new a/one api", "new a/one web", "new a/one web", "new a/two web", "suppressed a/one web", "suppressed b/three web",
	}
	if diff := cmp.Diff(want, told(r)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestLabels(t *testing.T) {
	t.Parallel()

	live := func(change func(*finding.Finding)) finding.Finding {
		f := about("a/one", "web:7", 0)
		f.Location, f.Resource.ID = nil, "arn:web:7"
		f.Resource.Account, f.Resource.Region = "1", "eu-north-1"
		change(&f)

		return f
	}

	s := snapshot.New()
	s.TaskDefinitions = []snapshot.TaskDefinition{{
		Meta:   snapshot.Meta{Account: "1", Region: "eu-north-1", Origin: snapshot.Origin{ARN: "arn:web:7"}},
		ID:     "arn:web:7",
		Family: "web", Revision: 7,
		Suppressions: []snapshot.Suppression{{
			Kind: snapshot.SuppressionLabel, Rules: []string{"a/*"}, Origin: snapshot.Origin{ARN: "arn:web:7"},
		}},
	}}

	for name, c := range map[string]struct {
		change func(*finding.Finding)
		yes    bool
	}{
		"about it":                        {func(*finding.Finding) {}, true},
		"about it, without words of that": {func(f *finding.Finding) { f.Affected = nil }, true},
		"about a group, it alone is hurt": {func(f *finding.Finding) { f.Resource.ID = "sg-1" }, true},
		"about a group, nobody is hurt":   {func(f *finding.Finding) { f.Resource.ID, f.Affected = "sg-1", nil }, false},
		"about a group, others are, too": {
			func(f *finding.Finding) { f.Affected = append(f.Affected, finding.Affected{TaskDefinition: "api:1"}) }, false,
		},
		"about another revision":          {func(f *finding.Finding) { f.Affected[0].TaskDefinition = "web:6" }, false},
		"of that name in another region":  {func(f *finding.Finding) { f.Resource.Region = "us-east-1" }, false},
		"of that name in another account": {func(f *finding.Finding) { f.Resource.Account = "2" }, false},
		"of a rule that it does not name": {func(f *finding.Finding) { f.Rule = "b/three" }, false},
		"about a service that runs it": {
			func(f *finding.Finding) { f.Resource.ID = "arn:service"; f.Affected[0].Service = "web" }, true,
		},
		"about a service that runs others": {
			func(f *finding.Finding) { f.Affected[0] = finding.Affected{Service: "api"} }, false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			r := apply(t, report(live(c.change)), s, triage.Options{Now: now, Catalogue: catalogue()})
			if yes := r.Summary.Suppressed == 1; yes != c.yes {
				t.Errorf("suppressed: %v, want %v", yes, c.yes)
			}
		})
	}
}

// Who decides closest to the matter is named: the comment before the configuration.
func TestTheIgnoreIsTold(t *testing.T) {
	t.Parallel()

	s := files("web")
	s.Suppressions = []snapshot.Suppression{comment(3, 3, "a/one")}
	s.Suppressions[0].Reason, s.Suppressions[0].Until = "as planned", today

	r := apply(t, report(about("a/one", "web", 3)), s, options(configured("a/one")))
	want := &finding.Ignore{
		Kind: finding.IgnoreComment, Rule: "a/one", Reason: "as planned", Until: today,
		Location: &finding.Location{File: "web.yaml", StartLine: 3, StartColumn: 1},
	}

	if diff := cmp.Diff(want, r.Findings[0].Ignore); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}

	if len(r.Findings) != 1 {
		t.Errorf("an ignore that another one precedes is called unused: %v", told(r))
	}
}

// An expired ignore is a finding, which says what it lets through again, and tells those of others apart.
func TestExpired(t *testing.T) {
	t.Parallel()

	r := apply(t, report(about("a/one", "web", 3), about("a/one", "api", 3)), files("web", "api"),
		options(configured("a/one", until("2026-11-20"), resource("web"))))

	want := []string{"new a/one api", "new a/one web", "new config/expired-ignore a/one"}
	if diff := cmp.Diff(want, told(r)); diff != "" {
		t.Fatalf("-want +got\n%s", diff)
	}

	f := r.Findings[2]
	if f.Severity != finding.Low || f.Message != "the ignore of a/one ended on 2026-11-20; 1 finding is told again" ||
		f.Location.File != ".ecslint.yaml" || !strings.Contains(f.Evidence[0].Text, "because: it is so") ||
		f.Key != "config/expired-ignore|ignore/a/one|resource/web|file/.ecslint.yaml" || f.Remediation.Text == "" {
		t.Errorf("got %+v", f)
	}
}

func TestUnused(t *testing.T) {
	t.Parallel()

	in := func(roots ...string) func(*triage.Options) { return func(o *triage.Options) { o.Roots = roots } }
	all := func(*triage.Options) {}

	for name, c := range map[string]struct {
		ignore triage.Ignore
		opts   func(*triage.Options)
		yes    bool
	}{
		"all was read":                    {configured("a/one"), all, true},
		"a folder around it was read":     {configured("a/one"), in("/"), true},
		"one file was read":               {configured("a/one"), in("/repo/web.yaml"), false},
		"the rule was not asked":          {configured("c/four"), all, false},
		"one rule of the glob was asked":  {configured("*"), all, true},
		"its file was read":               {configured("a/one", path("web.yaml")), in("/repo/web.yaml"), true},
		"another file was read":           {configured("a/one", path("web.yaml")), in("/repo/api.yaml"), false},
		"its file is not there":           {configured("a/one", path("gone.yaml")), all, false},
		"one of its files was read":       {configured("a/one", path("*.yaml")), in("/repo/web.yaml"), false},
		"its resource was read":           {configured("a/one", resource("web")), in("/repo/web.yaml"), true},
		"its resource was not read":       {configured("a/one", resource("db")), all, false},
		"one of its resources was read":   {configured("a/one", resource("w*")), in("/repo/web.yaml"), false},
		"all of its resources were":       {configured("a/one", resource("w*")), all, true},
		"the resource is in another file": {configured("a/one", resource("web"), path("api.yaml")), all, false},
		"of accounts, for all":            {configured("a/one"), in(), false},
		"of accounts, for a resource":     {configured("a/one", resource("web")), in(), true},
		"of some clusters of an account": {
			configured("a/one", resource("web")), func(o *triage.Options) { o.Roots, o.Narrowed = nil, true }, false,
		},
		"expired, which is told by another": {configured("a/one", until("2026-01-01")), all, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			opts := options(c.ignore)
			c.opts(&opts)

			r := apply(t, report(), files("web", "api"), opts)
			if yes := strings.Contains(strings.Join(told(r), ","), "config/unused-ignore"); yes != c.yes {
				t.Errorf("unused: %v, want %v: %v", yes, c.yes, told(r))
			}
		})
	}
}

// Nothing found is not nothing there: where the rule could not see, its ignore may be needed.
func TestUnusedIsCertain(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		change func(*finding.Report)
		yes    bool
	}{
		"it saw all": {func(*finding.Report) {}, true},
		"a gap blinds it": {
			func(r *finding.Report) { r.Gaps = []finding.Gap{{Blinds: []string{"a/two"}}} }, false,
		},
		"a gap blinds another": {
			func(r *finding.Report) { r.Gaps = []finding.Gap{{Blinds: []string{"a/one"}}} }, true,
		},
		"it left something open": {
			func(r *finding.Report) { r.Undecided = []finding.Undecided{{Rule: "a/two"}} }, false,
		},
		"another tells what it would": {
			func(r *finding.Report) { r.Findings = append(r.Findings, about("b/three", "web", 3)) }, false,
		},
		"another tells something of its own": {
			func(r *finding.Report) { r.Findings = append(r.Findings, about("a/one", "web", 3)) }, true,
		},
	} {
		r := report()
		c.change(r)

		s := files("web")
		s.Suppressions = []snapshot.Suppression{comment(3, 3, "a/two")}

		triaged := apply(t, r, s, options())
		if yes := strings.Contains(strings.Join(told(triaged), ","), "config/unused-ignore"); yes != c.yes {
			t.Errorf("%s: unused: %v, want %v", name, yes, c.yes)
		}
	}
}

// Of several rules that one comment names, those without a finding are unused.
func TestEachRuleOfACommentIsUsed(t *testing.T) {
	t.Parallel()

	s := files("web")
	s.Suppressions = []snapshot.Suppression{comment(3, 3, "a/one", "b/three")}

	r := apply(t, report(about("a/one", "web", 3)), s, options())
	if diff := cmp.Diff([]string{"new config/unused-ignore b/three", "suppressed a/one web"}, told(r)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// In a file, an ignore that cannot be read is an error. In an account it is a finding: a label of one team must not end
// the scan of another.
func TestUnreadable(t *testing.T) {
	t.Parallel()

	suggest := func(rule string) string { return "; not " + rule }

	s := files("web")
	s.Suppressions = []snapshot.Suppression{comment(3, 3, "a/noe"), comment(4, 4), comment(5, 5, "config/unused-ignore")}
	s.Suppressions[1].Problem = "it is written wrongly"
	s.TaskDefinitions = append(s.TaskDefinitions, snapshot.TaskDefinition{
		Meta: snapshot.Meta{Account: "1"}, Family: "live", Revision: 2,
		Suppressions: []snapshot.Suppression{{
			Kind: snapshot.SuppressionLabel, Rules: []string{"a/noe"}, Origin: snapshot.Origin{ARN: "arn:live:2"},
		}},
	})

	opts := options()
	opts.Suggest = suggest

	r, errs := triage.Apply(report(), s, opts)

	got := make([]string, 0, len(errs))
	for _, err := range errs {
		got = append(got, err.Error())
	}

	want := []string{
		`web.yaml:3:1: there is no rule "a/noe"; not a/noe`,
		`web.yaml:4:1: it is written wrongly`,
		`web.yaml:5:1: config/unused-ignore speaks of ignores, and none can ignore it: ` +
			`mend or remove the ignore that it names`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}

	if len(r.Findings) != 1 || r.Findings[0].Rule != "config/invalid-ignore" ||
		r.Findings[0].Resource.ARN != "arn:live:2" ||
		r.Findings[0].Message != `the ignore suppresses nothing: there is no rule "a/noe"; not a/noe` ||
		r.Findings[0].Resource.Account != "1" {
		t.Errorf("got %+v", r.Findings)
	}
}

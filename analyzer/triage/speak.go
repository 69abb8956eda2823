package triage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// speakOfIgnores adds a finding for each ignore that does not do, or no longer does, what it was written for, and says
// in the report that this was looked at.
func (j *judgement) speakOfIgnores() {
	before := len(j.report.Findings)

	for n := range j.expired {
		j.say(expiredRule, &j.expired[n], fmt.Sprintf("the ignore of %s ended on %s%s",
			j.expired[n].Rule, j.expired[n].Until, again(j.again[n])))
	}

	for n := range j.broken {
		j.say(invalidRule, &j.broken[n], "the ignore suppresses nothing: "+j.broken[n].problem)
	}

	judged := len(j.expired) + len(j.broken)
	decided := j.decided(before)

	for n := range j.standing {
		ignore := &j.standing[n]
		if !j.used[n] && (!j.seen(ignore) || !decided(ignore.Rule)) {
			continue
		}

		judged++

		if !j.used[n] {
			j.say(unusedRule, ignore, fmt.Sprintf("nothing is left for the ignore of %s to suppress", ignore.Rule))
		}
	}

	for _, r := range Rules() {
		if judged > 0 {
			j.report.Rules = append(j.report.Rules, finding.RuleRun{ID: r.ID, Title: r.Title, Evaluated: judged})
		}
	}
}

func again(findings int) string {
	switch findings {
	case 0:
		return ""
	case 1:
		return "; 1 finding is told again"
	default:
		return fmt.Sprintf("; %d findings are told again", findings)
	}
}

// say adds a finding about an ignore.
func (j *judgement) say(id string, i *Ignore, message string) {
	f := finding.Finding{
		Rule: id, Severity: finding.Low, Message: message, Status: finding.StatusNew,
		Resource: finding.Resource{Type: "ecslint::Ignore", ID: i.where(), Name: i.Rule, ARN: i.On},
		Location: i.Location, CollectedAt: j.report.CollectedAt,
		Evidence: []finding.Evidence{{Kind: "ignore", ID: i.where(), Text: i.String()}},
	}

	for _, r := range Rules() {
		if r.ID == id {
			f.Title = r.Title
			f.Remediation = finding.Remediation{Text: r.Remediation, References: r.References}
		}
	}

	f.Cause = f.Resource.ID
	f.Key = id + "|" + j.key(i)

	if d := i.definition; d != nil {
		f.Resource.Name, f.Resource.Account, f.Resource.Region = d.Name(), d.Account, d.Region
		f.Affected = []finding.Affected{{TaskDefinition: d.Name()}}
	}

	f.Fingerprint = finding.Fingerprint(f.Resource.Account, f.Resource.Region, f.Key)
	j.report.Findings = append(j.report.Findings, f)
}

// key tells an ignore from others without its place in the file and the folder of whoever runs ecslint.
func (j *judgement) key(i *Ignore) string {
	file, carrier := "", ""

	if i.Location != nil {
		file, _ = relative(j.opts.Home, absolute(j.opts.Dir, i.Location.File))
	}

	if i.definition != nil {
		carrier = i.definition.Key()
	}

	parts := []string{"ignore/" + i.Rule}

	for _, part := range []struct{ name, value string }{
		{"resource", i.Resource}, {"path", i.Path}, {"file", file}, {"on", carrier},
	} {
		if part.value != "" {
			parts = append(parts, part.name+"/"+part.value)
		}
	}

	return strings.Join(parts, "|")
}

// String is the ignore in words, for evidence.
func (i *Ignore) String() string {
	words := []string{i.where() + ":", "ignore"}
	if i.Location != nil {
		words = slices.Insert(words, 0, string(i.Kind))
	}

	if i.Rule != "" {
		words = append(words, i.Rule)
	}

	for _, part := range []struct{ name, value string }{
		{"resource", i.Resource}, {"path", i.Path}, {"until", i.Until},
	} {
		if part.value != "" {
			words = append(words, part.name, part.value)
		}
	}

	if i.Reason != "" {
		words = append(words, "because: "+i.Reason)
	}

	return strings.Join(words, " ")
}

package triage

import "github.com/ecslint/ecslint/analyzer/finding"

// The rules about ignores. They are Go's, since what they judge is no part of the account.
const (
	expiredRule = "config/expired-ignore"
	invalidRule = "config/invalid-ignore"
	unusedRule  = "config/unused-ignore"
)

// Rules are the rules about ignores, as the catalogue would have them.
func Rules() []finding.Rule {
	return []finding.Rule{
		rule(expiredRule, "Expired ignore",
			"An ignore has an until that is over. It suppresses nothing any more.",
			"The day was set because what is ignored was to be looked at again by then. When it passes silently, an "+
				"exception becomes permanent without anyone having decided so.",
			"Fix what it was about and remove it, or decide again and set another until."),
		rule(invalidRule, "Unreadable ignore in a label",
			"A running task definition has a label ecslint.ignore that names no rule there is, or that cannot be read. "+
				"It suppresses nothing. In a file, it is an error.",
			"Somebody believes that a decision was written down, and it was not. Where the rule was renamed, the finding "+
				"is back.",
			"Write the label as RULE[,RULE] until=YYYY-MM-DD reason=…; RULE …, or remove it."),
		rule(unusedRule, "Unused ignore",
			"The rule that an ignore names has judged what it speaks of and has found nothing there. What is ignored "+
				"without need hides what comes later.",
			"An ignore that nothing needs hides what comes later: the next finding of that rule at that place is "+
				"suppressed before anyone has seen it.",
			"Remove the ignore."),
	}
}

func rule(id, title, description, why, remediation string) finding.Rule {
	return finding.Rule{
		ID: id, Title: title, Description: description, Why: why, Remediation: remediation,
		References: []string{"https://github.com/ecslint/ecslint/blob/main/docs/rules/" + id + ".md"},
		Severities: []finding.Severity{finding.Low},
		Scope:      "configuration",
	}
}

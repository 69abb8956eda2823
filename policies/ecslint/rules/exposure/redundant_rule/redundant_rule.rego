# METADATA
# title: Rule that adds nothing
# description: |
#   Everything that a security group rule admits is admitted by other rules too: of its own group, or of
#   the groups that go with it on every interface that has it. Ports and addresses are compared, not
#   texts. An address never stands for a group or a prefix list, whose members change by themselves.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/exposure/redundant-rule.md
#   - description: Security group rules
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Delete the rule, or, if it is the one that was meant, the wider one.
#   severities: [info]
#   scope: account
package ecslint.rules.exposure.redundant_rule

# METADATA
# description: every rule without which nothing would change
findings contains finding if {
	some account in input.accounts
	some group in account.groups
	some redundant in group.redundant
	redundant.undecided == ""

	finding := {
		"at": group.ref,
		"severity": "info",
		"message": sprintf(
			"rule %s of group %s (%s) adds nothing: %s",
			[redundant.rule, group.name, redundant.text, _why(redundant)],
		),
		"cause": redundant.rule,
		"detail": redundant.detail,
		"evidence": redundant.evidence,
	}
}

# METADATA
# description: groups and rules that were not read
undecided contains {"at": group.ref, "reason": reason} if {
	some account in input.accounts
	some group in account.groups
	some reason in _reasons(group)
	reason != ""
}

_reasons(group) := {group.unread} | {redundant.undecided | some redundant in group.redundant}

_why(redundant) := "no network carries what it admits" if redundant.empty

_why(redundant) := "other rules of the group admit the same" if {
	not redundant.empty
	redundant.attachments == 0
}

_why(redundant) := "the groups that go with it admit the same, wherever it is in use" if {
	not redundant.empty
	redundant.attachments > 0
}

# METADATA
# title: Rule for a group that is gone
# description: |
#   A rule names a security group that no longer exists, or that lies behind a peering connection that no
#   longer exists. It admits nobody. EC2 keeps such rules, and calls them stale.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/exposure/stale-reference.md
#   - description: Stale security group rules
#     ref: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Delete the rule. If its traffic is still wanted, add one for the group that its clients have now.
#   severities: [low]
#   scope: account
package ecslint.rules.exposure.stale_reference

# METADATA
# description: every rule that names a group which is gone
findings contains finding if {
	some account in input.accounts
	some group in account.groups
	some reference in group.references
	reference.stale != ""

	finding := {
		"at": group.ref,
		"severity": "low",
		"message": sprintf(
			"rule %s of group %s (%s) admits nobody: %s",
			[reference.rule, group.name, reference.text, reference.stale],
		),
		"cause": reference.rule,
		"detail": reference.detail,
		"evidence": [reference.ref],
	}
}

# METADATA
# description: groups that were not read, be it by their own rules or by those that name them
undecided contains {"at": group.ref, "reason": reason} if {
	some account in input.accounts
	some group in account.groups
	some reason in _reasons(group)
	reason != ""
}

_reasons(group) := {group.unread} | {reference.undecided | some reference in group.references}

package finding

// A Rule is an entry of the catalogue: what a rule says about itself in its METADATA.
type Rule struct {
	// ID is the rule's path, dashed: bridge/ephemeral-range-open.
	ID          string `json:"id"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Remediation string `json:"remediation"`

	// Why says what an attacker, an outage or a colleague makes of what the rule finds: the words of its page.
	Why string `json:"why,omitempty"`

	// References are pages about the rule, ours first.
	References []string `json:"references,omitempty"`

	// Severities lists what the rule may return.
	Severities []Severity `json:"severities"`

	// Scope is the root a rule is given: taskDefinition, service, cluster or account.
	Scope string `json:"scope"`

	// Applies lists operating systems, launch types and network modes, for readers.
	Applies map[string][]string `json:"applies,omitempty"`

	// Mappings are the ids other tools give to the same question.
	Mappings map[string][]string `json:"mappings,omitempty"`

	// YieldsTo lists the rules that tell the same cause better.
	YieldsTo []string `json:"yieldsTo,omitempty"`

	// Reads lists the nouns whose facts the rule's conditions refer to, derived from the compiled rule.
	Reads []string `json:"reads,omitempty"`

	// Weighs lists the nouns that decide only how bad it is what the rule finds.
	Weighs []string `json:"weighs,omitempty"`
}

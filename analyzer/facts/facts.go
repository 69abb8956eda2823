// Package facts is what a rule may see: the input document of the Rego rules.
//
// The Go structs are the schema; policies/schema/facts.json is generated from them. All arithmetic is done in Go, by
// the packages below this one, so that a rule is a sentence over facts. Evidence stays in Go: a rule passes on the
// [Ref] of what it speaks about, and the engine asks the [Index] for the words.
//
// A struct tag `from` names the nouns of the snapshot that a field is made of. Together with the fields a
// compiled rule refers to, it tells which rules a gap blinds.
package facts

import "github.com/ecslint/ecslint/analyzer/snapshot"

// Schema names the version of the input document. The document only ever grows.
const Schema = "ecslint.facts/v1"

// A Scope names the root a rule is given. A shard of the input is always whole roots.
type Scope string

// The scopes.
const (
	ScopeTaskDefinition Scope = "taskDefinition"
	ScopeService        Scope = "service"
	ScopeCluster        Scope = "cluster"
	ScopeAccount        Scope = "account"
)

// Scopes lists every scope, in the order in which they are evaluated.
func Scopes() []Scope { return []Scope{ScopeTaskDefinition, ScopeService, ScopeCluster, ScopeAccount} }

// A Ref refers to something the engine can describe: its resource, its place in a file, its words.
type Ref int

// Input is the document of one shard. Only the roots of the shard's scope are present.
type Input struct {
	Schema          string                  `json:"schema"`
	TaskDefinitions *ByMode[TaskDefinition] `json:"taskDefinitions,omitempty"`
	Services        *ByMode[Service]        `json:"services,omitempty"`
	Clusters        []Cluster               `json:"clusters,omitempty"`
	Accounts        []Account               `json:"accounts,omitempty"`
}

// ByMode groups roots by network mode, so that a rule never walks what cannot match. NAT is what Windows has
// where no mode is set; Unknown are those of which the mode is not known.
type ByMode[T any] struct {
	AWSVPC  []T `json:"awsvpc"`
	Bridge  []T `json:"bridge"`
	Host    []T `json:"host"`
	None    []T `json:"none"`
	NAT     []T `json:"nat"`
	Unknown []T `json:"unknown"`
}

// Add puts a root where its mode is.
func (m *ByMode[T]) Add(mode snapshot.Value[snapshot.NetworkMode], root T) {
	known, ok := mode.Get()
	if !ok {
		m.Unknown = append(m.Unknown, root)

		return
	}

	switch known {
	case snapshot.ModeAWSVPC:
		m.AWSVPC = append(m.AWSVPC, root)
	case snapshot.ModeBridge:
		m.Bridge = append(m.Bridge, root)
	case snapshot.ModeHost:
		m.Host = append(m.Host, root)
	case snapshot.ModeNone:
		m.None = append(m.None, root)
	case snapshot.ModeDefault:
		m.NAT = append(m.NAT, root)
	default:
		m.Unknown = append(m.Unknown, root)
	}
}

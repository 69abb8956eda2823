package facts

import "github.com/ecslint/ecslint/analyzer/snapshot"

// A Reference is what Go knows of something a rule speaks about: enough to name it, to point at it, and to
// show it as evidence.
type Reference struct {
	// Kind is the noun as evidence names it; Type the CloudFormation type of the resource it belongs to.
	Kind string
	Type string

	// ID and Name are the resource's.
	ID   string
	Name string

	// Item is the id of the very thing, where it is a part of the resource: a group rule, a mapping.
	Item string

	// Key is made of what every source shares.
	Key string

	// Text is the evidence in words.
	Text     string
	Meta     snapshot.Meta
	Origin   *snapshot.Origin
	Affected Affected
}

// Affected is the workload a reference belongs to. Fields that do not apply are empty.
type Affected struct {
	Cluster        string
	Service        string
	TaskDefinition string
	Container      string
}

// An Index turns references into words. It belongs to the input it was built with.
type Index struct{ entries []Describer }

// Describer makes the words only for what ends in a finding.
type Describer interface{ Describe() Reference }

// Add notes something that the input refers to.
func (x *Index) Add(d Describer) Ref {
	x.entries = append(x.entries, d)

	return Ref(len(x.entries) - 1)
}

// Resolve describes a reference. The second result is false for one that is not of this index, as a rule
// that makes up numbers would return.
func (x *Index) Resolve(ref Ref) (Reference, bool) {
	if ref < 0 || int(ref) >= len(x.entries) {
		return Reference{}, false
	}

	return x.entries[ref].Describe(), true
}

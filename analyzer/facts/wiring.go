package facts

// A TargetGroupUse is a target group of a service whose target type does not go with the network mode, or of which that
// is not known.
type TargetGroupUse struct {
	Ref  Ref    `json:"ref"`
	Name string `json:"name"`

	// Type is what it has, Wanted what the tasks ask for.
	Type   string `json:"type"`
	Wanted string `json:"wanted"`

	// Undecided is why it cannot be judged; empty where it can.
	Undecided string `json:"undecided"`
	Evidence  []Ref  `json:"evidence"`
}

// A RegistryUse is a Cloud Map service of a service in bridge or host mode that has records of addresses, or of which
// that is not known.
type RegistryUse struct {
	Ref  Ref    `json:"ref"`
	Name string `json:"name"`

	// Records are the types of those records.
	Records []string `json:"records"`

	// Undecided is why it cannot be judged; empty where it can.
	Undecided string `json:"undecided"`
	Evidence  []Ref  `json:"evidence"`
}

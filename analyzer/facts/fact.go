package facts

// A Fact is a value a rule can read together with how it is known. State is "known" where the source says
// it, "default" where the source says nothing and AWS documents what then holds, and "unknown" where the
// source cannot say; Value is absent then, so that no comparison with it is true.
type Fact[T any] struct {
	State  string `json:"state"`
	Value  *T     `json:"value,omitempty"`
	Reason string `json:"reason,omitempty"`
}

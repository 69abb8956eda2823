package field_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// An entry is one of either direction, or of both where nobody knows which.
func TestDirected(t *testing.T) {
	t.Parallel()

	root, err := document.Parse("f", []byte(`{"out": true, "word": "true", "in": false, "odd": "maybe"}`))
	if err != nil {
		t.Fatal(err)
	}

	for name, c := range map[string]struct{ in, out, unsure bool }{
		"out": {out: true}, "word": {out: true}, "in": {in: true}, "nothing": {in: true},
		"odd": {in: true, out: true, unsure: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			var in, out, unsure bool

			for _, e := range field.Directed(snapshot.NetworkACLEntry{Number: 7}, root.Get(name)) {
				in, out, unsure = in || !e.Egress, out || e.Egress, unsure || e.Unsure != ""

				if e.Number != 7 {
					t.Errorf("got %+v", e)
				}
			}

			if in != c.in || out != c.out || unsure != c.unsure {
				t.Errorf("in %v, out %v, unsure %v; want %+v", in, out, unsure, c)
			}
		})
	}
}

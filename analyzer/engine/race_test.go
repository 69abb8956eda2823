//go:build race

package engine_test

import (
	"flag"
	"testing"
)

// TestMain draws fewer accounts for the laws: with the detector each takes ten times longer, and what it looks for is in
// every one of them. `make test` draws all of them without.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "20"); err != nil {
		panic(err)
	}

	m.Run()
}

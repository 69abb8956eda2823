//go:build !race

package netset_test

// raceEnabled reports whether the race detector is on.
const raceEnabled = false

//go:build !race

package analyzer_test

// raceEnabled reports whether the race detector is on.
const raceEnabled = false

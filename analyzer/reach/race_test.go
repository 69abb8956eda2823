//go:build race

package reach_test

// raceEnabled reports whether the race detector is on.
const raceEnabled = true

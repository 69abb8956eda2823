//go:build !race

package ports_test

// raceEnabled reports whether the race detector is on.
const raceEnabled = false

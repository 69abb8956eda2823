package taskdef

// KeysAt is the table for tests.
func KeysAt(path string) []string { return keysAt(path) }

package engine

import "sync"

// fieldCache holds the fields of the few struct types of the facts, by reflect.Type.
var fieldCache sync.Map //nolint:gochecknoglobals // a cache of what never changes

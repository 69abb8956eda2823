package engine

// ToValue is what a rule sees of a struct.
var ToValue = toValue

package facts

// Parameters are what a team knows of its ports that nobody else can. The zero value is the default. They only ever add
// to what rules look at, so that none of them hides anything.
type Parameters struct {
	// SensitivePorts are of data stores, beside those that are known for it; AdminPorts are those by which container
	// instances of any system are administered, beside SSH and the like.
	SensitivePorts []NamedPorts
	AdminPorts     []NamedPorts
}

// NamedPorts are ports that are known for what usually listens there.
type NamedPorts struct {
	Name     string
	Protocol string // tcp or udp
	From, To uint16
}

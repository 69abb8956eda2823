package policies

import _ "embed"

// SecurityHub is the table of AWS Security Hub's controls of ECS and of the network around it, with the rules that ask
// the same.
//
//go:embed standards/security-hub.json
var SecurityHub []byte

// Package policies holds the built-in rules of ecslint.
//
// A rule is a directory below ecslint/rules: the rule and its tests, in Rego. Everything that is known about a
// rule is in the METADATA above its package clause and nowhere else; catalogue.json is generated from it.
package policies

import "embed"

// FS holds the rules, the library they share, and the generated catalogue. It holds the rules' tests too, which
// are small and which the engine leaves out.
//
//go:embed ecslint catalogue.json
var FS embed.FS

// FactsSchema is the JSON Schema of what a rule reads as input, for opa check -s.
//
//go:embed schema/facts.json
var FactsSchema []byte

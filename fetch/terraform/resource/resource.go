// Package resource is what a plan and a directory of Terraform files have in common: the resources of a root module
// with their values, before anybody asks what they are in AWS.
package resource

import "github.com/ecslint/ecslint/fetch/document"

// A Resource is one instance of a resource of a root module and the modules below it.
type Resource struct {
	// Address is the instance's, such as module.web.aws_security_group.task["a"].
	// https://developer.hashicorp.com/terraform/cli/state/resource-addressing
	Address string

	// Type is such as aws_security_group.
	Type string

	// Data marks a data source, of which only what is written is known.
	Data bool

	// Values is an object of the attributes, as the provider names them. A nested block is a list of objects, also where
	// there may be one only. What the configuration leaves out is not there; what is known after apply is a reference or
	// unknown.
	Values *document.Node

	// File is where the resource is written, and Head its place there.
	File string
	Head *document.Node
}

package hcl

import "github.com/hashicorp/hcl/v2/hclsyntax"

func (m *module) wellKnown(source, address string, block *hclsyntax.Block) *group { return nil }

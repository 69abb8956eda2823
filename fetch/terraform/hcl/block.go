package hcl

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// body is a block as an object: its arguments, and a list for each type of nested block, in the order of the file.
func (s *scope) body(body *hclsyntax.Body) []slot {
	slots := make([]slot, 0, len(body.Attributes)+len(body.Blocks))
	seen := map[string]bool{}

	for _, attribute := range inOrder(body) {
		slots = append(slots, argument(attribute, s.eval(attribute.Expr)))
	}

	for _, block := range body.Blocks {
		if name := blockType(block); !seen[name] {
			seen[name] = true
			slots = append(slots, blockSlot(block, s.blocks(name, blocksOf(body, name))))
		}
	}

	return slots
}

// headOf is where a block begins: its type and labels.
func headOf(block *hclsyntax.Block) hcl.Range { return block.DefRange() }

// inOrder are the arguments of a block in the order of the file.
func inOrder(body *hclsyntax.Body) []*hclsyntax.Attribute {
	arguments := make([]*hclsyntax.Attribute, 0, len(body.Attributes))
	for _, attribute := range body.Attributes {
		arguments = append(arguments, attribute)
	}

	slices.SortFunc(arguments, func(a, b *hclsyntax.Attribute) int {
		return cmp.Or(
			strings.Compare(a.NameRange.Filename, b.NameRange.Filename), a.NameRange.Start.Byte-b.NameRange.Start.Byte,
			strings.Compare(a.Name, b.Name))
	})

	return arguments
}

// argument is an argument with its value as a member of an object.
func argument(attribute *hclsyntax.Attribute, v *value) slot {
	return slot{
		name: attribute.Name, nameAt: placeOf(attribute.NameRange), at: placeOf(attribute.Expr.Range()), value: v,
	}
}

// blocks is the list of the nested blocks of a type.
func (s *scope) blocks(name string, blocks []*hclsyntax.Block) *value {
	var slots []slot

	for _, block := range blocks {
		if block.Type == "dynamic" {
			slots = append(slots, s.dynamic(name, block)...)
		} else {
			slots = append(slots, slot{at: placeOf(headOf(block)), value: objectOf(s.body(block.Body), nil)})
		}
	}

	return listOf(slots, nil)
}

// dynamic makes blocks of the items of a collection. One that is not known makes one block of which nothing is known.
// https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
func (s *scope) dynamic(name string, block *hclsyntax.Block) []slot {
	each, content := block.Body.Attributes["for_each"], contentOf(block)
	if each == nil || content == nil {
		return nil
	}

	iterator := name
	if named := block.Body.Attributes["iterator"]; named != nil {
		iterator = hcl.ExprAsKeyword(named.Expr)
	}

	source := s.eval(each.Expr)
	at := placeOf(headOf(block))

	var slots []slot

	for i, item := range source.slots {
		inner := s.with(iterator, eachOf(source.key(i), item.value))
		slots = append(slots, slot{at: at, value: objectOf(inner.body(content.Body), nil)})
	}

	if unknownItems := source.others(); unknownItems != nil {
		slots = append(slots, slot{at: at, value: hollow(content.Body, unknownItems)})
	}

	return slots
}

// others is why a collection may have more items than are known; nil where it has not.
func (v *value) others() *value {
	switch v.kind {
	case aList, anObject:
		return v.rest
	case aNull:
		return nil
	case anUnknown:
		return v
	default:
		return unknown(v.label())
	}
}

func contentOf(block *hclsyntax.Block) *hclsyntax.Block {
	for _, inner := range block.Body.Blocks {
		if inner.Type == "content" {
			return inner
		}
	}

	return nil
}

// hollow is a block that may be there, with every argument unknown.
func hollow(body *hclsyntax.Body, why *value) *value {
	slots := make([]slot, 0, len(body.Attributes)+len(body.Blocks))
	v := unknown(why.label())
	for _, attribute := range body.Attributes {
		slots = append(slots, argument(attribute, v))
	}

	for _, block := range body.Blocks {
		inner := block
		if content := contentOf(block); block.Type == "dynamic" && content != nil {
			inner = content
		}

		item := slot{at: placeOf(headOf(block)), value: hollow(inner.Body, why)}
		slots = append(slots, blockSlot(block, listOf([]slot{item}, nil)))
	}

	return objectOf(slots, nil)
}

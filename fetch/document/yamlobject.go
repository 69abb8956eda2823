package document

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// members builds the members of an object. What << merges comes last, as it yields to the object's own names.
func (r *yamlReader) members(object *subtree, from *yaml.Node, depth int) *problem {
	object.node.children = make([]Node, 0, len(from.Content)/2)

	var merged []Node

	for pair := range slices.Chunk(from.Content, 2) {
		name, nameAt, p := r.name(pair[0])
		if p != nil {
			return p
		}

		value, p := r.value(pair[1], depth+1)
		if p != nil {
			return p
		}

		if pair[0].Tag == "!!merge" {
			if merged, p = r.merge(merged, &value.node); p != nil {
				return p
			}

			continue
		}

		value.node.name, value.node.nameAt = name, nameAt
		object.add(value)
	}

	object.node.children = append(r.src.lastWins(object.node.children, Object), merged...)
	object.node.children = firstWins(object.node.children, len(merged))

	return nil
}

// name is the name that a key spells, and its place. An alias spells the name of its anchor.
func (r *yamlReader) name(key *yaml.Node) (string, span, *problem) {
	start := r.places.offset(key.Line, key.Column)

	text := key
	if key.Kind == yaml.AliasNode {
		text = key.Alias
	}

	if text.Kind != yaml.ScalarNode {
		// {{ name }} is YAML: an object whose name is an object.
		return "", span{}, &problem{start, "a name must be plain text; put a template placeholder in quotes"}
	}

	at := span{start, r.scalarEnd(key, start)}
	if key.Kind == yaml.AliasNode {
		at.end = r.aliasEnd(key, start)
	}

	r.reached = at.end

	if key.Anchor != "" {
		r.anchored[key] = subtree{node: Node{src: r.src, kind: scalarKind(key), text: key.Value, at: at}, values: 1}
	}

	return text.Value, at, nil
}

// merge collects what << brings into an object: the members of an object, or of a list of them, of which the
// earlier win. https://yaml.org/type/merge.html
func (r *yamlReader) merge(merged []Node, from *Node) ([]Node, *problem) {
	switch from.kind {
	case Object:
		return append(merged, from.children...), nil
	case List:
		for _, item := range from.Items() {
			if item.kind != Object {
				return nil, &problem{item.at.start, mergeProblem}
			}

			merged = append(merged, item.children...)
		}

		return merged, nil
	default:
		return nil, &problem{from.at.start, mergeProblem}
	}
}

const mergeProblem = "<< takes an object or a list of objects"

// firstWins drops members whose name came before; it has nothing to do where none were added to those of the
// object itself.
func firstWins(members []Node, added int) []Node {
	if added == 0 {
		return members
	}

	seen := make(map[string]bool, len(members))

	return slices.DeleteFunc(members, func(member Node) bool {
		again := seen[member.name]
		seen[member.name] = true

		return again
	})
}

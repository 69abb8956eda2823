package hcl

// rendered is the text of the data sources that only make one; nil for others.
// https://registry.terraform.io/providers/hashicorp/template/latest/docs/data-sources/file
// https://registry.terraform.io/providers/hashicorp/cloudinit/latest/docs/data-sources/config
func (i *instance) rendered() *value {
	var text func() *value

	switch i.block.Labels[0] {
	case "template_file":
		text = i.renderedFile
	case "template_cloudinit_config", "cloudinit_config":
		text = i.renderedConfig
	default:
		return nil
	}

	return i.module.once(i.address+"\x00rendered", i.block.DefRange(), "", text)
}

func (i *instance) renderedFile() *value {
	text, ok := i.written("template").literal()
	if !ok {
		return refer(i.address, "rendered")
	}

	names := i.written("vars")

	switch {
	case names.kind == aNull:
		names = objectOf(nil, nil)
	case names.kind == aList && len(names.slots) == 1:
		names = names.slots[0].value
	}

	return i.module.run.rendered(text, names)
}

// renderedConfig is all that cloud-init is given. Of its shape, a message of several parts, nothing is kept.
func (i *instance) renderedConfig() *value {
	var (
		parts []part
		told  bool
	)

	for _, item := range i.written("part").slots {
		if item.value.kind != anObject || item.value.member("content") == nil {
			return refer(i.address, "rendered")
		}

		content := item.value.member("content")

		pieces, ok := content.pieces()
		if !ok {
			return refer(i.address, "rendered")
		}

		told = told || content.kind != anUnknown

		parts = append(append(parts, pieces...), part{text: "\n"})
	}

	text := textOfParts(parts)

	switch encoded, known := isTrue(i.written("base64_encode")); {
	case !told || text.kind != aText:
		return refer(i.address, "rendered")
	case known && !encoded:
		return text
	default:
		return inexact(encode(text.shown()), unknown(i.address+".rendered"))
	}
}

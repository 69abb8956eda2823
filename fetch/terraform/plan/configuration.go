package plan

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

// configuration notes the modules of the configuration, and what is written in them, by their place: module.app for a
// call, without keys.
func (r *reader) configuration(place string, module *document.Node, depth int) {
	if module == nil || depth == 0 {
		return
	}

	r.modules[place] = module

	for _, n := range module.Get("resources").Items() {
		if address, ok := n.Get("address").Text(); ok {
			r.configured[join(place, unkeyed(address))] = n
		}
	}

	for _, call := range module.Get("module_calls").Items() {
		r.calls[join(place, "module."+call.Name())] = call
		r.configuration(join(place, "module."+call.Name()), call.Get("module"), depth-1)
	}
}

// call is the call of a module, in the configuration of the module around it.
func (r *reader) call(module string) (call *document.Node, around string) {
	all := parts(module)
	if len(all) < 2 {
		return nil, ""
	}

	return r.calls[unkeyed(module)], strings.Join(all[:len(all)-2], ".")
}

// references are those of an expression, without the shorter forms that Terraform lists behind each: for
// aws_subnet.a[0].id also aws_subnet.a[0] and aws_subnet.a.
func references(expression *document.Node) []string {
	var all []string

	for _, n := range expression.Get("references").Items() {
		text, _ := n.Text()
		if text == "" || len(all) > 0 && extends(all[len(all)-1], text) {
			continue
		}

		all = append(all, text)

		if len(all) == maxReferences {
			break
		}
	}

	return all
}

// maxReferences bounds what is followed of one expression.
const maxReferences = 200

// extends reports whether a reference is a longer form of another.
func extends(long, short string) bool {
	rest, ok := strings.CutPrefix(long, short)

	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

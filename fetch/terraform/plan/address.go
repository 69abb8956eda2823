package plan

import "strings"

// An address of an instance has parts that are parted by dots outside of brackets:
// module.app["a.b"].aws_subnet.public[0].
// https://developer.hashicorp.com/terraform/cli/state/resource-addressing

// parts splits an address, or a reference, at its dots. A bracket stays with the name before it.
func parts(address string) []string {
	var all []string

	start, quoted, depth := 0, false, 0

	for i := 0; i < len(address); i++ {
		switch c := address[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '.' && depth == 0:
			all = append(all, address[start:i])
			start = i + 1
		}
	}

	return append(all, address[start:])
}

// key splits a name and the key of an instance behind it, bracket included.
func key(part string) (name, instance string) {
	if i := strings.IndexByte(part, '['); i >= 0 {
		return part[:i], part[i:]
	}

	return part, ""
}

// inModule splits an address at the end of its module instances: module.app["a"] and aws_subnet.public[0].
func inModule(address string) (module, rest string) {
	all := parts(address)

	i := 0
	for i+1 < len(all) && all[i] == "module" {
		i += 2
	}

	return strings.Join(all[:i], "."), strings.Join(all[i:], ".")
}

// unkeyed is an address without any keys, as the configuration has it.
func unkeyed(address string) string {
	if !strings.Contains(address, "[") {
		return address
	}

	all := parts(address)
	for i := range all {
		all[i], _ = key(all[i])
	}

	return strings.Join(all, ".")
}

// join puts a module before what is in it.
func join(module, rest string) string {
	if module == "" {
		return rest
	}

	return module + "." + rest
}

// index notes an instance under its resource, and the instances of the modules around it under their calls.
func (r *reader) index(address, kind string) {
	all := parts(address)

	for i := 0; i+1 < len(all) && all[i] == "module"; i += 2 {
		r.instance(strings.Join(all[:i+2], "."))
	}

	r.instance(address)

	module, _ := inModule(address)
	r.ofType[module+"\x00"+kind] = append(r.ofType[module+"\x00"+kind], address)
	r.ofType["*\x00"+kind] = append(r.ofType["*\x00"+kind], address)
}

// instance notes one instance once.
func (r *reader) instance(address string) {
	all := parts(address)
	name, _ := key(all[len(all)-1])
	all[len(all)-1] = name
	bare := strings.Join(all, ".")

	if !r.known[address] {
		r.known[address] = true
		r.instances[bare] = append(r.instances[bare], address)
	}
}

package plan

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

// A scope is where an expression stands: in a module instance, for an instance with a key, of a resource or module call
// with a for_each.
type scope struct {
	module, key string
	forEach     *document.Node
}

func (t *trail) follow(expression *document.Node, in scope, hops int) {
	if hops == 0 {
		return
	}

	for _, reference := range references(expression) {
		id := in.module + in.key + "\x00" + reference
		if t.seen[id] || len(t.targets) >= maxTargets {
			continue
		}

		t.seen[id] = true
		t.steps++
		t.one(reference, in, hops)
	}
}

// one follows one reference.
func (t *trail) one(reference string, in scope, hops int) {
	all := parts(reference)

	switch head, _ := key(all[0]); {
	case head == "var" && len(all) > 1:
		call, around := t.call(in.module)
		name, _ := key(all[1])
		t.follow(call.Get("expressions").Get(name), t.around(in.module, around, call), hops-1)
	case head == "module" && len(all) > 2:
		t.output(all, in, hops)
	case head == "each" && len(all) > 1 && all[1] == "value":
		t.each(all[2:], in, hops)
	case head == "local":
		t.local = true
	case head == "data" && len(all) > 2:
		t.resource(strings.Join(all[:3], "."), all[3:], in)
	case len(all) > 1 && strings.HasPrefix(head, "aws_"):
		t.resource(strings.Join(all[:2], "."), all[2:], in)
	}
}

// each follows each.value.REST: what stands behind it is an attribute of what for_each goes over, a resource or a
// module.
func (t *trail) each(rest []string, in scope, hops int) {
	for _, reference := range references(in.forEach) {
		if hops > 0 {
			t.one(strings.Join(append([]string{reference}, rest...), "."), scope{in.module, in.key, nil}, hops-1)
		}
	}
}

// around is the scope of the expressions in a module call: that of the module around it, for the key of the call.
func (t *trail) around(module, around string, call *document.Node) scope {
	all := parts(module)
	_, instance := key(all[len(all)-1])

	return scope{around, instance, call.Get("for_each_expression")}
}

// output follows an output of a module: module.NAME[KEY].OUTPUT.
func (t *trail) output(all []string, in scope, hops int) {
	name, _ := key(all[2])
	call := join(in.module, strings.Join(all[:2], "."))

	for _, instance := range t.instancesOf(call, in.key) {
		output := t.modules[unkeyed(instance)].Get("outputs").Get(name)
		t.follow(output.Get("expression"), scope{instance, "", nil}, hops-1)
	}
}

// resource adds the instances of a resource. One that is found nowhere is not in the plan, and cannot be named.
func (t *trail) resource(address string, attribute []string, in scope) {
	name := ""
	if len(attribute) > 0 {
		name, _ = key(attribute[0])
	}

	for _, instance := range t.instancesOf(join(in.module, address), in.key) {
		t.steps++

		to := target{instance, name}
		if !t.has[to] && len(t.targets) < maxTargets {
			t.has[to] = true
			t.targets = append(t.targets, to)
		}
	}
}

// instancesOf are the instances of a resource or module call: the one that is meant, where it is written or where
// there is one of the same key as the instance that refers to it, else all. The configuration does not tell the
// dynamic key of a reference; aws_subnet.a[each.key] and aws_subnet.a[count.index] are what it is for.
func (t *trail) instancesOf(address, sameKey string) []string {
	all := parts(address)
	name, written := key(all[len(all)-1])
	all[len(all)-1] = name
	bare := strings.Join(all, ".")

	for _, key := range [...]string{written, sameKey} {
		if key != "" && t.known[bare+key] && (written != "" || !t.want.many) {
			return []string{bare + key}
		}
	}

	return t.instances[bare]
}

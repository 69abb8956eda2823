package terraform

import (
	"regexp"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// idRE matches what no two resources of AWS share. Other ids are names: that of a task definition is its family.
var idRE = regexp.MustCompile(`^arn:[a-z-]+:|^[a-z]{1,12}(?:-attach)?-[0-9a-z]{8,17}$`)

// learn notes what AWS calls a resource that is there already.
func (m *mapper) learn(r *resource.Resource) {
	for _, attribute := range [...]string{"id", "arn", "arn_without_revision"} {
		if text, ok := r.Values.Get(attribute).Text(); ok && idRE.MatchString(text) {
			m.own[text] = field.Address(m.stack, r.Address)
		}
	}

	// What AWS made with it, unless a resource adopts that.
	for _, attribute := range madeWith(r.Type) {
		text, ok := r.Values.Get(attribute).Text()
		if _, adopted := m.own[text]; ok && !adopted && idRE.MatchString(text) {
			m.own[text] = field.Address(m.stack, r.Address) + "." + attribute
		}
	}
}

// madeWith are the attributes of a type that name what AWS makes with it.
func madeWith(kind string) []string {
	switch kind {
	case "aws_vpc":
		return []string{
			"default_security_group_id", "default_route_table_id", "main_route_table_id", "default_network_acl_id",
		}
	case "aws_instance", "aws_spot_instance_request":
		return []string{"primary_network_interface_id"}
	default:
		return nil
	}
}

// ours is the ID that this stack has for what AWS, or a VPC, calls otherwise.
func (m *mapper) ours(id string) string {
	for range 2 { // what AWS calls it, what the VPC calls it
		if own, ok := m.own[id]; ok {
			id = own
		}
	}

	return id
}

// idOf is the ID of a resource. A data source stands for something else, whose own id it may know.
func (m *mapper) idOf(r *resource.Resource) string {
	if text, ok := r.Values.Get("id").Text(); r.Data && ok && idRE.MatchString(text) {
		return m.ours(text)
	}

	return field.Address(m.stack, r.Address)
}

// id is the ID of the resource that a value names; empty where there is no value.
func (m *mapper) id(n *document.Node) string {
	const hops = 8 // more than any chain that people write; what goes in circles ends here

	for range hops {
		n = literal(n)
		address, attribute, isReference := n.Reference()
		r := m.resources[address]

		if !isReference || r == nil {
			break
		}

		if same(attribute) || r.Data && attribute == "id" {
			return m.idOf(r)
		}

		value := r.Values.Get(attribute)
		if empty(value) || value.Kind() == document.Unknown {
			break
		}

		n = value
	}

	return m.ours(field.ID(m.stack, n))
}

// same reports whether an attribute is another word for the resource itself.
func same(attribute string) bool {
	switch attribute {
	case "", "id", "arn", "name", "arn_without_revision", "family", "cluster_name":
		return true
	default:
		return false
	}
}

// referenceRE matches a text that is nothing but a reference, such as ${aws_ecs_cluster.main.name}.
var referenceRE = regexp.MustCompile(`^\$\{([^{}]+)\.([a-z0-9_]+)\}$`)

// literal makes a reference of a text that is nothing else.
func literal(n *document.Node) *document.Node {
	text, _ := n.Text()
	if found := referenceRE.FindStringSubmatch(text); found != nil {
		return n.MakeReference(found[1], found[2])
	}

	return n
}

// ids are the IDs in a list. A list of which nothing is known is one ID that equals nothing.
func (m *mapper) ids(n *document.Node) []string {
	if n.Kind() != document.List {
		return set([]string{m.id(n)})
	}

	var all []string
	for _, item := range n.Items() {
		all = append(all, m.id(item))
	}

	return set(all)
}

// idList is the IDs in a list, absent where there are none.
func (m *mapper) idList(n *document.Node) snapshot.Value[[]string] {
	if n.Kind() == document.Unknown {
		return snapshot.Unknown[[]string](n.Why())
	}

	if all := m.ids(n); len(all) > 0 {
		return snapshot.Known(all)
	}

	return snapshot.Value[[]string]{}
}

// named is the name of the resource that a value names, where the snapshot goes by names; the ID where it has none
// here.
func (m *mapper) named(n *document.Node) string {
	id := m.id(n)

	switch r := m.resources[id]; {
	case r == nil:
		return id
	case r.Data:
		return knownOr(r.Values.Get("name"), knownOr(r.Values.Get("cluster_name"), id))
	default:
		return name(r, "name")
	}
}

// shortName is the name at the end of an ID that is an ARN or a path.
func shortName(id, marker string) string {
	if _, after, ok := strings.Cut(id, marker); ok && strings.HasPrefix(id, "arn:") {
		return after
	}

	return id
}

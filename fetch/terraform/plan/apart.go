package plan

import "github.com/ecslint/ecslint/fetch/document"

// writtenApart notes which lists of which resources are written as resources of their own. What a plan says of such a
// list is what the last refresh found there: the same items a second time, and those that are about to be deleted.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group_rule
func (r *reader) writtenApart(changes *document.Node) {
	for _, n := range changes.Items() {
		kind, _ := n.Get("type").Text()

		for _, state := range [...]string{"before", "after"} {
			values := n.Get("change").Get(state)
			if of, list := listOf(kind, values); list != "" {
				if id, ok := values.Get(of).Text(); ok && id != "" {
					r.apart[id+"\x00"+list] = true
				}
			}
		}
	}
}

// listOf is the attribute of an item that names the resource it is of, and what the list of such items is called there.
func listOf(kind string, values *document.Node) (of, list string) {
	switch kind {
	case "aws_vpc_security_group_ingress_rule":
		return "security_group_id", "ingress"
	case "aws_vpc_security_group_egress_rule":
		return "security_group_id", "egress"
	case "aws_security_group_rule":
		list, _ = values.Get("type").Text()

		return "security_group_id", list
	case "aws_network_acl_rule":
		if isTrue(values.Get("egress")) {
			return "network_acl_id", "egress"
		}

		return "network_acl_id", "ingress"
	case "aws_route":
		return "route_table_id", "route"
	case "aws_ec2_managed_prefix_list_entry":
		return "prefix_list_id", "entry"
	default:
		return "", ""
	}
}

// isApart reports whether a list of a resource is written elsewhere.
func (fill *filler) isApart(name string, expressions *document.Node) bool {
	id, _ := fill.f.values.Get("id").Text()

	return fill.apart[id+"\x00"+name] && expressions.Get(name) == nil
}

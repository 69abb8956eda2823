package terraform

import (
	"cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// prefixList is the account's own. The entries are what its blocks and other resources say.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_managed_prefix_list
func (m *mapper) prefixList(r *resource.Resource) {
	v := r.Values
	list := snapshot.PrefixList{
		Meta: m.meta(r), ID: m.idOf(r), Name: name(r, "name"), Owner: known(v.Get("owner_id")),
		MaxEntries: m.number(r, v.Get("max_entries"), snapshot.NounPrefixList),
	}

	for _, block := range blocks(cmp.Or(v.Get("entry"), v.Get("entries"))) {
		list.Entries = append(list.Entries, m.entryCIDR(r, at(block, "cidr"))...)
	}

	m.places[place{snapshot.NounPrefixList, list.ID}] = len(m.out.PrefixLists)
	m.out.PrefixLists = append(m.out.PrefixLists, list)
}

// entryCIDR says with a gap that a list has an entry of which nothing is known.
func (m *mapper) entryCIDR(r *resource.Resource, n *document.Node) []string {
	if cidr := known(n); cidr != "" {
		return []string{cidr}
	}

	m.gap(r, r.Type+" entry", "the range is not known", snapshot.NounPrefixList)

	return nil
}

// foundPrefixList is a list of AWS or another stack, if it was looked up. One data source has entries, the other
// ranges.
func (m *mapper) foundPrefixList(r *resource.Resource) {
	v := r.Values
	if known(v.Get("name")) == "" || known(v.Get("id")) == "" {
		return
	}

	id := m.idOf(r)
	if _, there := m.places[place{snapshot.NounPrefixList, id}]; there {
		return
	}

	m.prefixList(r)

	list := &m.out.PrefixLists[m.places[place{snapshot.NounPrefixList, id}]]
	list.Entries = set(append(list.Entries, m.texts(v.Get("cidr_blocks"))...))

	if r.Type == "aws_prefix_list" {
		list.Owner = "AWS"
	}
}

// prefixListEntry adds to a list.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_managed_prefix_list_entry
func (m *mapper) prefixListEntry(r *resource.Resource) {
	if i, ok := m.places[place{snapshot.NounPrefixList, m.id(r.Values.Get("prefix_list_id"))}]; ok {
		list := &m.out.PrefixLists[i]
		list.Entries = append(list.Entries, m.entryCIDR(r, r.Values.Get("cidr"))...)
	}
}

package terraform_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/terraform"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// A test case is resources, as an object of values by address, and what one kind of noun comes to.
type test struct {
	resources string
	of        func(*snapshot.Snapshot) any
	want      string
}

func run(t *testing.T, cases map[string]test) {
	t.Helper()

	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			var want any
			if err := json.Unmarshal([]byte(c.want), &want); err != nil {
				t.Fatal(err)
			}

			if diff := cmp.Diff(want, bare(decoded(t, c.of(mapped(t, c.resources))))); diff != "" {
				t.Error("(-want +got)\n" + diff)
			}
		})
	}
}

func mapped(t *testing.T, resources string) *snapshot.Snapshot {
	t.Helper()

	s, errs := terraform.Snapshot("s", resourcesOf(t, resources), snapshot.Source{})
	for _, err := range errs {
		t.Error(err)
	}

	return s
}

var typeRE = regexp.MustCompile(`\.(awsc?c?_\w+)`)

// resourcesOf are resources of a file in which {"ref": "ADDRESS.ATTRIBUTE"} is a reference and {"unknown": "WHY"} is
// unknown.
func resourcesOf(tb testing.TB, text string) []resource.Resource {
	tb.Helper()

	root, err := document.Parse("main.tf.json", []byte(text))
	if err != nil {
		tb.Fatal(err)
	}

	all := make([]resource.Resource, 0, root.Len())

	for _, n := range root.Items() {
		data, kind := strings.Contains("."+n.Name(), ".data."), typeRE.FindStringSubmatch("."+n.Name())
		all = append(all, resource.Resource{
			Address: n.Name(), Type: kind[1], Data: data, Values: evaluated(n), File: "main.tf.json", Head: n,
		})
	}

	return all
}

func evaluated(n *document.Node) *document.Node {
	if why, ok := n.Get("unknown").Text(); ok {
		return n.MakeUnknown(why)
	}

	if ref, ok := n.Get("ref").Text(); ok {
		i := max(0, strings.LastIndex(ref, "."))

		return n.MakeReference(ref[:i], strings.TrimPrefix(ref[i:], "."))
	}

	var items []*document.Node
	for _, item := range n.Items() {
		items = append(items, evaluated(item))
	}

	switch n.Kind() {
	case document.List:
		return n.MakeList(items)
	case document.Object:
		return n.MakeObject(items)
	default:
		return n
	}
}

func decoded(t *testing.T, v any) any {
	t.Helper()

	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}

	var out any
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}

	return out
}

// bare is a noun without the places and the stack, which other tests look at.
func bare(v any) any {
	switch v := v.(type) {
	case map[string]any:
		delete(v, "origin")
		delete(v, "stack")

		for key := range v {
			v[key] = bare(v[key])
		}
	case []any:
		for i := range v {
			v[i] = bare(v[i])
		}
	}

	return v
}

// rules are the rules of a group, in words.
func rules(id string) func(*snapshot.Snapshot) any {
	return func(s *snapshot.Snapshot) any {
		var all []string

		for _, g := range s.SecurityGroups {
			if g.ID != id {
				continue
			}

			for _, r := range g.Rules {
				all = append(all, fmt.Sprintf("%s %s %s-%s %s%s%s%s", strings.TrimPrefix(r.ID, id), word(r.Protocol),
					number(r.FromPort),
					number(r.ToPort), word(r.CIDRIPv4), word(r.CIDRIPv6), word(r.ReferencedGroup), word(r.PrefixList)))
			}
		}

		return all
	}
}

func word(v snapshot.Value[string]) string {
	if v.IsUnknown() {
		return "unknown"
	}

	return v.Or("")
}

func number(v snapshot.Value[int]) string {
	if v.IsUnknown() {
		return "unknown"
	}

	if n, ok := v.Get(); ok {
		return strconv.Itoa(n)
	}

	return ""
}

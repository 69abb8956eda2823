package overlay

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Moved is what was before with the present names of the stacks that moved since: a stack that is no more, and one that
// was not, are one and the same if most that they write has the same addresses. What is given is not changed.
func Moved(before, now *snapshot.Snapshot) (*snapshot.Snapshot, error) {
	names := moves(addresses(before), addresses(now))
	if len(names) == 0 {
		return before, nil
	}

	var text bytes.Buffer
	if err := snapshot.Encode(&text, before); err != nil {
		return nil, err
	}

	var tree any

	decoder := json.NewDecoder(&text)
	decoder.UseNumber()

	if err := decoder.Decode(&tree); err != nil {
		return nil, err
	}

	renamed, err := json.Marshal(rename(tree, "", names))
	if err != nil {
		return nil, err
	}

	return snapshot.Decode(renamed)
}

// addresses are those of what each stack writes.
func addresses(s *snapshot.Snapshot) map[string]map[string]bool {
	all := map[string]map[string]bool{}

	add := func(m *snapshot.Meta, id string) {
		address, ok := strings.CutPrefix(id, m.Stack+"#")
		if m.Stack == "" || !ok {
			return
		}

		if all[m.Stack] == nil {
			all[m.Stack] = map[string]bool{}
		}

		all[m.Stack][address] = true
	}

	for i := range s.TaskDefinitions {
		add(&s.TaskDefinitions[i].Meta, s.TaskDefinitions[i].ID)
	}

	for i := range s.Services {
		add(&s.Services[i].Meta, s.Services[i].ID)
	}

	for i := range s.SecurityGroups {
		add(&s.SecurityGroups[i].Meta, s.SecurityGroups[i].ID)
	}

	for i := range s.Clusters {
		add(&s.Clusters[i].Meta, s.Clusters[i].ID)
	}

	return all
}

// moves pairs stacks that are gone with stacks that are fresh, those that are most alike first.
func moves(before, now map[string]map[string]bool) map[string]string {
	type pair struct {
		gone, fresh string
		alike       float64
	}

	const enough = 0.5 // of all addresses; the limit is our own, and git's for files

	var pairs []pair

	for gone, a := range before {
		for fresh, b := range now {
			if alike := alike(a, b); now[gone] == nil && before[fresh] == nil && alike >= enough {
				pairs = append(pairs, pair{gone, fresh, alike})
			}
		}
	}

	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.alike, a.alike), cmp.Compare(a.gone, b.gone), cmp.Compare(a.fresh, b.fresh))
	})

	names, taken := map[string]string{}, map[string]bool{}

	for _, p := range pairs {
		if names[p.gone] == "" && !taken[p.fresh] {
			names[p.gone], taken[p.fresh] = p.fresh, true
		}
	}

	return names
}

// alike is the part of all addresses that both have.
func alike(a, b map[string]bool) float64 {
	both := 0

	for address := range a {
		if b[address] {
			both++
		}
	}

	return float64(both) / float64(max(1, len(a)+len(b)-both))
}

// rename renames stacks in a decoded snapshot: where they are named as such, and in IDs, which hold STACK#ADDRESS.
func rename(tree any, key string, names map[string]string) any {
	switch of := tree.(type) {
	case map[string]any:
		for key, value := range of {
			of[key] = rename(value, key, names)
		}
	case []any:
		for i, value := range of {
			of[i] = rename(value, key, names)
		}
	case string:
		return renameID(of, key, names)
	}

	return tree
}

func renameID(id, key string, names map[string]string) string {
	if name := names[id]; name != "" && key == "stack" {
		return name
	}

	stack, address, ok := strings.Cut(id, "#")
	if !ok {
		return id
	}

	for _, kind := range [...]string{"", "igw-", "pcx-", "tgw-", "vpce-", "nat-", "eigw-", "vgw-", "eni-", "i-"} {
		if name := names[strings.TrimPrefix(stack, kind)]; name != "" && strings.HasPrefix(stack, kind) {
			return kind + name + "#" + address
		}
	}

	if at := strings.LastIndexByte(stack, ' ') + 1; names[stack[at:]] != "" { // main route table of STACK#ADDRESS
		return stack[:at] + names[stack[at:]] + "#" + address
	}

	return id
}

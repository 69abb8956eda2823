package awsjson

import (
	"path"
	"slices"
	"strings"
)

// file reads one file and reports whether it holds a known answer, or says that there is none.
func (r *reader) file(name string, data []byte) (bool, error) {
	text := utf8Text(data)
	docs, failed, err := documents(path.Join(r.name, name), text)

	if err != nil || isYAML(name) {
		if action := yamlAction(r.kinds, text); action != "" {
			docs, err = nil, nil
			failed = []failedCall{{action, name + " is YAML; write it with --output json"}}
		}
	}

	if isYAML(name) { // of another tool, if neither an answer nor an error of the AWS CLI
		docs, err = nil, nil
		failed = slices.DeleteFunc(failed, func(c failedCall) bool { return c.action == "" })
	}

	for _, call := range failed {
		r.folder(name).fail(name, call)
	}

	known := len(failed) > 0 || isYAML(name)

	for i := range docs {
		ok, err := r.document(name, i, docs[i])
		if err != nil {
			return false, err
		}

		known = known || ok
	}

	return known, err
}

// document reads one answer, which a recording wraps as {"status_code": 200, "data": …}.
// https://github.com/garnaat/placebo
func (r *reader) document(name string, number int, doc value) (bool, error) {
	members := doc.members()
	if data, failed := recorded(members); data != nil && failed {
		r.folder(name).fail(name, recordedError(data))

		return true, nil
	} else if data != nil {
		members = data.members()
	}

	f := r.folders[locationOf(name)]
	if f == nil {
		f = newFolder(locationOf(name))
	}

	known, err := f.read(r.kinds, members, newPage(name, number))
	if known {
		r.folders[f.at] = f
	}

	return known, err
}

// folder is the folder of a file that says something.
func (r *reader) folder(name string) *folder {
	at := locationOf(name)
	if r.folders[at] == nil {
		r.folders[at] = newFolder(at)
	}

	return r.folders[at]
}

// read reads the members of known kinds and reports whether there is one. A token beside several answers in one
// document, which nobody but a script puts there, may be of any of them.
func (f *folder) read(kinds []kind, members []value, p page) (bool, error) {
	f.prefixList, f.targetGroup = "", ""

	for _, m := range members {
		p.token = p.token || isToken(m)

		switch {
		case strings.EqualFold(m.name, "PrefixListId"):
			f.prefixList = m.str()
		case strings.EqualFold(m.name, "TargetGroupArn"):
			f.targetGroup = m.str()
		}
	}

	for _, m := range members {
		i := slices.IndexFunc(kinds, func(k kind) bool { return k.of(m) })
		if i < 0 {
			continue
		}

		if err := kinds[i].read(f, m); err != nil {
			return true, err
		}

		p.action = kinds[i].action
		f.seen[p.action] = true
		f.pages = append(f.pages, p)
	}

	if p.action == "" {
		return false, nil
	}

	for _, m := range members {
		if err := f.readFailures(m, p.action); err != nil {
			return true, err
		}
	}

	return true, nil
}

package config

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/typo"
)

// parse reads the content of a configuration. All that is wrong with it is told at once.
func parse(name string, data []byte) (*File, error) {
	f := &File{}
	if empty(data) {
		return f, nil
	}

	root, err := document.Parse(name+".yaml", data)
	if err != nil {
		if syntax, ok := errors.AsType[*document.SyntaxError](err); ok {
			syntax.File = name
		}

		return nil, err
	}

	r := &reader{file: name}

	if second, first := root.Repeated(); second.StartLine > 0 {
		r.wrong(second, fmt.Sprintf("this key is there already, at %d:%d", first.StartLine, first.StartColumn))
	}

	r.object(root, "the configuration", []key{
		{"ignore", func(n *document.Node) { f.Ignore = r.ignores(n) }},
		{"fail-on", func(n *document.Node) { f.FailOn = r.failOn(n) }},
		{"exclude", func(n *document.Node) { f.Exclude = r.globs(n) }},
		{"services", func(n *document.Node) { f.Services = r.services(n) }},
		{"standard", func(n *document.Node) { f.Standard = r.standard(n) }},
		{"rules", func(n *document.Node) { f.Rules = r.rules(n) }},
		{"parameters", func(n *document.Node) { f.Parameters = r.parameters(n) }},
		{"policies", func(n *document.Node) { f.Policies, f.PolicyPlaces = r.folders(n) }},
	})

	return f, errors.Join(r.errs...)
}

// empty reports whether a file holds nothing but comments.
func empty(data []byte) bool {
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return false
		}
	}

	return true
}

type reader struct {
	file string
	errs []error
}

func (r *reader) wrong(at snapshot.Range, problem string) {
	r.errs = append(r.errs, fmt.Errorf("%s:%d:%d: %s", r.file, at.StartLine, at.StartColumn, problem))
}

// A key is one that an object may have, and what reads it.
type key struct {
	name string
	read func(*document.Node)
}

// object reads the keys of an object and refuses any other.
func (r *reader) object(n *document.Node, what string, keys []key) {
	if n.Kind() != document.Object {
		r.wrong(n.Head(), fmt.Sprintf("%s must be an object, not %s", what, n.Kind()))

		return
	}

	for _, item := range n.Items() {
		var names []string

		known := false

		for _, k := range keys {
			names = append(names, k.name)

			if k.name == item.Name() {
				known = true

				k.read(item)
			}
		}

		if !known {
			hint := typo.DidYouMean(typo.Nearest(item.Name(), names))
			if hint == "" {
				hint = "; there are " + strings.Join(names, ", ")
			}

			r.wrong(item.NameRange(), fmt.Sprintf("there is no key %q in %s%s", item.Name(), what, hint))
		}
	}
}

// list is the items of a list.
func (r *reader) list(n *document.Node) []*document.Node {
	if n.Kind() != document.List {
		r.wrong(n.Head(), fmt.Sprintf("%s must be a list, not %s", n.Name(), n.Kind()))

		return nil
	}

	all := make([]*document.Node, 0, n.Len())
	for _, item := range n.Items() {
		all = append(all, item)
	}

	return all
}

func (r *reader) text(n *document.Node, what string) string {
	text, ok := n.Text()

	switch {
	case !ok:
		r.wrong(n.Head(), fmt.Sprintf("%s must be text, not %s", what, n.Kind()))
	case strings.TrimSpace(text) == "":
		r.wrong(n.Head(), what+" is empty")
	}

	return text
}

func (r *reader) ignores(n *document.Node) []Ignore {
	items := r.list(n)
	all := make([]Ignore, 0, len(items))

	for _, item := range items {
		all = append(all, r.ignore(item))
	}

	return all
}

func (r *reader) ignore(n *document.Node) Ignore {
	at := n.Head()
	i := Ignore{Line: at.StartLine, Column: at.StartColumn}

	r.object(n, "an ignore", []key{
		{"rule", func(n *document.Node) { i.Rule = r.text(n, "rule") }},
		{"resource", func(n *document.Node) { i.Resource = r.text(n, "resource") }},
		{"path", func(n *document.Node) { i.Path = r.glob(n, "path") }},
		{"reason", func(n *document.Node) { i.Reason = r.text(n, "reason") }},
		{"until", func(n *document.Node) { i.Until = r.day(n) }},
	})

	if n.Kind() != document.Object {
		return i
	}

	if n.Get("rule") == nil {
		r.wrong(at, "the ignore names no rule; write rule: with an id or a glob such as hardening/*")
	}

	if n.Get("reason") == nil {
		r.wrong(at, "the ignore has no reason; write reason: with why the finding is accepted")
	}

	return i
}

func (r *reader) day(n *document.Node) string {
	text := r.text(n, "until")
	if _, err := time.Parse(time.DateOnly, text); err != nil && text != "" {
		r.wrong(n.Head(), "until is no day; write YYYY-MM-DD")
	}

	return text
}

func (r *reader) failOn(n *document.Node) string {
	text := strings.ToLower(r.text(n, "fail-on"))
	if _, err := finding.ParseSeverity(text); err != nil && text != "" && text != "none" {
		r.wrong(n.Head(), fmt.Sprintf("fail-on: %v, or none", err))
	}

	return text
}

func (r *reader) globs(n *document.Node) []string {
	items := r.list(n)
	all := make([]string, 0, len(items))

	for _, item := range items {
		all = append(all, r.glob(item, "exclude"))
	}

	return all
}

// folders are paths. Whether they exist is for those to say who read them.
func (r *reader) folders(n *document.Node) (all, places []string) {
	for _, item := range r.list(n) {
		at := item.Head()
		all = append(all, r.text(item, "a folder of policies"))
		places = append(places, fmt.Sprintf("%s:%d:%d", r.file, at.StartLine, at.StartColumn))
	}

	return all, places
}

// services are the places of task definitions.
func (r *reader) services(n *document.Node) map[string]string {
	if n.Kind() != document.Object {
		r.wrong(n.Head(), fmt.Sprintf("services must be an object of families or files, not %s", n.Kind()))

		return nil
	}

	all := map[string]string{}

	for _, item := range n.Items() {
		place := r.text(item, "a service")
		cluster, name, both := strings.Cut(place, "/")

		if place != "" && (!both || cluster == "" || name == "" || strings.Contains(name, "/")) {
			r.wrong(item.Head(), "a service is written as CLUSTER/NAME")
		}

		all[item.Name()] = place
	}

	return all
}

// glob is a text with wildcards of files.
func (r *reader) glob(n *document.Node, what string) string {
	text := r.text(n, what)
	if _, err := path.Match(text, ""); err != nil {
		r.wrong(n.Head(), what+" is no glob: * stands for any characters, ? for one, [ab] for a or b")
	}

	return text
}

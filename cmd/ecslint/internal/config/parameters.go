package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/fetch/document"
)

// Facts are the parameters as the arithmetic of facts takes them, by name.
func (p Parameters) Facts() facts.Parameters {
	return facts.Parameters{SensitivePorts: p.SensitivePorts.list(), AdminPorts: p.AdminPorts.list()}
}

func (p NamedPorts) list() []facts.NamedPorts {
	all := make([]facts.NamedPorts, 0, len(p))

	for _, name := range slices.Sorted(maps.Keys(p)) {
		if named, err := parsePorts(p[name]); err == nil { // the reader has refused any other
			named.Name = name
			all = append(all, named)
		}
	}

	return all
}

func (r *reader) parameters(n *document.Node) (p Parameters) {
	r.object(n, "parameters", []key{
		{"sensitive-ports", func(n *document.Node) { p.SensitivePorts = r.namedPorts(n) }},
		{"admin-ports", func(n *document.Node) { p.AdminPorts = r.namedPorts(n) }},
	})

	return p
}

func (r *reader) namedPorts(n *document.Node) NamedPorts {
	if n.Kind() != document.Object {
		r.wrong(n.Head(), fmt.Sprintf("%s must be an object of names with ports, such as Webmin: 10000/tcp, not %s",
			n.Name(), n.Kind()))

		return nil
	}

	all := NamedPorts{}

	for _, item := range n.Items() {
		text := r.text(item, "ports")
		if _, err := parsePorts(text); err != nil && text != "" {
			r.wrong(item.Head(), err.Error())
		}

		if strings.TrimSpace(item.Name()) == "" {
			r.wrong(item.NameRange(), "the ports have no name")
		}

		all[item.Name()] = text
	}

	return all
}

var errPorts = errors.New("these are no ports; write 7000/tcp, 7000-7002/tcp or 53/udp")

// parsePorts reads ports of one protocol.
func parsePorts(text string) (facts.NamedPorts, error) {
	numbers, protocol, named := strings.Cut(text, "/")
	if !named || protocol != "tcp" && protocol != "udp" {
		return facts.NamedPorts{}, errPorts
	}

	first, last, several := strings.Cut(numbers, "-")
	if !several {
		last = first
	}

	from, err := strconv.ParseUint(first, 10, 16)
	to, err2 := strconv.ParseUint(last, 10, 16)

	if err != nil || err2 != nil || from == 0 || from > to {
		return facts.NamedPorts{}, errPorts
	}

	return facts.NamedPorts{Protocol: protocol, From: uint16(from), To: uint16(to)}, nil
}

package ignore

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
)

// InMetadata lists the ignores in the Metadata of a resource of a CloudFormation template, which cover that resource:
//
//	Metadata:
//	  ecslint:
//	    ignore:
//	      - host/network-mode until=2026-12-31 reason="…"
//	      - {rule: hardening/privileged, reason: …}
//
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-metadata.html
func InMetadata(file string, resource *document.Node) []snapshot.Suppression {
	own := resource.Get("Metadata").Get("ecslint")
	if own.Kind() == document.Null {
		return nil
	}

	m := metadata{file: file, lines: snapshot.Lines{
		First: resource.NameRange().StartLine, Last: resource.Range().EndLine,
	}}

	for _, key := range own.Items() {
		if key.Name() != "ignore" {
			m.add(key, snapshot.Suppression{Problem: "below ecslint stands ignore and nothing else"})
		}
	}

	list := own.Get("ignore")
	if list.Kind() != document.List {
		m.add(own, snapshot.Suppression{Problem: "below ecslint stands ignore with a list; of each " + usage})

		return m.all
	}

	for _, item := range list.Items() {
		if text, ok := item.Text(); ok {
			m.add(item, parse(text))
		} else {
			m.add(item, object(item))
		}
	}

	return m.all
}

type metadata struct {
	file  string
	lines snapshot.Lines
	all   []snapshot.Suppression
}

func (m *metadata) add(at *document.Node, s snapshot.Suppression) {
	s.Kind, s.Lines = snapshot.SuppressionMetadata, m.lines

	s.Origin = snapshot.Origin{File: m.file, Range: at.NameRange()}
	if at.Name() == "" {
		s.Origin.Range = at.Head()
	}

	m.all = append(m.all, s)
}

// object reads an ignore that is written with a key for each part.
func object(n *document.Node) snapshot.Suppression {
	var p parser

	for _, item := range n.Items() {
		text, ok := item.Text()

		switch {
		case !ok || text == "":
			p.wrong("each part of an ignore is text")
		case item.Name() == "rule":
			p.rest = text
			p.rules()
		case item.Name() == "reason":
			p.read.Reason = text
		case item.Name() == "until" && isDay(text):
			p.read.Until = text
		case item.Name() == "until":
			p.wrong("until is no day as in 2026-12-31")
		default:
			p.wrong("an ignore has rule, reason and until and nothing else")
		}
	}

	if p.rest != "" || len(p.read.Rules) == 0 {
		p.wrong("the ignore names no rule")
	}

	return p.read
}

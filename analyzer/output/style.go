package output

import (
	"strings"

	"github.com/fatih/color"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/visible"
)

// width is the column at which text is wrapped.
const width = 120

func severityColor(s finding.Severity) []color.Attribute {
	switch s {
	case finding.Critical:
		return []color.Attribute{color.FgHiWhite, color.BgRed, color.Bold}
	case finding.High:
		return []color.Attribute{color.FgRed, color.Bold}
	case finding.Medium:
		return []color.Attribute{color.FgYellow}
	case finding.Low:
		return []color.Attribute{color.FgCyan}
	default:
		return []color.Attribute{color.Faint}
	}
}

// style colours text where colours are on. It never asks the terminal: that is decided once, by the caller. Of what
// it returns only the sequences of the colour may reach the terminal as they are, so the text is made visible first.
func (t *texter) style(text string, attributes ...color.Attribute) visible.Trusted {
	text = visible.String(text)
	if !t.opts.Color {
		return visible.Trusted(text)
	}

	c := color.New(attributes...)
	c.EnableColor()

	return visible.Trusted(c.Sprint(text))
}

// wrap prints words below each other, the first line behind first and the others behind rest. A word that is
// longer than a line stays whole, so that it can be copied. Words end at blanks and line feeds alone: what else counts
// as space is shown.
func (t *texter) wrap(first, rest, words string) {
	line, empty := first, true

	for word := range strings.FieldsFuncSeq(visible.String(strings.ReplaceAll(words, "\n", " ")), isBlank) {
		if !empty && len([]rune(line))+1+len([]rune(word)) > width {
			t.printf("%s\n", line)

			line, empty = rest, true
		}

		if !empty {
			line += " "
		}

		line += word
		empty = false
	}

	t.printf("%s\n", line)
}

func isBlank(r rune) bool { return r == ' ' }

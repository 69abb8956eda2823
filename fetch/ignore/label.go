package ignore

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// LabelName is the Docker label of a container that holds ignores of its task definition, with a ; between them. It is
// the one label of which anything is kept.
const LabelName = "ecslint.ignore"

// Label lists the ignores in the value of the label. at is where that stands; live, it says nothing.
func Label(value string, at snapshot.Origin) []snapshot.Suppression {
	parts := splitUnquoted(value)
	all := make([]snapshot.Suppression, 0, len(parts))

	for _, part := range parts {
		s := parse(part)
		s.Kind, s.Origin = snapshot.SuppressionLabel, at
		all = append(all, s)
	}

	return all
}

// splitUnquoted is the parts between the semicolons that stand in no quotes. A part without text is none, unless all
// are.
func splitUnquoted(value string) []string {
	var (
		parts []string
		quote byte
		start int
	)

	add := func(end int) {
		if part := value[start:end]; strings.TrimSpace(part) != "" {
			parts = append(parts, part)
		}

		start = end + 1
	}

	for i := range len(value) {
		switch c := value[i]; {
		case c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == 0 && c == ';':
			add(i)
		}
	}

	add(len(value))

	if len(parts) == 0 {
		return []string{""}
	}

	return parts
}

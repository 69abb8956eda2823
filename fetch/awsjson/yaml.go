package awsjson

import (
	"bytes"
	"path"
	"strings"
)

func isYAML(name string) bool {
	ext := strings.ToLower(path.Ext(name))

	return ext == ".yaml" || ext == ".yml"
}

// yamlAction is the action that a text in YAML answers, as --output yaml and --output yaml-stream write it; empty for
// any other text.
// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html
func yamlAction(kinds []kind, text []byte) string {
	for line := range bytes.Lines(text) {
		name, rest, ok := bytes.Cut(bytes.TrimPrefix(line, []byte("- ")), []byte(":"))
		if !ok {
			continue
		}

		for _, k := range kinds {
			if k.member == string(name) && (k.inYAML(text) || k.canBeEmpty() && string(bytes.TrimSpace(rest)) == "[]") {
				return k.action
			}
		}
	}

	return ""
}

// inYAML reports whether a text has what tells the kind from its namesakes.
func (k kind) inYAML(text []byte) bool {
	return (k.id == "" || bytes.Contains(text, []byte(k.id+":"))) &&
		(k.service == "" || bytes.Contains(text, []byte(":"+k.service+":")))
}

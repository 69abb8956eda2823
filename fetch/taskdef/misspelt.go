package taskdef

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/typo"
)

// keyTable has a line for each object of a task definition: the path of keys that leads there, a tab, and the keys that
// the object has, be it in answers only.
//
//   - https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
//   - https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
//
//go:embed keys.tsv
var keyTable string

// keysAt are the keys of the objects at a path; nil for a free map, such as labels.
func keysAt(path string) []string {
	_, rest, found := strings.Cut(keyTable, "\n"+path+"\t")
	if !found {
		return nil
	}

	line, _, _ := strings.Cut(rest, "\n")

	return strings.Fields(line)
}

// plainKey is a key that may be told: any other is no slip of the hand.
var plainKey = regexp.MustCompile(`^[A-Za-z0-9_-]{1,60}$`)

// Misspelt remarks on the keys in the task definitions of a file that ECS does not have, but nearly: the AWS CLI
// refuses them, other tools drop them in silence, and here their values would be passed over. Other keys may be newer
// than the table, or a tool's own.
func Misspelt(file string, roots []*document.Node) []string {
	var remarks []string

	places, _ := locateAll(roots)
	for _, at := range places {
		if at.containers != nil {
			remarks = append(remarks, MisspeltContainers(file, at.containers)...)
		} else {
			remarks = append(remarks, misspelt(file, at.node, "")...)
		}
	}

	return remarks
}

// MisspeltContainers is [Misspelt] for container definitions that are a part of the named file.
func MisspeltContainers(file string, n *document.Node) []string {
	return misspelt(file, n, "containerDefinitions")
}

func misspelt(file string, n *document.Node, path string) []string {
	var remarks []string

	if n.Kind() == document.List {
		for _, item := range n.Items() {
			remarks = append(remarks, misspelt(file, item, path)...)
		}
	}

	keys := keysAt(path)
	if n.Kind() != document.Object || keys == nil {
		return remarks
	}

	for _, member := range n.Items() {
		name := member.Name()
		is := func(key string) bool { return sameKey(name, key) } // other capitals are for [reader.spell]

		if i := slices.IndexFunc(keys, is); i >= 0 {
			remarks = append(remarks, misspelt(file, member, strings.TrimPrefix(path+"/"+keys[i], "/"))...)
		} else if nearest := typo.Nearest(name, keys); len(nearest) > 0 && plainKey.MatchString(name) {
			at := member.NameRange()
			remarks = append(remarks, fmt.Sprintf("%s:%d:%d: %s has no key %s, which is not read%s", file, at.StartLine,
				at.StartColumn, objectAt(path), name, typo.DidYouMean(nearest)))
		}
	}

	return remarks
}

// objectAt names what is at a path.
func objectAt(path string) string {
	switch path {
	case "":
		return "a task definition"
	case "containerDefinitions":
		return "a container definition"
	default:
		return path[strings.LastIndex(path, "/")+1:]
	}
}

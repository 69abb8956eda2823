package snapshot

import "strings"

// Name is the readable end of an ARN or address: the part behind the last slash, or the whole of it.
func Name(id string) string {
	return id[strings.LastIndexByte(id, '/')+1:]
}

// Family is the family of a task definition's ID: its name without the revision.
func Family(id string) string {
	name := Name(id)
	if i := strings.LastIndexByte(name, ':'); i >= 0 {
		return name[:i]
	}

	return name
}

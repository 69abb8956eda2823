package mention

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/credential"
)

// A word is a part of a text that holds no URL.
type word struct {
	// name is what the word is the value of; own reports whether the word says so itself, as host=db.internal.
	name string
	own  bool

	// mail reports whether the word stands behind an @, as the domain of an e-mail address does, and the host of
	// user:password@host:port.
	mail bool

	value string
}

// wordsOf splits a field into the words of a list. A field with a URL has none.
func wordsOf(name, field string) []word {
	if strings.Contains(field, "://") {
		return nil
	}

	at := strings.LastIndexByte(field, '@')

	var words []word

	for piece := range strings.FieldsFuncSeq(field[at+1:], isListMark) {
		w := word{name: name, value: piece}
		w.mail = at >= 0 && len(words) == 0 && strings.HasPrefix(field[at+1:], piece)

		if own, value, ok := strings.Cut(piece, "="); ok {
			w.name, w.own, w.value = strings.TrimLeft(own, "-"), true, value
		}

		words = append(words, w)
	}

	return words
}

// host finds the host at the beginning of the word; a path behind it is passed over.
func (w word) host(found func(snapshot.Mention)) {
	if credential.NamesSecret(w.name) || credential.Placeholder(w.value) {
		return
	}

	head, path := w.value, ""
	if i := strings.IndexAny(head, "/?#"); i >= 0 {
		head, path = head[:i], head[i:]
	}

	host, port, ok := splitPort(head, false)
	host, ok2 := canonical(host)

	if ok && ok2 && w.plausible(host, port, path) {
		found(snapshot.Mention{Host: host, Port: port})
	}
}

// plausible tells a host from the name of a file or a module, a version, an image and an address range.
func (w word) plausible(host string, port int, path string) bool {
	switch {
	case w.mail && port == 0:
		return false
	case isAddress(host):
		return port > 0 || path == "" && namesHost(w.name)
	case !strings.Contains(host, "."):
		return port > 0 && namesHost(w.name)
	default:
		return port > 0 || namesHost(w.name) || isDomain(host)
	}
}

// namesHost reports whether a variable or flag is named like one that holds hosts.
func namesHost(name string) bool {
	name = strings.ToUpper(name)

	return slices.ContainsFunc([]string{
		"HOST", "URL", "URI", "ADDR", "ENDPOINT", "SERVER", "BROKER", "UPSTREAM", "BOOTSTRAP", "NODES",
	}, func(word string) bool { return strings.Contains(name, word) })
}

// isDomain reports whether a name ends as public and private domains do, and does not begin so: com.example.app
// is a package of Java. Most endings of two letters are those of files too, so that they are left out.
// https://data.iana.org/TLD/tlds-alpha-by-domain.txt
// https://www.rfc-editor.org/rfc/rfc6762#appendix-G
func isDomain(host string) bool {
	ending := func(label string) bool {
		return slices.Contains([]string{
			"com", "net", "org", "io", "dev", "app", "cloud", "info", "tech",
			"internal", "local", "lan", "private", "corp", "intra", "consul",
		}, label)
	}

	return ending(host[strings.LastIndexByte(host, '.')+1:]) && !ending(host[:strings.IndexByte(host, '.')])
}

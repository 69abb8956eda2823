// Package mention finds the hosts and ports that the environment and the command of a container speak of: its
// databases, caches, brokers and neighbours. What leaves this package is host names, addresses and ports, never a
// user, a password, a path or a query.
//
// It reads URLs, those of JDBC included, host:port, host names with a dot, and lists of them. A value is no
// language with a grammar, so two rules keep secrets inside:
//
//   - What comes before an @ may be a password, whatever it holds. A host counts only where the last @ that could
//     belong to its URL stands right before it; where that is open, nothing counts.
//   - A value that is shaped like a credential, or whose variable is named like one, gives away the host of a URL
//     and nothing else.
//
// It rather misses a host than takes something else for one: who reads the answer allows traffic to it. Addresses
// that lead back to the machine itself, such as 127.0.0.1 and 169.254.169.254, are nobody's need.
package mention

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/credential"
)

// most bounds what a snapshot keeps of one container, and longest what is looked at: ECS takes no task definition
// of more than 64 KiB.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
const (
	most    = 32
	longest = 64 << 10
)

// A Set collects the mentions of one container. Its zero value is empty and ready.
type Set struct {
	// found are the mentions, each with the subject of its variable: DB of DB_HOST. Ports are by the subject of theirs.
	found map[told]bool
	ports map[string]int
}

type told struct {
	snapshot.Mention

	subject string
}

// Variable looks at an environment variable. A host without a port is given that of the variable beside it: DB_PORT
// goes with DB_HOST.
func (s *Set) Variable(name, value string) {
	s.scan(text{name: name, body: value, subject: subjectOf(name, hostWords()...)})

	if subject := subjectOf(name, "PORT"); subject != "" {
		s.setPort(subject, value)
	}
}

// Command looks at the words of a command, an entry point or a health check; a word may be a whole script. A word
// behind a flag is that flag's value.
func (s *Set) Command(words []string) {
	flag := ""

	for _, word := range words {
		s.scan(text{name: flag, body: word, script: true})
		flag = flagName(word)
	}
}

// List is what was mentioned, by host and port, each once; of more than 32 mentions the first 32.
func (s *Set) List() []snapshot.Mention {
	if len(s.found) == 0 {
		return nil
	}

	out := make([]snapshot.Mention, 0, len(s.found))

	for m := range s.found {
		if m.Port == 0 && m.subject != "" {
			m.Port = s.ports[m.subject]
		}

		out = append(out, m.Mention)
	}

	slices.SortFunc(out, func(a, b snapshot.Mention) int {
		return cmp.Or(strings.Compare(a.Host, b.Host), cmp.Compare(a.Port, b.Port))
	})

	out = slices.Compact(out)

	return slices.Clip(out[:min(most, len(out))])
}

// scan looks for URLs first. Beside them the value of a variable holds their options, a script other words.
func (s *Set) scan(t text) {
	if t.body == "" || len(t.body) > longest {
		return
	}

	add := func(m snapshot.Mention) {
		if s.found == nil {
			s.found = map[told]bool{}
		}

		s.found[told{m, t.subject}] = true
	}

	urls := findURLs(t.body)
	for i := range urls {
		urls[i].hosts(add)
	}

	if t.script || len(urls) == 0 {
		t.words(add)
	}
}

// A text is a value, or a word of a command.
type text struct {
	// name is that of the variable, or of the flag before the word; it may be empty.
	name, body string
	script     bool

	// subject is what the name says before HOST.
	subject string
}

// words looks at what stands between spaces and quotes, from the last @ on: what is before may be a password.
func (t text) words(found func(snapshot.Mention)) {
	if credential.Shaped(t.name, t.body) || credential.NamesSecret(t.name) {
		return
	}

	guarded, flag := namesSecret(t.body), ""
	fields := strings.FieldsFunc(t.body, isGap)

	for _, field := range fields[lastAt(fields):] {
		for _, w := range wordsOf(cmp.Or(flag, t.name), field) {
			if !guarded || w.own && namesHost(w.name) {
				w.host(found)
			}
		}

		flag = flagName(field)
	}
}

// lastAt is the place of the last field with an @, 0 where there is none.
func lastAt(fields []string) int {
	for i := len(fields) - 1; i > 0; i-- {
		if strings.Contains(fields[i], "@") {
			return i
		}
	}

	return 0
}

func isGap(r rune) bool { return r <= ' ' || strings.ContainsRune("\"'`", r) }

func isListMark(r rune) bool { return strings.ContainsRune(",;|()", r) }

// namesSecret reports whether a text has an option for a secret, such as password=x or --token x.
func namesSecret(body string) bool {
	body = strings.ToLower(body)

	return slices.ContainsFunc([]string{"password", "passwd", "pwd", "secret", "token"},
		func(word string) bool { return strings.Contains(body, word) })
}

// flagName is the name of a flag whose value is the next word, empty for any other word.
func flagName(word string) string {
	if name := strings.TrimLeft(word, "-"); name != word && !strings.ContainsAny(name, "= ") {
		return name
	}

	return ""
}

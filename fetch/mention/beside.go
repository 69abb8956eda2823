package mention

import (
	"strconv"
	"strings"
)

// subjectOf is what a variable's name says before one of the words: DB of DB_HOST, PG of PGHOST. A bare HOST or PORT
// has no subject, since it mostly is the container's own.
func subjectOf(name string, words ...string) string {
	name = strings.ToUpper(name)

	for _, word := range words {
		if subject, ok := strings.CutSuffix(name, word); ok {
			return strings.TrimRight(subject, "_-.")
		}
	}

	return ""
}

// hostWords end the names of variables that hold a host beside a port of its own.
func hostWords() []string {
	return []string{"HOSTNAME", "HOST", "ADDRESS", "ADDR", "SERVER", "ENDPOINT", "URL"}
}

// setPort keeps a value that is a port and nothing else. Names that differ by case only are no pair: neither counts.
func (s *Set) setPort(subject, value string) {
	port, err := strconv.ParseUint(value, 10, 16)
	if err != nil || port == 0 {
		return
	}

	if s.ports == nil {
		s.ports = map[string]int{}
	}

	if old, known := s.ports[subject]; known && old != int(port) {
		port = 0
	}

	s.ports[subject] = int(port)
}

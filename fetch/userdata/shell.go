package userdata

import (
	"regexp"
	"slices"
	"strings"
)

var (
	// heredocRE finds the word that ends a text which a command takes as its input.
	heredocRE = regexp.MustCompile(`(?:^|[^<])<<-?\s*["'\\]?(\w+)`)

	opensRE  = regexp.MustCompile(`^\s*(?:if|for|while|until|case|function)\b|\{\s*$`)
	closesRE = regexp.MustCompile(`(?:^|[\s;])(?:fi|done|esac)\b|^\s*\}`)
)

// A script is how far the lines of a shell script are followed: whether they stand in a branch, a loop or a function,
// or in a text that is written elsewhere.
type script struct {
	depth   int
	heredoc string

	// changed reports whether a line before did something else to Docker's chain for users.
	changed bool
}

func (s *script) follow(line string) {
	if s.heredoc != "" {
		if strings.TrimSpace(line) == s.heredoc {
			s.heredoc = ""
		}

		return
	}

	s.depth += len(opensRE.FindAllString(line, -1)) - len(closesRE.FindAllString(line, -1))

	if m := heredocRE.FindStringSubmatch(line); m != nil {
		s.heredoc = m[1]
	}
}

// certain reports whether a command, which is the i-th of a line, is a rule that holds: a line of a file of rules
// before which the chain has no other, or an insert that nothing comes before but commands of which none decides over
// it.
func (s *script) certain(line string, i int, command []string) bool {
	if len(command) > 1 && command[0] == "-A" {
		return i == 0 && command[1] == userChain && !s.changed
	}

	plain := i == 0 || !strings.ContainsAny(line, "\"'`|&$(")

	return plain && s.depth == 0 && s.heredoc == "" && inserts(command)
}

// inserts reports whether a command puts its rule before all others of Docker's chain for users.
func inserts(command []string) bool {
	if len(command) > 0 && command[0] == "-" { // an item of runcmd of cloud-init
		command = command[1:]
	}

	if len(command) > 0 && command[0] == "sudo" {
		command = command[1:]
	}

	if len(command) < 3 || command[0] != "iptables" && !strings.HasSuffix(command[0], "bin/iptables") {
		return false
	}

	command = command[1:]
	if command[0] == "-w" || command[0] == "--wait" {
		command = command[1:]
	}

	first := len(command) < 3 || strings.Trim(command[2], "0123456789") != "" || command[2] == "1"

	return len(command) > 1 && slices.Contains([]string{"-I", "--insert"}, command[0]) && command[1] == userChain && first
}

// changes reports whether a command does something to Docker's chain for users, or to all chains.
func changes(command []string) bool {
	flushes := slices.ContainsFunc(command, func(w string) bool { return w == "-F" || w == "--flush" })

	return slices.Contains(command, userChain) && slices.ContainsFunc(command, edits) ||
		flushes && slices.ContainsFunc(command, func(w string) bool { return strings.HasSuffix(w, "iptables") })
}

func edits(word string) bool {
	return slices.Contains([]string{
		"-A", "--append", "-I", "--insert", "-D", "--delete", "-R", "--replace", "-F", "--flush",
	}, word)
}

// appends reports whether a command puts its rule behind the others.
func appends(command []string) bool {
	return slices.Contains(command, "-A") || slices.Contains(command, "--append")
}

package userdata

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// separatorRE parts the commands of a line.
var separatorRE = regexp.MustCompile(`&&|\|\||[;|]`)

// blocksBridge reports whether user data drops what containers on Docker's bridges send to instance metadata, as a
// command of iptables or as a line of the file that iptables-save writes: known to be so, absent, or unknown where a
// rule takes its address from elsewhere.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
// https://repost.aws/knowledge-center/ecs-container-ec2-metadata
func blocksBridge(text string) snapshot.Value[bool] {
	var found snapshot.Value[bool]

	for line := range strings.Lines(strings.ReplaceAll(text, "\\\n", " ")) {
		line, _, _ = strings.Cut(" "+line, " #") // a comment

		for _, command := range separatorRE.Split(line, -1) {
			switch drops, known := metadataDrop(words(command)); {
			case drops && known:
				return snapshot.Known(true)
			case drops:
				found = snapshot.Unknown[bool](notLiteral)
			}
		}
	}

	return found
}

func words(command string) []string {
	return strings.Fields(strings.Map(func(r rune) rune {
		if r == '"' || r == '\'' {
			return ' '
		}

		return r
	}, command))
}

// metadataDrop reports whether a rule drops everything that goes from the bridges to instance metadata. known is false
// where the address of what it drops is no literal. A rule that asks for more than an address, an interface and TCP
// drops only some of it.
func metadataDrop(rule []string) (drops, known bool) {
	i := slices.IndexFunc(rule, func(w string) bool { return slices.Contains(additions(), w) })
	if i < 0 || i+1 == len(rule) || !slices.Contains([]string{"DOCKER-USER", "FORWARD"}, rule[i+1]) ||
		slices.Contains(rule, "!") {
		return false, false
	}

	destination, jump := "", ""

	for at := i + 2; at < len(rule); at += 2 {
		if at == i+2 && strings.Trim(rule[at], "0123456789") == "" && at+1 < len(rule) { // the number of the rule
			at++
		}

		option, value := rule[at], ""
		if at+1 < len(rule) {
			value = rule[at+1]
		}

		switch option {
		case "-d", "--dst", "--destination":
			destination = value
		case "-j", "--jump":
			jump, at = value, len(rule) // what follows is of the target, or of the shell
		case "-i", "--in-interface":
			if !bridge(value) {
				return false, false
			}
		case "-p", "--protocol":
			if value != "tcp" && value != "all" {
				return false, false
			}
		default:
			return false, false
		}
	}

	if jump != "DROP" && jump != "REJECT" || destination == "" {
		return false, false
	}

	if strings.ContainsAny(destination, "$`{%") {
		return true, false
	}

	return holdsMetadata(destination), true
}

func additions() []string { return []string{"-A", "--append", "-I", "--insert"} }

// bridge reports whether an interface is Docker's own bridge, or a pattern of it.
func bridge(name string) bool { return strings.HasPrefix("docker0", strings.TrimSuffix(name, "+")) }

// holdsMetadata reports whether the address, or the network, is that of instance metadata.
func holdsMetadata(destination string) bool {
	address := netip.AddrFrom4([4]byte{169, 254, 169, 254})

	if one, err := netip.ParseAddr(destination); err == nil {
		return one == address
	}

	network, err := netip.ParsePrefix(destination)

	return err == nil && network.Contains(address)
}

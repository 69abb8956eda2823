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

// userChain is the chain that Docker asks before its own, which accept what comes from a bridge.
// https://docs.docker.com/engine/network/firewall-iptables/
const userChain = "DOCKER-USER"

// notCertain is why a rule may not hold.
const notCertain = "of the rule in the user data nothing here can tell whether it holds"

// blocksBridge reports whether user data drops what containers on Docker's bridges send to instance metadata: known to
// be so, absent, or unknown. Known is only what needs no shell to follow: an insert into Docker's chain for users that
// begins a line, or a line of the file that iptables-save writes, after which nothing changes the chain.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
// https://repost.aws/knowledge-center/ecs-container-ec2-metadata
func blocksBridge(text string) snapshot.Value[bool] {
	var (
		found snapshot.Value[bool]
		sh    script
	)

	for line := range strings.Lines(strings.ReplaceAll(text, "\\\n", " ")) {
		line, _, _ = strings.Cut(" "+line, " #") // a comment
		sh.follow(line)

		for i, text := range separatorRE.Split(line, -1) {
			command := words(text)

			switch drops, known := metadataDrop(command); {
			case drops && !known:
				found = clearer(found, notLiteral)
			case drops && !sh.certain(line, i, command):
				found = clearer(found, notCertain)
			case drops:
				found = snapshot.Known(true)
			case changes(command):
				sh.changed = true

				if found.IsKnown() && !appends(command) {
					found = snapshot.Unknown[bool](notCertain)
				}
			}
		}
	}

	return found
}

// clearer keeps what is known already.
func clearer(found snapshot.Value[bool], why string) snapshot.Value[bool] {
	if found.IsKnown() {
		return found
	}

	return snapshot.Unknown[bool](why)
}

func words(command string) []string {
	return strings.Fields(strings.Map(func(r rune) rune {
		if r == '"' || r == '\'' {
			return ' '
		}

		return r
	}, command))
}

// A dropRule is what counts of a rule.
type dropRule struct{ chain, destination, jump string }

// metadataDrop reports whether a rule drops everything that goes from the bridges to instance metadata. known is false
// where the address of what it drops is no literal.
func metadataDrop(command []string) (drops, known bool) {
	rule, whole := ruleOf(command)

	switch {
	case !whole || rule.jump != "DROP" && rule.jump != "REJECT" || rule.destination == "":
		return false, false
	case strings.ContainsAny(rule.destination, "$`{%"):
		return true, false
	default:
		return holdsMetadata(rule.destination), true
	}
}

// ruleOf reads a rule that is added to a chain through which the bridges send. whole is false for one that asks for
// more than an address, an interface and TCP, since it is of only some of what they send.
func ruleOf(command []string) (rule dropRule, whole bool) {
	at := slices.IndexFunc(command, func(w string) bool { return slices.Contains(additions(), w) })
	if at < 0 || at+1 >= len(command) || !slices.Contains([]string{"DOCKER-USER", "FORWARD"}, command[at+1]) {
		return rule, false
	}

	rule.chain = command[at+1]
	options := cut(command[at+2:])

	if len(options) > 0 && strings.Trim(options[0], "0123456789") == "" { // the number of the rule
		options = options[1:]
	}

	for ; len(options) > 1; options = options[2:] {
		switch value := options[1]; options[0] {
		case "-j", "--jump":
			rule.jump = value
		case "--reject-with": // of the target
		case "-d", "--dst", "--destination":
			rule.destination = value
		default:
			if !passes(options[0], value) {
				return rule, false
			}
		}
	}

	return rule, rule.jump != ""
}

// cut takes from the words of a command what is of the shell: where its output goes.
func cut(command []string) []string {
	at := slices.IndexFunc(command, func(w string) bool { return strings.Contains(w, ">") || w == "&" })
	if at < 0 {
		return command
	}

	return command[:at]
}

// passes reports whether an option leaves in all that the bridges send over TCP.
func passes(option, value string) bool {
	switch option {
	case "-i", "--in-interface":
		return bridge(value)
	case "-p", "--protocol":
		return value == "tcp" || value == "all"
	default:
		return false
	}
}

func additions() []string { return []string{"-A", "--append", "-I", "--insert"} }

// bridge reports whether an interface is Docker's own bridge, or a pattern of it.
func bridge(name string) bool {
	const own = "docker0"

	prefix, pattern := strings.CutSuffix(name, "+")

	return name == own || pattern && strings.HasPrefix(own, prefix)
}

// holdsMetadata reports whether the address, or the network, is that of instance metadata.
func holdsMetadata(destination string) bool {
	address := netip.AddrFrom4([4]byte{169, 254, 169, 254})

	if one, err := netip.ParseAddr(destination); err == nil {
		return one == address
	}

	network, err := netip.ParsePrefix(destination)

	return err == nil && network.Contains(address)
}

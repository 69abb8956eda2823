package analyzer_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/policies"
)

// What a team says of its ports adds to what the rules look at, and to nothing else.
func TestParametersAddPorts(t *testing.T) {
	t.Parallel()

	ports := func(name, protocol string, from, to uint16) []facts.NamedPorts {
		return []facts.NamedPorts{{Name: name, Protocol: protocol, From: from, To: to}}
	}

	for name, c := range map[string]struct {
		rule, fixture string
		parameters    facts.Parameters
		want          string // empty for no finding
	}{
		"a port of the team's own": {
			"exposure/sensitive-port", "silent/another-port",
			facts.Parameters{SensitivePorts: ports("the ledger", "tcp", 400, 500)},
			"opens the ledger (tcp 443)",
		},
		"another protocol": {
			"exposure/sensitive-port", "silent/another-port",
			facts.Parameters{SensitivePorts: ports("the ledger", "udp", 443, 443)},
			"",
		},
		"another port": {
			"exposure/sensitive-port", "silent/another-port",
			facts.Parameters{SensitivePorts: ports("the ledger", "tcp", 444, 444)},
			"",
		},
		"an administrator's port": {
			"exposure/sensitive-port", "silent/another-port",
			facts.Parameters{AdminPorts: ports("the ledger", "tcp", 443, 443)},
			"",
		},
		"from the VPC only": {
			"exposure/sensitive-port", "silent/from-the-vpc",
			facts.Parameters{SensitivePorts: ports("sessions", "tcp", 6379, 6379)},
			"",
		},
		"what is known stays": {
			"exposure/sensitive-port", "fires/redis",
			facts.Parameters{SensitivePorts: ports("the ledger", "tcp", 400, 500)},
			"Redis (tcp 6379)",
		},
		"Telnet on an instance": {
			"exposure/instance-admin-port", "silent/another-port",
			facts.Parameters{AdminPorts: ports("Telnet", "tcp", 23, 23)},
			"Telnet (tcp 23)",
		},
		"a port that the group does not open": {
			"exposure/instance-admin-port", "silent/another-port",
			facts.Parameters{AdminPorts: ports("Webmin", "tcp", 10000, 10000)},
			"",
		},
		"remote desktop on Linux, where the team has it": {
			"exposure/instance-admin-port", "silent/remote-desktop-on-linux",
			facts.Parameters{AdminPorts: ports("xrdp", "tcp", 3389, 3389)},
			"xrdp (tcp 3389)",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := read(t, filepath.Join(rulesDir, c.rule, c.fixture), unchanged)

			report, err := analyzer.Analyze(t.Context(), s, analyzer.Options{Rules: policies.FS, Parameters: c.parameters})
			if err != nil {
				t.Fatal(err)
			}

			var told []string

			for _, f := range report.Findings {
				if f.Rule == c.rule {
					told = append(told, f.Message)
				}
			}

			if got := strings.Join(told, "\n"); !strings.Contains(got, c.want) || c.want == "" && got != "" {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

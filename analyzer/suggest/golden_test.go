package suggest_test

import (
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/suggest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// bakery is a small account with one of each: services in every mode, a load balancer with groups and one without, a
// database that names the hosts, a rule open to the internet, and one that nothing explains.
func bakery() *snapshot.Snapshot {
	s := fleet()
	published(s)
	group(s, "lb", "tcp 443 0.0.0.0/0", "out tcp 32768-60999 sg-hosts")
	group(s, "db", "tcp 5432 sg-hosts", "tcp 5432 10.0.9.0/24")
	group(s, "bastion", "out tcp 22 sg-hosts")
	group(s, "hosts",
		"tcp 32768-60999 sg-lb", "tcp 32768-65535 0.0.0.0/0", "tcp 6379 sg-hosts", "tcp 22 sg-bastion",
		"tcp 9100 10.0.0.0/8", "udp 8125 pl-agents", "out -1 0.0.0.0/0", "out tcp 6379 sg-hosts")
	s.PrefixLists = []snapshot.PrefixList{{ID: "pl-agents", Name: "agents", Entries: []string{"10.0.0.0/16"}}}

	balanced(s, service(s, "shop", bridge, "80", "8125:8125/udp"), "sg-lb")
	s.TargetGroups[0].HealthCheckPort = snapshot.Known("traffic-port")

	service(s, "cache", bridge, "6379:6379")
	service(s, "metrics", host, "9100")
	service(s, "api", awsvpc, "80")

	ovens := service(s, "ovens", bridge, "8080:80")
	ovens.LaunchType = snapshot.Known(snapshot.LaunchExternal)

	meter := service(s, "meter", bridge, "7000:80")
	balanced(s, meter)
	s.LoadBalancers = append(s.LoadBalancers, snapshot.LoadBalancer{
		ID: "lb/meter", Name: "meter", Type: "network", Subnets: []string{"subnet-1", "subnet-2"},
	})
	s.TargetGroups[1].LoadBalancers, s.TargetGroups[1].TargetType = []string{"lb/meter"}, "ip"

	return s
}

func TestGolden(t *testing.T) {
	t.Parallel()

	plan := suggest.Make(bakery(), nil)
	parsed(t, written(t, plan.Terraform))

	for name, write := range map[string]func(io.Writer) error{
		"plan.json": plan.JSON, "plan.txt": plan.Text, "plan.tf": plan.Terraform,
	} {
		got, path := written(t, write), filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}

		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}

		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s: run go test -update if this is right (-want +got):\n%s", name, diff)
		}
	}
}

// What cannot be written is an error.
func TestWriteErrors(t *testing.T) {
	t.Parallel()

	plan := suggest.Make(bakery(), nil)

	for want, write := range map[string]func(io.Writer) error{
		"write JSON: full": plan.JSON, "write text: full": plan.Text, "write Terraform: full": plan.Terraform,
	} {
		if err := write(full{}); !errors.Is(err, errFull) || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

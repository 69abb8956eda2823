package facts_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/facts"
)

var update = flag.Bool("update", false, "rewrite the generated files")

const assumptionsHead = `# Assumptions

What a source does not say is not guessed silently. Where AWS documents what holds when nothing is said, that holds
and the finding's severity stands. Where a fact could not be read, the finding names what was taken for it, by one of
these codes. A fact that leaves nothing to judge, such as the rules of a group, makes the resource *not decided*: it
is counted and never passes.

A flow that keeps something working is never assumed: what is not known counts for it as closed. Where several things
were not read, each lowers severity once, so that critical becomes medium; the routes and the network ACL of one subnet
are one thing.

| code | not known | taken for it | effect |
|---|---|---|---|
`

const assumptionsTail = `
## Defaults that are no assumptions

A field that is absent from a readable source has AWS's documented default:

| field | default | source |
|---|---|---|
| networkMode | bridge on Linux, Docker's NAT on Windows | API_TaskDefinition |
| protocol of a port mapping | tcp; every other value than udp is taken for it | API_PortMapping |
| hostPort | chosen by ECS (bridge), the container's own port (awsvpc, host) | API_PortMapping |
| minimumHealthyPercent, maximumPercent | 100 and 200; DAEMON 0 and 100 | API_DeploymentConfiguration |
| state and task count of an EventBridge rule or schedule | enabled, one task | API_PutRule, API_EcsParameters |
| schedulingStrategy, deployment controller, strategy | REPLICA, ECS, ROLLING | API_Service |
| securityGroups of an awsvpc service | the VPC's default group | API_AwsVpcConfiguration |
| assignPublicIp | DISABLED | API_AwsVpcConfiguration |
| FromPort, ToPort of a tcp or udp rule | all ports | API_IpPermission |

## Calls whose answer has a stand-in

Without these the scan is still complete:

| answer | stands in |
|---|---|
| launch templates, images | the ephemeral range is the system's default |
| security group rules | the groups' own answer holds them, without ids |
| scalable targets | no auto scaling |
| VPC Block Public Access, its exclusions | what the VPC or subnet says of itself; off, AWS's default |
| internet gateways | a route to one that is no blackhole leads to the internet |
| peering connections | a route to one that is no blackhole leads to the peer |
| transit gateways, their attachments | group references do not cross them, AWS's default |
| attributes of target groups | AWS's default of client-address preservation |
`

// docs/assumptions.md is made of the table that findings take their words from.
func TestAssumptionsPageIsFresh(t *testing.T) {
	t.Parallel()

	var page bytes.Buffer

	page.WriteString(assumptionsHead)

	for _, a := range facts.Assumptions() {
		fmt.Fprintf(&page, "| `%s` | %s | %s | %s |\n", a.Code, a.Fact, a.Assumed, a.Effect)
	}

	page.WriteString(assumptionsTail)

	path := filepath.Join("..", "..", "docs", "assumptions.md")
	if *update {
		if err := os.WriteFile(path, page.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	if !bytes.Equal(page.Bytes(), want) {
		t.Errorf("%s is stale: run `make generate`", path)
	}
}

func TestAssumptionsAreOrderedAndWeakenAsTheySay(t *testing.T) {
	t.Parallel()

	codes := make([]string, 0, len(facts.Assumptions()))

	for _, a := range facts.Assumptions() {
		codes = append(codes, a.Code)

		if facts.Weakens([]string{a.Code}) != a.Weakens {
			t.Errorf("%s: Weakens says otherwise", a.Code)
		}
	}

	if !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) != len(codes) {
		t.Errorf("codes are not in order, or not unique: %v", codes)
	}

	for name, tt := range map[string]struct {
		codes []string
		want  int
	}{
		"nothing":                    {nil, 0},
		"a default of AWS":           {[]string{facts.BlockPublicAccessOff, facts.EphemeralRangeDefault}, 0},
		"one thing":                  {[]string{facts.PublicAddressGiven, facts.BlockPublicAccessOff}, 1},
		"two facts of one subnet":    {[]string{facts.NetworkACLOpen, facts.RoutesUnknown}, 1},
		"an instance in a subnet":    {[]string{facts.InstanceAddressGiven, facts.RoutesUnknown, facts.NetworkACLOpen}, 1},
		"an address and a subnet":    {[]string{facts.PublicAddressGiven, facts.RoutesUnknown}, 2},
		"an address and both of one": {[]string{facts.PublicAddressGiven, facts.RoutesUnknown, facts.NetworkACLOpen}, 2},
	} {
		if got := facts.Weakenings(tt.codes); got != tt.want {
			t.Errorf("%s: lowers by %d, want %d", name, got, tt.want)
		}
	}

	if facts.Weakens(nil) || facts.Weakens([]string{"NO_SUCH_CODE"}) {
		t.Error("nothing weakens")
	}
}

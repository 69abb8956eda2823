package analyzer_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// What is not known of instances is never a pass, unless something that is known settles it.
func TestMetadataOfInstances(t *testing.T) {
	t.Parallel()

	const (
		host   = "host/instance-credentials"
		bridge = "bridge/instance-metadata-reachable"
		awsvpc = "awsvpc/metadata-not-blocked"

		leftOut = "the launch template leaves it to the defaults of the account and of the image"
		secret  = "can take the credentials of the instance role"
	)

	options := func(change func(*snapshot.MetadataOptions)) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) { change(s.Instances[0].MetadataOptions) }
	}
	absent := func(s *snapshot.Snapshot) { s.Instances[0].MetadataOptions = nil }
	unread := func(s *snapshot.Snapshot) { s.LaunchTemplates = nil }
	agent := func(a *snapshot.Agent) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) { s.LaunchTemplates[0].Agent = a }
	}
	later := snapshot.Unknown[string]("later")

	for name, tt := range map[string]struct {
		rule, fixture string
		verdict
	}{
		"host, options left out":   {host, "fires/service", verdict{absent, "", leftOut}},
		"host, endpoint not known": {host, "fires/service", verdict{options(func(o *snapshot.MetadataOptions) { o.HTTPEndpoint = later }), "", "later"}}, //nolint:lll // one case, one line
		"host, only tokens known": {host, "fires/service", verdict{func(s *snapshot.Snapshot) {
			s.Instances[0].MetadataOptions = &snapshot.MetadataOptions{HTTPTokens: snapshot.Known("required")}
		}, "", "whether instance metadata is on"}},
		"host, on elsewhere": {host, "fires/on-one-of-two-templates", verdict{absent, secret, ""}},
		"host, launch type not known": {host, "fires/service", verdict{func(s *snapshot.Snapshot) {
			s.Services[0].LaunchType = snapshot.Unknown[snapshot.LaunchType]("later")
		}, "", "launch type: later"}},
		"bridge, options left out": {bridge, "fires/hop-limit-of-2", verdict{absent, "", leftOut}},
		"bridge, nothing of the instance": {bridge, "fires/hop-limit-of-2", verdict{func(s *snapshot.Snapshot) {
			absent(s)
			unread(s)
		}, "", "neither the instance nor a launch template tells it"}},
		"bridge, template not read": {bridge, "fires/hop-limit-of-2", verdict{unread, secret, ""}},
		"bridge, tokens not known, and far": {bridge, "fires/hop-limit-of-2", verdict{
			options(func(o *snapshot.MetadataOptions) { o.HTTPTokens = later }), "hop limit of 2", "",
		}},
		"bridge, tokens not known, and near": {bridge, "fires/hop-limit-of-2", verdict{
			options(func(o *snapshot.MetadataOptions) {
				o.HTTPTokens, o.HTTPPutResponseHopLimit = later, snapshot.Known(1)
			}), "", "later",
		}},
		"bridge, hop limit not known": {bridge, "fires/hop-limit-of-2", verdict{
			options(func(o *snapshot.MetadataOptions) { o.HTTPPutResponseHopLimit = snapshot.Unknown[int]("later") }),
			"", "later",
		}},
		"bridge, hop limit not known, and no token": {bridge, "fires/no-token-asked-for", verdict{
			options(func(o *snapshot.MetadataOptions) { o.HTTPPutResponseHopLimit = snapshot.Unknown[int]("later") }),
			"version 1", "",
		}},
		"bridge, endpoint not known, and near": {bridge, "silent/hop-limit-of-1", verdict{
			options(func(o *snapshot.MetadataOptions) { o.HTTPEndpoint = later }), "", "",
		}},
		"bridge, endpoint not known, and blocked": {bridge, "silent/iptables", verdict{absent, "", ""}},
		"bridge, block not known": {bridge, "fires/hop-limit-of-2", verdict{
			agent(&snapshot.Agent{BlockBridgeIMDS: snapshot.Unknown[bool]("no literal")}), "", "no literal",
		}},
		"awsvpc, user data not read": {awsvpc, "fires/user-data-without-the-setting", verdict{unread, "", "was not read"}},
		"awsvpc, setting not known": {awsvpc, "fires/user-data-without-the-setting", verdict{
			agent(&snapshot.Agent{BlockIMDS: snapshot.Unknown[bool]("no literal")}), "", "no literal",
		}},
		"awsvpc, the agent's word counts first": {awsvpc, "fires/the-agent-registered-no-block", verdict{
			agent(&snapshot.Agent{BlockIMDS: snapshot.Known(true)}), secret, "",
		}},
		"awsvpc, user data not read, but the agent is": {
			awsvpc, "fires/the-agent-registered-no-block", verdict{unread, secret, ""},
		},
		"awsvpc, set to false": {awsvpc, "silent/user-data-with-the-setting", verdict{
			agent(&snapshot.Agent{BlockIMDS: snapshot.Known(false)}), secret, "",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			tt.check(t, tt.rule, tt.fixture, "")
		})
	}
}

// What is not known of a target group, a registry or a host port is not decided, unless it makes no difference.
func TestWiringNotKnown(t *testing.T) {
	t.Parallel()

	const (
		target    = "load-balancer/target-type"
		discovery = "discovery/srv-record-required"
		limit     = "ports/instance-port-limit"
	)

	mode := func(s *snapshot.Snapshot) {
		s.TaskDefinitions[0].NetworkMode = snapshot.Unknown[snapshot.NetworkMode]("later")
	}
	port := func(s *snapshot.Snapshot) {
		m := s.TaskDefinitions[0].ContainerDefinitions[0].PortMappings
		m[0].HostPort, m[0].ContainerPort = snapshot.Unknown[int]("later"), snapshot.Known(80)
	}
	udp := func(s *snapshot.Snapshot) {
		mappings := s.TaskDefinitions[1].ContainerDefinitions[0].PortMappings
		for i := range mappings {
			mappings[i].Protocol = snapshot.Known("udp")
		}
	}

	for name, tt := range map[string]struct {
		rule, fixture string
		verdict
	}{
		"target group not read": {target, "silent/awsvpc-by-address", verdict{
			func(s *snapshot.Snapshot) { s.TargetGroups = nil }, "", "was not read",
		}},
		"type not known": {target, "silent/awsvpc-by-address", verdict{
			func(s *snapshot.Snapshot) { s.TargetGroups[0].TargetType = "" }, "", "target type",
		}},
		"mode not known":            {target, "silent/awsvpc-by-address", verdict{mode, "", "network mode: later"}},
		"mode not known on Fargate": {target, "fires/fargate-by-instance", verdict{mode, "targets of type ip only", ""}},
		"group of functions": {target, "fires/bridge-by-address", verdict{
			func(s *snapshot.Snapshot) { s.TargetGroups[0].TargetType = "lambda" }, "", "",
		}},
		"registry not read": {discovery, "silent/srv", verdict{
			func(s *snapshot.Snapshot) { s.CloudMapServices = nil }, "", "was not read",
		}},
		"address, mode not known":               {discovery, "fires/address-of-a-bridge-service", verdict{mode, "", "later"}},
		"SRV, mode not known":                   {discovery, "silent/srv", verdict{mode, "", ""}},
		"a host port that makes the difference": {limit, "fires/one-task", verdict{port, "", "host port: later"}},
		"a host port that makes none":           {limit, "silent/an-instance-each", verdict{port, "", ""}},
		"TCP and UDP together":                  {limit, "fires/two-daemons", verdict{udp, "", "TCP and of UDP"}},
		"launch type not known": {limit, "fires/one-task", verdict{func(s *snapshot.Snapshot) {
			s.Services[0].LaunchType = snapshot.Unknown[snapshot.LaunchType]("later")
		}, "", "launch type: later"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			tt.check(t, tt.rule, tt.fixture, "")
		})
	}
}

// Only one version of the agent is silent on Docker's bridge, however its name is written.
func TestIntrospectionOnBridge(t *testing.T) {
	t.Parallel()

	const open = "can list all tasks"

	for version, finding := range map[string]string{
		"1.44.2": "", "v1.44.2": "", "1.44.3": open, "1.45.0": open, "1.96.0": open, "1.97.0": open, "1.105.1": open,
		"": open, "latest": open,
	} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()

			v := verdict{func(s *snapshot.Snapshot) { s.ContainerInstances[0].AgentVersion = version }, finding, ""}
			v.check(t, "bridge/introspection-reachable", "fires/current-agent", "")
		})
	}
}

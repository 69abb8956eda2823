package build

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A part is what of a service says how its tasks are started: the service itself, or the task sets of one family.
type part struct {
	what, detail string
	definition   *snapshot.TaskDefinition
	network      *snapshot.NetworkConfiguration
	version      snapshot.Value[string]
}

// parts are the task sets where there are any, since a service that has some runs nothing of its own.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateTaskSet.html
func (s *shard) parts(t *placement.Tenant) []part {
	service := "service " + t.Name()

	if len(t.Service.TaskSets) == 0 {
		return []part{{
			what: service, definition: t.TaskDefinition, network: t.Service.NetworkConfiguration,
			version: t.Service.PlatformVersion,
		}}
	}

	all := make([]part, 0, len(t.Service.TaskSets))

	for i := range t.Service.TaskSets {
		set := &t.Service.TaskSets[i]
		family := snapshot.Family(set.TaskDefinition)
		definition := s.Index.TaskDefinitions[set.TaskDefinition]

		if definition != nil {
			family = definition.Family
		}

		all = append(all, part{
			what: "a task set of " + family + " of " + service, detail: family, definition: definition,
			network: set.NetworkConfiguration, version: set.PlatformVersion,
		})
	}

	return all
}

func (s *shard) upkeep(root *facts.Service, t *placement.Tenant) {
	for _, p := range s.parts(t) {
		s.misplaced(root, t, p)
		oldPlatform(root, t, p)
	}

	mode := t.Mode.Or("")
	if mode == snapshot.ModeBridge {
		root.UnpinnedIngress = unpinned(t.Service.ServiceConnect)
	}

	if mode == snapshot.ModeBridge || mode == snapshot.ModeDefault {
		root.FixedChecks = s.fixedChecks(t)
	}
}

// misplaced holds the network configuration of a part against its mode. A service with an EXTERNAL controller leaves it
// to its task sets, so that there is nothing to say while it has none.
func (s *shard) misplaced(root *facts.Service, t *placement.Tenant, p part) {
	controller := t.Service.DeploymentController
	if p.definition == nil || len(t.Service.TaskSets) == 0 && controller.Or("") == "EXTERNAL" || suited(t, p) {
		return
	}

	mode, known := placement.Mode(p.definition).Get()
	given := p.network != nil

	network := facts.MisplacedNetwork{
		Ref: root.Ref, What: p.what, Mode: string(mode), Given: given, Detail: p.detail, Undecided: unknownWhole(p.network),
		Evidence: []facts.Ref{root.Ref, s.refs.Add(ground.Definition(p.definition))},
	}

	if !given && controller.IsUnknown() && len(t.Service.TaskSets) == 0 {
		network.Undecided = "deployment controller: " + controller.Reason()
	}

	if !known {
		network.Undecided = "network mode: " + placement.Mode(p.definition).Reason()
	}

	told := func(n facts.MisplacedNetwork) bool {
		return n.Detail == network.Detail && n.Given == given && n.Undecided == network.Undecided
	}
	if !slices.ContainsFunc(root.MisplacedNetworks, told) {
		root.MisplacedNetworks = append(root.MisplacedNetworks, network)
	}
}

// suited reports whether the network configuration of a part is known to fit its mode. Fargate takes awsvpc alone.
func suited(t *placement.Tenant, p part) bool {
	mode, known := placement.Mode(p.definition).Get()
	given := p.network != nil

	if !known {
		return given && t.Capacity.Launch == snapshot.LaunchFargate && unknownWhole(p.network) == ""
	}

	return given == (mode == snapshot.ModeAWSVPC) && unknownWhole(p.network) == ""
}

// unknownWhole is why it is not known whether there is a configuration: readers say so, or they say of each part that
// it is not known, which they do of none that is written.
func unknownWhole(c *snapshot.NetworkConfiguration) string {
	if c != nil && c.Unsure != "" {
		return "network configuration: " + c.Unsure
	}

	if c == nil || !c.Subnets.IsUnknown() || !c.SecurityGroups.IsUnknown() || !c.AssignPublicIP.IsUnknown() {
		return ""
	}

	return "network configuration: " + c.Subnets.Reason()
}

// unpinned lists the endpoints without ingressPortOverride. In bridge mode their proxy then listens on a port of the
// ephemeral range.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
func unpinned(c *snapshot.ServiceConnect) *facts.UnpinnedIngress {
	if c == nil {
		return nil
	}

	ingress := &facts.UnpinnedIngress{}

	for _, endpoint := range c.Services {
		switch {
		case endpoint.IngressPort.IsUnknown():
			ingress.Undecided = "ingress port of " + endpoint.PortName + ": " + endpoint.IngressPort.Reason()
		case endpoint.IngressPort.IsZero():
			ingress.Names = append(ingress.Names, endpoint.PortName)
		}
	}

	if len(ingress.Names) == 0 && ingress.Undecided == "" {
		return nil
	}

	ingress.Names = ground.Sorted(ingress.Names)

	return ingress
}

// The current platform versions of Fargate, by operating system. One that is newer than these is no older one.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html
const (
	currentLinux   = "1.4.0"
	currentWindows = "1.0.0"
)

func oldPlatform(root *facts.Service, t *placement.Tenant, p part) {
	fargate := t.Capacity.Launch == snapshot.LaunchFargate
	old := facts.OldPlatform{What: p.what, Detail: p.detail, Current: currentLinux}
	written, known := p.version.Get()

	switch {
	case p.version.IsUnknown() && fargate:
		old.Undecided = "platform version: " + p.version.Reason()
	case !known || written == "LATEST" || t.Capacity.Launch != "" && !fargate:
		return
	default:
		old.Version = written

		if !outdated(&old, p.definition) {
			return
		}
	}

	told := func(o facts.OldPlatform) bool { return o == old }
	if !slices.ContainsFunc(root.OldPlatforms, told) {
		root.OldPlatforms = append(root.OldPlatforms, old)
	}
}

// outdated reports whether a version is older than the current one, or that this cannot be told. The versions of the
// two systems are counted apart, and Windows has had one only.
func outdated(old *facts.OldPlatform, definition *snapshot.TaskDefinition) bool {
	version, ok := platform(old.Version)
	older := func(current string) bool { return slices.Compare(version, platformOf(current)) < 0 }

	switch {
	case !ok:
		old.Undecided = "platform version " + old.Version + " is no version"
	case !older(currentLinux):
		return false
	case definition == nil:
		old.Undecided = "the task definition was not read, which says the operating system"
	case definition.OperatingSystemFamily.IsUnknown():
		old.Undecided = "operating system: " + definition.OperatingSystemFamily.Reason()
	case placement.Windows(definition):
		old.Current = currentWindows

		return older(currentWindows)
	}

	return true
}

func platformOf(text string) []int {
	version, _ := platform(text)

	return version
}

// platform is a version in three numbers.
func platform(text string) ([]int, bool) {
	const parts = 3

	var version []int

	for number := range strings.SplitSeq(text, ".") {
		n, err := strconv.Atoi(number)
		if err != nil || n < 0 {
			return nil, false
		}

		version = append(version, n)
	}

	return version, len(version) == parts
}

package build

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func (s *shard) taskDefinition(d *snapshot.TaskDefinition) facts.TaskDefinition {
	uses := s.uses[d.ID]
	mode := placement.Mode(d)
	root := facts.TaskDefinition{
		Ref:                     s.refs.Add(ground.Definition(d)),
		Name:                    d.Name(),
		NetworkMode:             s.networkMode(d),
		Windows:                 placement.Windows(d),
		RequiresCompatibilities: launches(d.RequiresCompatibilities),
		RunsOn:                  runsOn(d, uses),
		DeclaresPorts:           ports.Declared(d),
		Containers:              make([]facts.Container, 0, len(d.ContainerDefinitions)),
	}

	mappings := mappingRefs{}
	for i := range d.ContainerDefinitions {
		container := s.container(d, &d.ContainerDefinitions[i], mappings)
		root.Containers = append(root.Containers, container)
		oddities(&root, &d.ContainerDefinitions[i], mappings)
	}

	for _, use := range uses {
		root.UsedBy = append(root.UsedBy, s.use(use))
	}

	root.Hardening = s.hardening(d, &root)
	s.unjudgeMode(&root, d, mappings)
	root.DaemonOnly = len(uses) > 0 && !slices.ContainsFunc(uses, func(t *placement.Tenant) bool { return !t.Daemon })
	s.claims(&root, d, mode.Or(""), mappings)
	root.TwoProtocols = twoProtocols(d, uses, mappings)

	return root
}

// unjudgeMode notes a mode that is not known, or is none of ECS's, where there are ports that it decides about. A
// definition with a mode that ECS does not know is refused for that, whatever its mappings are.
func (s *shard) unjudgeMode(root *facts.TaskDefinition, d *snapshot.TaskDefinition, refs mappingRefs) {
	mode, known := placement.Mode(d).Get()

	switch {
	case !root.DeclaresPorts:
	case !known:
		if open := s.anyMode(root, d, refs); len(open) > 0 {
			root.Unjudged = append(root.Unjudged, unjudgedMode(root, d.NetworkMode.Reason(), open))
		}
	case !slices.Contains(modes(), mode):
		reason := "network mode " + string(mode) + " is none of ECS's"
		open := slices.DeleteFunc(questions(), func(q string) bool { return q == asksInvalid })
		root.Unjudged = append(root.Unjudged, unjudgedMode(root, reason, open))
	}
}

func unjudgedMode(root *facts.TaskDefinition, reason string, leaves []string) facts.Unjudged {
	return facts.Unjudged{Ref: root.Ref, Field: "networkMode", Reason: reason, Leaves: leaves}
}

func modes() []snapshot.NetworkMode {
	return []snapshot.NetworkMode{
		snapshot.ModeAWSVPC, snapshot.ModeBridge, snapshot.ModeHost, snapshot.ModeNone, snapshot.ModeDefault,
	}
}

// networkMode keeps the mode as written apart from the one that holds by default.
func (s *shard) networkMode(d *snapshot.TaskDefinition) facts.Fact[string] {
	return factOf(d.NetworkMode, placement.Mode(d).Or(snapshot.ModeBridge),
		func(m snapshot.NetworkMode) string { return string(m) })
}

func (s *shard) use(t *placement.Tenant) facts.Use {
	return facts.Use{
		Ref: s.refs.Add(ground.Tenant(t)), Cluster: t.Cluster.Name, Name: t.Name(), Daemon: t.Daemon,
		Launch: string(t.Capacity.Launch),
	}
}

func launches(l []snapshot.LaunchType) []string {
	out := make([]string, len(l))
	for i := range l {
		out[i] = string(l[i])
	}

	return out
}

func runsOn(d *snapshot.TaskDefinition, uses []*placement.Tenant) []string {
	on := launches(d.RequiresCompatibilities)
	for _, use := range uses {
		if use.Capacity.Unknown == "" {
			on = append(on, string(use.Capacity.Launch))
		}
	}

	if len(on) == 0 {
		return []string{string(snapshot.LaunchEC2)}
	}

	return ground.Sorted(on)
}

func (s *shard) claims(
	root *facts.TaskDefinition, d *snapshot.TaskDefinition, mode snapshot.NetworkMode, refs mappingRefs,
) {
	if mode == snapshot.ModeAWSVPC {
		root.Duplicates = duplicates(ports.Listening(d), refs)
	}

	if onFargateOnly(root) {
		return // there is no host whose port it could claim
	}

	fixed := ports.Fixed(d, mode)

	var hosts hosts
	if len(fixed) > 0 {
		hosts = s.hostsOf(d)
		root.Duplicates = duplicates(fixed, refs)
	}

	for _, claim := range fixed {
		root.HostPorts = append(root.HostPorts, facts.HostPort{
			Ref:       refs[claim.Mapping],
			Container: claim.Container.Name,
			Port:      claim.Port,
			Protocol:  claim.Protocol,
			Reserved:  hosts.reserved(claim),
			Ephemeral: hosts.ephemeral(claim.Port),
		})
	}

	for _, claim := range ports.Dynamic(d, mode) {
		root.DynamicPorts = append(root.DynamicPorts, refs[claim.Mapping])
	}
}

func onFargateOnly(root *facts.TaskDefinition) bool {
	return slices.Equal(root.RunsOn, []string{string(snapshot.LaunchFargate)})
}

func duplicates(claims []ports.Claim, refs mappingRefs) []facts.Duplicate {
	type key struct {
		port     int
		protocol string
	}

	by := map[key][]facts.Ref{}
	for _, c := range claims {
		k := key{c.Port, c.Protocol}
		by[k] = append(by[k], refs[c.Mapping])
	}

	var all []facts.Duplicate

	for k, r := range by {
		if len(r) > 1 {
			all = append(all, facts.Duplicate{Port: k.port, Protocol: k.protocol, Refs: r})
		}
	}

	slices.SortFunc(all, func(a, b facts.Duplicate) int {
		return cmp.Or(cmp.Compare(a.Port, b.Port), cmp.Compare(a.Protocol, b.Protocol))
	})

	return all
}

// twoProtocols finds container ports that are mapped for tcp and udp both and that a load balancer or a registry
// of a service names: ECS cannot tell which one is meant.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (protocol)
func twoProtocols(
	d *snapshot.TaskDefinition, uses []*placement.Tenant, refs mappingRefs,
) []facts.TwoProtocols {
	var all []facts.TwoProtocols

	for _, use := range uses {
		for _, n := range named(use.Service) {
			if both := mapped(d, n.container, n.port, refs); len(both) > 1 {
				all = append(all, facts.TwoProtocols{Port: n.port, Service: use.Name(), Refs: both})
			}
		}
	}

	return all
}

type namedPort struct {
	container string
	port      int
}

// named lists the container ports that the load balancers and registries of a service and its task sets name.
func named(service *snapshot.Service) []namedPort {
	if service == nil {
		return nil
	}

	var all []namedPort

	for _, b := range exposure.LoadBalancers(service) {
		if port, ok := b.ContainerPort.Get(); ok {
			all = append(all, namedPort{b.ContainerName, port})
		}
	}

	for _, r := range service.ServiceRegistries {
		if port, ok := r.ContainerPort.Get(); ok {
			all = append(all, namedPort{r.ContainerName, port})
		}
	}

	return all
}

// mapped lists the mappings of a container port, at most one for each protocol.
func mapped(d *snapshot.TaskDefinition, container string, port int, refs mappingRefs) []facts.Ref {
	var (
		found []facts.Ref
		seen  = map[string]bool{}
	)

	for i := range d.ContainerDefinitions {
		c := &d.ContainerDefinitions[i]
		if c.Name != container {
			continue
		}

		for j := range c.PortMappings {
			m := &c.PortMappings[j]
			if n, ok := m.ContainerPort.Get(); ok && n == port && !seen[m.Proto()] {
				seen[m.Proto()] = true
				found = append(found, refs[m])
			}
		}
	}

	return found
}

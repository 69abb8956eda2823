package build

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The questions about ports that a network mode, or a port, that is not known can leave open.
const (
	asksDuplicates = "duplicates"
	asksReserved   = "reserved"
	asksEphemeral  = "ephemeral"
	asksFixed      = "fixed"
	asksInvalid    = "invalid"
)

func questions() []string {
	return []string{asksDuplicates, asksReserved, asksEphemeral, asksFixed, asksInvalid}
}

func unjudge(root *facts.TaskDefinition, ref facts.Ref, field, reason string) {
	root.Unjudged = append(root.Unjudged, facts.Unjudged{Ref: ref, Field: field, Reason: reason, Leaves: questions()})
}

// anyMode judges a definition whose network mode is not known: what every mode refuses it notes, and it returns the
// questions of which the mode decides. Modes differ so:
//   - bridge mode and Windows NAT take two different ports; host and awsvpc mode refuse them;
//   - the host port counts in bridge mode, the container port in host mode, none in awsvpc mode, where all containers
//     share one interface; none takes no mapping at all.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
func (s *shard) anyMode(root *facts.TaskDefinition, d *snapshot.TaskDefinition, refs mappingRefs) []string {
	a := anyMode{d: d, hosts: s.hostsOf(d), refs: refs}
	if !onFargateOnly(root) {
		a.bridge, a.host = ports.Fixed(d, snapshot.ModeBridge), asGiven(ports.Fixed(d, snapshot.ModeHost))
	}

	var open []string

	root.Duplicates = a.duplicates()
	if a.moreDuplicates(root.Duplicates) {
		open = append(open, asksDuplicates)
	}

	root.HostPorts = a.reserved()
	if slices.ContainsFunc(slices.Concat(a.bridge, a.host), a.mayBeReserved) {
		open = append(open, asksReserved)
	}

	if slices.ContainsFunc(slices.Concat(a.bridge, a.host), a.mayBeEphemeral) {
		open = append(open, asksEphemeral)
	}

	if len(a.bridge) > len(root.HostPorts) {
		open = append(open, asksFixed)
	}

	if len(refused(root)) < len(refs) {
		open = append(open, asksInvalid) // if only by mode none
	}

	return open
}

type anyMode struct {
	d     *snapshot.TaskDefinition
	hosts hosts
	refs  mappingRefs

	// bridge and host are what the tasks would claim in these modes.
	bridge, host []ports.Claim
}

// asGiven leaves out the claims of mappings that host and awsvpc mode refuse.
func asGiven(claims []ports.Claim) []ports.Claim {
	return slices.DeleteFunc(claims, func(c ports.Claim) bool { return remapped(c.Mapping) })
}

// duplicates are host ports that no mode lets the task claim more than once: bridge mode cannot bind them, and host
// and awsvpc mode refuse a port that differs or cannot bind those that do not. Only a container that maps a port to
// itself twice binds it once in awsvpc mode.
func (a anyMode) duplicates() []facts.Duplicate {
	return slices.DeleteFunc(duplicates(a.bridge, a.refs), func(d facts.Duplicate) bool {
		containers := map[*snapshot.ContainerDefinition]bool{}

		for _, c := range a.bridge {
			if c.Port != d.Port || c.Protocol != d.Protocol {
				continue
			}

			if containers[c.Container] = true; remapped(c.Mapping) {
				return false
			}
		}

		return len(containers) == 1
	})
}

// moreDuplicates reports whether some mode has duplicates beyond those that every mode has.
func (a anyMode) moreDuplicates(certain []facts.Duplicate) bool {
	among := func(d facts.Duplicate) bool {
		return slices.ContainsFunc(certain, func(c facts.Duplicate) bool {
			return !slices.ContainsFunc(d.Refs, func(r facts.Ref) bool { return !slices.Contains(c.Refs, r) })
		})
	}

	for _, claims := range [][]ports.Claim{a.bridge, a.host, asGiven(ports.Listening(a.d))} {
		for _, d := range duplicates(claims, a.refs) {
			if !among(d) {
				return true
			}
		}
	}

	return false
}

// reserved are the claims of host ports that the agent keeps for itself in bridge mode, and that no other mode takes
// since the container port differs.
func (a anyMode) reserved() []facts.HostPort {
	var all []facts.HostPort

	for _, c := range a.bridge {
		if a.isReserved(c) {
			all = append(all, facts.HostPort{
				Ref: a.refs[c.Mapping], Container: c.Container.Name, Port: c.Port, Protocol: c.Protocol,
				Reserved: a.hosts.reserved(c),
			})
		}
	}

	return all
}

func (a anyMode) isReserved(c ports.Claim) bool {
	return remapped(c.Mapping) && a.hosts.reserved(c).State == "yes"
}

// mayBeReserved and mayBeEphemeral go by Windows too where the operating system is not known.
func (a anyMode) mayBeReserved(c ports.Claim) bool {
	if a.isReserved(c) {
		return false
	}

	onWindows := a.d.OperatingSystemFamily.IsUnknown() && c.Protocol == "tcp" &&
		slices.Contains(placement.DefaultReserved(true), c.Port)

	return onWindows || a.hosts.reserved(c).State != "no"
}

func (a anyMode) mayBeEphemeral(c ports.Claim) bool {
	r := placement.DefaultEphemeral(true)
	onWindows := a.d.OperatingSystemFamily.IsUnknown() && r.From <= c.Port && c.Port <= r.To

	return !a.isReserved(c) && (onWindows || a.hosts.ephemeral(c.Port) != nil)
}

// refused are the mappings that ECS refuses in every mode.
func refused(root *facts.TaskDefinition) map[facts.Ref]bool {
	refused := map[facts.Ref]bool{}

	for _, m := range root.OutOfRange {
		refused[m.Ref] = true
	}

	for _, m := range root.Portless {
		refused[m.Ref] = true
	}

	for _, r := range root.Ranges {
		if !r.Valid || len(r.Overlaps) > 0 || r.Index > mostRanges {
			refused[r.Ref] = true
		}
	}

	return refused
}

// mostRanges is how many ranges a container may have.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (containerPortRange)
const mostRanges = 100

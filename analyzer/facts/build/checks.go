package build

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// trafficPort is how a target group says that each target is asked where it gets its traffic. It is the default.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
const trafficPort = "traffic-port"

// fixedChecks judges the target groups of containers whose port ECS draws.
func (s *shard) fixedChecks(t *placement.Tenant) []facts.FixedCheck {
	if t.TaskDefinition == nil || t.Capacity.Launch == snapshot.LaunchFargate {
		return nil
	}

	var all []facts.FixedCheck

	told := map[string]bool{}

	for _, entry := range exposure.LoadBalancers(t.Service) {
		drawn := s.drawn(t, entry)
		if drawn == nil {
			continue
		}

		for _, id := range []string{entry.TargetGroup, entry.AlternateTargetGroup} {
			if id == "" || told[id] {
				continue
			}

			told[id] = true

			if check, wrong := s.fixedCheck(t, entry, id); wrong {
				mapping := ground.Mapping(t.TaskDefinition, drawn.Container, drawn.Mapping)
				check.Evidence = append(check.Evidence, s.refs.Add(mapping))
				all = append(all, check)
			}
		}
	}

	return all
}

// drawn is the mapping behind a target group where ECS draws its host port; nil where there is a fixed one. Of a
// container port that is not known, any mapping of the container counts.
func (s *shard) drawn(t *placement.Tenant, entry snapshot.ServiceLoadBalancer) *ports.Claim {
	claims := ports.Dynamic(t.TaskDefinition, t.Mode.Or(""))
	at := slices.IndexFunc(claims, func(c ports.Claim) bool {
		first, last, ok := c.Mapping.ContainerPorts()
		port, known := entry.ContainerPort.Get()

		return c.Container.Name == entry.ContainerName && (!known || ok && first <= port && port <= last)
	})

	if at < 0 {
		return nil
	}

	return &claims[at]
}

// fixedCheck tells whether a target group asks a port at which nothing is known to answer.
func (s *shard) fixedCheck(
	t *placement.Tenant, entry snapshot.ServiceLoadBalancer, id string,
) (check facts.FixedCheck, wrong bool) {
	group := s.Index.TargetGroups[id]
	check = facts.FixedCheck{Ref: s.refs.Add(ground.Tenant(t)), Container: entry.ContainerName}

	if group == nil {
		check.Undecided = "target group " + snapshot.Name(id) + " was not read"

		return check, true
	}

	check.TargetGroup = group.Name
	if group.HealthCheckPort.Or(trafficPort) == trafficPort && !group.HealthCheckPort.IsUnknown() ||
		group.TargetType == byAddress {
		return check, false
	}

	port, err := strconv.Atoi(group.HealthCheckPort.Or(""))
	check.Port = port

	switch {
	case group.TargetType == "":
		check.Undecided = "the target type of target group " + group.Name + " is not known"
	case group.HealthCheckPort.IsUnknown():
		check.Undecided = "health check port of target group " + group.Name + ": " + group.HealthCheckPort.Reason()
	case err != nil:
		check.Undecided = "health check port of target group " + group.Name + " is not known here"
	case entry.ContainerPort.IsUnknown():
		check.Undecided = "container port of target group " + group.Name + ": " + entry.ContainerPort.Reason()
	default:
		answered, why := s.answered(t, port)
		if answered {
			return check, false
		}

		check.Undecided = cmp.Or(ports.Unknown(t.TaskDefinition, t.Mode.Or("")), why)
		text := fmt.Sprintf("target group %s of type instance, health check port %d", group.Name, port)
		check.Evidence = []facts.Ref{s.refs.Add(ground.Note("targetGroup", group.ID, text))}
	}

	return check, true
}

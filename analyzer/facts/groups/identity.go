package groups

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An identity is what security groups give to those that have them.
type identity struct {
	// namedBy are the groups with an inbound rule that names a group, unknown the rules whose group is not known.
	namedBy map[string][]*snapshot.SecurityGroup
	unknown []*snapshot.SecurityGroup

	// interfaces have a group, endpoints are the VPC endpoints that have it.
	interfaces map[string][]*snapshot.NetworkInterface
	endpoints  map[string][]*snapshot.VPCEndpoint
}

func newIdentity(s *snapshot.Snapshot) *identity {
	x := &identity{
		namedBy:    map[string][]*snapshot.SecurityGroup{},
		interfaces: map[string][]*snapshot.NetworkInterface{},
		endpoints:  map[string][]*snapshot.VPCEndpoint{},
	}

	for i := range s.SecurityGroups {
		x.addGroup(&s.SecurityGroups[i])
	}

	for i := range s.NetworkInterfaces {
		for _, id := range s.NetworkInterfaces[i].SecurityGroups {
			x.interfaces[id] = append(x.interfaces[id], &s.NetworkInterfaces[i])
		}
	}

	for i := range s.VPCEndpoints {
		for _, id := range s.VPCEndpoints[i].SecurityGroups {
			x.endpoints[id] = append(x.endpoints[id], &s.VPCEndpoints[i])
		}
	}

	return x
}

func (x *identity) addGroup(group *snapshot.SecurityGroup) {
	seen := map[string]bool{}

	for i := range group.Rules {
		rule := &group.Rules[i]
		if rule.Egress {
			continue
		}

		if rule.ReferencedGroup.IsUnknown() && !seen[""] {
			seen[""] = true

			x.unknown = append(x.unknown, group)
		}

		if id, ok := rule.ReferencedGroup.Get(); ok && !seen[id] {
			seen[id] = true

			x.namedBy[id] = append(x.namedBy[id], group)
		}
	}
}

// worn tells whether anything but the cluster's own instances may have the group, which nobody knows of a group that
// no interface is known to have. agents is set where only VPC endpoints have it that the instances themselves call.
func (s *Shard) worn(n *neighbourhood, group *snapshot.SecurityGroup) (others, agents bool) {
	interfaces, endpoints := s.identity.interfaces[group.ID], s.identity.endpoints[group.ID]
	balancer := s.Reach.Balancer(group.ID)
	others = len(interfaces)+len(endpoints) == 0 || len(endpoints) > 0 || balancer != nil

	agents = balancer == nil && len(endpoints) > 0 &&
		!slices.ContainsFunc(endpoints, func(e *snapshot.VPCEndpoint) bool { return !calledByInstances(e) })

	for _, eni := range interfaces {
		if !n.own[eni.ID] {
			others = true
			agents = agents && eni.InterfaceType == "vpc_endpoint"
		}
	}

	return others, agents
}

// calledByInstances reports whether the agent, Docker or the system of an instance calls an endpoint for every task
// there: that is a need of the instance.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
func calledByInstances(e *snapshot.VPCEndpoint) bool {
	labels := strings.SplitN(e.ServiceName, ".", 4)

	return len(labels) == 4 && slices.Contains([]string{
		"ecs", "ecs-agent", "ecs-telemetry", "ecr.api", "ecr.dkr", "logs", "ssm", "ssmmessages", "ec2messages",
		"secretsmanager",
	}, labels[3])
}

// wearer names what has the group.
func (s *Shard) wearer(group *snapshot.SecurityGroup) ground.NoteRef {
	if lb := s.Reach.Balancer(group.ID); lb != nil {
		return ground.Note("loadBalancer", lb.ID, "load balancer "+lb.Name+" has group "+group.Name)
	}

	if all := s.identity.endpoints[group.ID]; len(all) > 0 {
		return ground.Note("vpcEndpoint", all[0].ID, "the VPC endpoint of "+all[0].ServiceName+" has group "+group.Name)
	}

	interfaces := s.identity.interfaces[group.ID]

	for _, t := range s.Tenants {
		if t.Service == nil || t.Mode.Or("") != snapshot.ModeAWSVPC {
			continue
		}

		if ids, _ := s.Placement.Groups(t); slices.Contains(ids, group.ID) {
			return ground.Note("service", t.Service.ID, "tasks of service "+t.Name()+" have group "+group.Name)
		}
	}

	if len(interfaces) == 0 {
		return ground.Note("securityGroup", group.ID, "what has group "+group.Name+" was not read")
	}

	first := slices.MinFunc(interfaces, func(a, b *snapshot.NetworkInterface) int { return cmp.Compare(a.ID, b.ID) })
	text := "network interface " + first.ID + " has group " + group.Name

	if more := len(interfaces) - 1; more > 0 {
		text = fmt.Sprintf("%s (and %d more)", text, more)
	}

	return ground.Note("networkInterface", first.ID, text)
}

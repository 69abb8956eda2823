package overlay

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// targetGroups lays written target groups over those of the same name, or adds them.
func (l *layer) targetGroups() {
	for i := range l.change.TargetGroups {
		written := l.change.TargetGroups[i]
		at := l.targetGroup(&written)
		l.replaced = append(l.replaced, Replaced{
			Kind: KindTargetGroup, Name: written.Name, File: written.Origin.File, New: at < 0,
		})

		if at >= 0 {
			l.names[written.ID] = l.account.TargetGroups[at].ID
			l.out.TargetGroups[at] = layTargetGroup(&written, &l.out.TargetGroups[at])

			continue
		}

		_, l.unnamed[written.ID] = unnamed(written.ID, written.Name)
		settle(&written.Meta, l.home)
		written.VPC = l.call(written.VPC)
		l.out.TargetGroups = append(l.out.TargetGroups, written)
	}
}

// targetGroup is the place of the group that a written one is about; below 0 for none. One without a name is the one
// before the service that the files put behind it.
func (l *layer) targetGroup(written *snapshot.TargetGroup) int {
	at := slices.IndexFunc(l.account.TargetGroups, func(g snapshot.TargetGroup) bool { return g.ID == written.ID })
	if found := match(l.account.TargetGroups, written.ID, written.Name,
		func(g *snapshot.TargetGroup) string { return g.Name },
		near(written.Meta, func(g *snapshot.TargetGroup) *snapshot.Meta { return &g.Meta })); at < 0 && len(found) > 0 {
		at = found[0]
	}

	if _, left := unnamed(written.ID, written.Name); at >= 0 || !left {
		return at
	}

	served := l.servedBy(written.ID)
	if len(served) != 1 {
		return -1
	}

	return slices.IndexFunc(l.account.TargetGroups, func(g snapshot.TargetGroup) bool { return g.ID == served[0] })
}

// servedBy are the target groups that the account has in front of the containers for which the files name one.
func (l *layer) servedBy(group string) []string {
	var served []string

	for i := range l.change.Services {
		for _, b := range l.change.Services[i].LoadBalancers {
			if b.TargetGroup != group && b.AlternateTargetGroup != group {
				continue
			}

			if at, err := l.namesake(&l.change.Services[i]); err == nil && at >= 0 {
				served = append(served, before(&l.account.Services[at], b, b.AlternateTargetGroup == group)...)
			}
		}
	}

	return sortedSet(served)
}

// before are the target groups that a service has for the container of an entry.
func before(s *snapshot.Service, entry snapshot.ServiceLoadBalancer, alternate bool) []string {
	var groups []string

	for _, b := range s.LoadBalancers {
		switch same := b.ContainerPort == entry.ContainerPort || entry.ContainerPort.IsUnknown(); {
		case b.ContainerName != entry.ContainerName || !same:
		case alternate && b.AlternateTargetGroup != "":
			groups = append(groups, b.AlternateTargetGroup)
		case !alternate && b.TargetGroup != "":
			groups = append(groups, b.TargetGroup)
		}
	}

	return groups
}

// layTargetGroup is a target group of the account as the files have it. Of another type or version of IP it is a new
// one, with which ECS registers the tasks anew.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyTargetGroup.html
func layTargetGroup(written, account *snapshot.TargetGroup) snapshot.TargetGroup {
	laid := *account
	laid.Origin = written.Origin
	laid.Origin.ARN = account.Origin.ARN

	laid.TargetType = cmp.Or(written.TargetType, account.TargetType)
	laid.Protocol = cmp.Or(written.Protocol, account.Protocol)
	laid.Port = cmp.Or(written.Port, account.Port)
	laid.HealthCheckProtocol = cmp.Or(written.HealthCheckProtocol, account.HealthCheckProtocol)
	laid.IPAddressType = cmp.Or(written.IPAddressType, account.IPAddressType)

	if written.HealthCheckPort.IsKnown() {
		laid.HealthCheckPort = written.HealthCheckPort
	}

	anew := laid.TargetType != account.TargetType || laid.IPAddressType != account.IPAddressType
	if written.PreserveClientIP.IsKnown() || anew || laid.Protocol != account.Protocol {
		laid.PreserveClientIP = written.PreserveClientIP
	}

	if anew {
		laid.Targets = slices.Clone(written.Targets)
	}

	return laid
}

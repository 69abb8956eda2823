package awsmap

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Join adds the nouns and gaps of src, which is of one account and region, to dst and puts dst in one total
// order: by id and, for what AWS lists under one id in several accounts (images, its own prefix lists), by
// content. A noun of src without an id can be joined to nothing; a gap takes its place. Schema, sources and
// time stay those of dst.
func Join(dst, src *snapshot.Snapshot) {
	joinECS(dst, src)
	joinEC2(dst, src)
	joinVPC(dst, src)
	joinGateways(dst, src)
	joinELB(dst, src)

	dst.Gaps = append(dst.Gaps, src.Gaps...)
	order(dst.Gaps, encode)
	dst.Gaps = slices.CompactFunc(dst.Gaps, func(g, h snapshot.Gap) bool { return encode(&g) == encode(&h) })
}

// joinECS and those below give each list its id and the action that a missing id is laid to.
func joinECS(dst, src *snapshot.Snapshot) {
	join(dst, DescribeClusters, &dst.Clusters, src.Clusters,
		func(c *snapshot.Cluster) string { return c.ID })
	join(dst, DescribeCapacityProviders, &dst.CapacityProviders, src.CapacityProviders,
		func(c *snapshot.CapacityProvider) string { return c.ID })
	join(dst, DescribeServices, &dst.Services, src.Services,
		func(s *snapshot.Service) string { return s.ID })
	join(dst, DescribeTaskDefinition, &dst.TaskDefinitions, src.TaskDefinitions,
		func(t *snapshot.TaskDefinition) string { return t.ID })
	join(dst, DescribeTasks, &dst.Tasks, src.Tasks,
		func(t *snapshot.Task) string { return t.ID })
	join(dst, DescribeContainerInstances, &dst.ContainerInstances, src.ContainerInstances,
		func(c *snapshot.ContainerInstance) string { return c.ID })
	join(dst, DescribeScalableTargets, &dst.ScalableTargets, src.ScalableTargets,
		func(t *snapshot.ScalableTarget) string { return t.Cluster + "/" + t.Service })
	join(dst, GetService, &dst.CloudMapServices, src.CloudMapServices,
		func(s *snapshot.CloudMapService) string { return s.ID })
}

func joinEC2(dst, src *snapshot.Snapshot) {
	join(dst, DescribeAutoScalingGroups, &dst.AutoScalingGroups, src.AutoScalingGroups,
		func(g *snapshot.AutoScalingGroup) string { return g.ID })
	join(dst, DescribeLaunchTemplateVersions, &dst.LaunchTemplates, src.LaunchTemplates,
		func(t *snapshot.LaunchTemplate) string { return t.ID })
	join(dst, DescribeInstances, &dst.Instances, src.Instances,
		func(i *snapshot.Instance) string { return i.ID })
	join(dst, DescribeImages, &dst.Images, src.Images,
		func(i *snapshot.Image) string { return i.ID })
	join(dst, DescribeNetworkInterfaces, &dst.NetworkInterfaces, src.NetworkInterfaces,
		func(n *snapshot.NetworkInterface) string { return n.ID })
	join(dst, DescribeSecurityGroups, &dst.SecurityGroups, src.SecurityGroups,
		func(g *snapshot.SecurityGroup) string { return g.ID })
	join(dst, DescribeManagedPrefixLists, &dst.PrefixLists, src.PrefixLists,
		func(l *snapshot.PrefixList) string { return l.ID })
}

func joinVPC(dst, src *snapshot.Snapshot) {
	join(dst, DescribeVPCs, &dst.VPCs, src.VPCs,
		func(v *snapshot.VPC) string { return v.ID })
	join(dst, DescribeSubnets, &dst.Subnets, src.Subnets,
		func(s *snapshot.Subnet) string { return s.ID })
	join(dst, DescribeRouteTables, &dst.RouteTables, src.RouteTables,
		func(t *snapshot.RouteTable) string { return t.ID })
	join(dst, DescribeNetworkACLs, &dst.NetworkACLs, src.NetworkACLs,
		func(n *snapshot.NetworkACL) string { return n.ID })
}

// joinGateways finds Block Public Access by its place, since there is one in an account and region.
func joinGateways(dst, src *snapshot.Snapshot) {
	join(dst, DescribeVPCBlockPublicAccessOptions, &dst.VPCBlockPublicAccess, src.VPCBlockPublicAccess,
		func(b *snapshot.VPCBlockPublicAccess) string { return b.Account + "/" + b.Region })
	join(dst, DescribeInternetGateways, &dst.InternetGateways, src.InternetGateways,
		func(g *snapshot.InternetGateway) string { return g.ID })
	join(dst, DescribeVPCPeeringConnections, &dst.Peerings, src.Peerings,
		func(p *snapshot.Peering) string { return p.ID })
	join(dst, DescribeTransitGateways, &dst.TransitGateways, src.TransitGateways,
		func(t *snapshot.TransitGateway) string { return t.ID })
	join(dst, DescribeTransitGatewayAttachments, &dst.TransitGatewayAttachments, src.TransitGatewayAttachments,
		func(t *snapshot.TransitGatewayAttachment) string { return t.ID })
	join(dst, DescribeVPCEndpoints, &dst.VPCEndpoints, src.VPCEndpoints,
		func(e *snapshot.VPCEndpoint) string { return e.ID })
}

func joinELB(dst, src *snapshot.Snapshot) {
	join(dst, DescribeLoadBalancers, &dst.LoadBalancers, src.LoadBalancers,
		func(l *snapshot.LoadBalancer) string { return l.ID })
	join(dst, DescribeListeners, &dst.Listeners, src.Listeners,
		func(l *snapshot.Listener) string { return l.ID })
	join(dst, DescribeTargetGroups, &dst.TargetGroups, src.TargetGroups,
		func(t *snapshot.TargetGroup) string { return t.ID })
}

// join drops all but one of the nouns of src that share an id, always the same one.
func join[T any](s *snapshot.Snapshot, action string, dst *[]T, src []T, id func(*T) string) {
	order(src, id)

	for i := range src {
		switch {
		case id(&src[i]) == "":
			s.Gaps = append(s.Gaps, ActionNamed(action).Gap("an answer without the id of its resource"))
		case i > 0 && id(&src[i]) == id(&src[i-1]):
		default:
			*dst = append(*dst, src[i])
		}
	}

	order(*dst, id)
}

// order sorts by id, and by content where ids are equal. It sorts pointers, since nouns are large.
func order[T any](nouns []T, id func(*T) string) {
	sorted := make([]*T, len(nouns))
	for i := range nouns {
		sorted[i] = &nouns[i]
	}

	slices.SortFunc(sorted, func(x, y *T) int {
		if c := strings.Compare(id(x), id(y)); c != 0 {
			return c
		}

		return strings.Compare(encode(x), encode(y))
	})

	out := make([]T, len(nouns))
	for i := range sorted {
		out[i] = *sorted[i]
	}

	copy(nouns, out)
}

// encode is the content of a noun as a word that can be compared.
func encode[T any](noun *T) string {
	b, err := json.Marshal(noun)
	if err != nil { // not for these types; the order is then that of the ids alone
		return ""
	}

	return string(b)
}

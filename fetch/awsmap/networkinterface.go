package awsmap

import (
	"regexp"
	"slices"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// networkInterfaces joins the interfaces that were described with those that instances carry in their own
// answer. Where both know an interface, the description wins: it is the one that was asked for.
func (a *Answers) networkInterfaces() []snapshot.NetworkInterface {
	out := each(a.NetworkInterfaces, a.networkInterface)
	described := map[string]bool{}

	for i := range out {
		described[out[i].ID] = true
	}

	for i := range a.Instances {
		for j := range a.Instances[i].NetworkInterfaces {
			in := &a.Instances[i].NetworkInterfaces[j]
			if described[deref(in.NetworkInterfaceId)] {
				continue
			}

			full := fromInstance(in, a.Instances[i].InstanceId)
			n, _ := a.networkInterface(&full)
			out = append(out, n)
		}
	}

	return out
}

// networkInterface collects the public addresses of all private ones: each can have its own Elastic IP address. The
// association of the interface itself counts too, though it should repeat one of them.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html
func (a *Answers) networkInterface(in *ec2.NetworkInterface) (snapshot.NetworkInterface, bool) {
	id := deref(in.NetworkInterfaceId)
	out := snapshot.NetworkInterface{
		Meta:           a.ec2Meta(nil, in.OwnerId, "network-interface", id),
		ID:             id,
		VPC:            deref(in.VpcId),
		Subnet:         deref(in.SubnetId),
		LoadBalancer:   balancerOf(in),
		InterfaceType:  string(in.InterfaceType),
		SecurityGroups: groupIDs(in.Groups),

		SourceDestCheck: boolPtr(in.SourceDestCheck),

		IPv6s: setOf(in.Ipv6Addresses, func(p *ec2.NetworkInterfaceIpv6Address) *string { return p.Ipv6Address }),
	}

	if in.Attachment != nil {
		out.Instance = deref(in.Attachment.InstanceId)
	}

	public := setOf(in.PrivateIpAddresses,
		func(p *ec2.NetworkInterfacePrivateIpAddress) *string { return deref(p.Association).PublicIp })
	out.PublicIPs = set(public, []string{deref(deref(in.Association).PublicIp)})
	out.PrivateIPs = primaryFirst(deref(in.PrivateIpAddress), setOf(in.PrivateIpAddresses,
		func(p *ec2.NetworkInterfacePrivateIpAddress) *string { return p.PrivateIpAddress }))

	return out, true
}

// balancerRE matches the description that Elastic Load Balancing gives to its interfaces: ELB app/NAME/ID.
// https://repost.aws/knowledge-center/elb-find-load-balancer-IP
var balancerRE = regexp.MustCompile(`^ELB (?:app|net|gwy)/([A-Za-z0-9-]{1,32})/[0-9a-f]{1,32}$`)

// balancerOf is the name of the load balancer that the interface belongs to. What anyone can write counts only on
// an interface that an AWS service made.
func balancerOf(in *ec2.NetworkInterface) string {
	if !deref(in.RequesterManaged) && in.InterfaceType != ec2.NetworkInterfaceTypeNetworkLoadBalancer {
		return ""
	}

	if m := balancerRE.FindStringSubmatch(deref(in.Description)); m != nil {
		return m[1]
	}

	return ""
}

// fromInstance puts an interface as an instance carries it into the form in which it is described.
func fromInstance(in *ec2.InstanceNetworkInterface, instance *string) ec2.NetworkInterface {
	out := ec2.NetworkInterface{
		NetworkInterfaceId: in.NetworkInterfaceId,
		OwnerId:            in.OwnerId,
		VpcId:              in.VpcId,
		SubnetId:           in.SubnetId,
		InterfaceType:      ec2.NetworkInterfaceType(deref(in.InterfaceType)),
		Groups:             in.Groups,
		SourceDestCheck:    in.SourceDestCheck,
		PrivateIpAddress:   in.PrivateIpAddress,
		Association:        &ec2.NetworkInterfaceAssociation{PublicIp: deref(in.Association).PublicIp},
		Attachment:         &ec2.NetworkInterfaceAttachment{InstanceId: instance},
	}

	for i := range in.PrivateIpAddresses {
		p := &in.PrivateIpAddresses[i]
		out.PrivateIpAddresses = append(out.PrivateIpAddresses, ec2.NetworkInterfacePrivateIpAddress{
			PrivateIpAddress: p.PrivateIpAddress,
			Association:      &ec2.NetworkInterfaceAssociation{PublicIp: deref(p.Association).PublicIp},
		})
	}

	for i := range in.Ipv6Addresses {
		out.Ipv6Addresses = append(out.Ipv6Addresses,
			ec2.NetworkInterfaceIpv6Address{Ipv6Address: in.Ipv6Addresses[i].Ipv6Address})
	}

	return out
}

// primaryFirst puts the primary address first, since a target of type instance is reached there.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
func primaryFirst(primary string, addresses []string) []string {
	others := slices.DeleteFunc(set(addresses), func(s string) bool { return s == primary })
	if primary == "" {
		return others
	}

	return append([]string{primary}, others...)
}

func groupIDs(in []ec2.GroupIdentifier) []string {
	return setOf(in, func(g *ec2.GroupIdentifier) *string { return g.GroupId })
}

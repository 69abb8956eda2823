package snapshot

// VPCBlockPublicAccess is what an account says for all its VPCs of a region.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
type VPCBlockPublicAccess struct {
	Meta

	// Mode is off (the default), block-bidirectional or block-ingress.
	Mode       string                          `json:"mode"`
	Exclusions []VPCBlockPublicAccessExclusion `json:"exclusions,omitempty"`
}

// A VPCBlockPublicAccessExclusion takes a VPC or a subnet out of the block.
type VPCBlockPublicAccessExclusion struct {
	// Resource is the ID of a VPC or subnet.
	Resource string `json:"resource"`

	// Mode is allow-bidirectional or allow-egress.
	Mode string `json:"mode"`
}

// An InternetGateway is an internet gateway; without a VPC it leads nowhere.
type InternetGateway struct {
	Meta
	ID  string `json:"id"`
	VPC string `json:"vpc,omitempty"`
}

// A Peering is a VPC peering connection.
type Peering struct {
	Meta
	ID string `json:"id"`

	// Status is active, or why nothing passes: pending-acceptance, deleted, …
	Status    string    `json:"status"`
	Requester PeeredVPC `json:"requester"`
	Accepter  PeeredVPC `json:"accepter"`
}

// A PeeredVPC is one end of a peering connection.
type PeeredVPC struct {
	VPC       string   `json:"vpc"`
	Account   string   `json:"account,omitempty"`
	Region    string   `json:"region,omitempty"`
	CIDRs     []string `json:"cidrs,omitempty"`
	IPv6CIDRs []string `json:"ipv6Cidrs,omitempty"`
}

// A TransitGateway is a transit gateway.
type TransitGateway struct {
	Meta
	ID string `json:"id"`

	// SecurityGroupReferencing reports whether inbound rules may name groups of other attached VPCs; off by
	// default, and needed on the attachments too.
	SecurityGroupReferencing Value[bool] `json:"securityGroupReferencing,omitzero"`
}

// A TransitGatewayAttachment ties a VPC, or something else, to a transit gateway.
type TransitGatewayAttachment struct {
	Meta
	ID             string `json:"id"`
	TransitGateway string `json:"transitGateway"`

	// ResourceType is vpc, vpn, direct-connect-gateway, peering, connect, …; Resource its ID.
	ResourceType string `json:"resourceType,omitempty"`
	Resource     string `json:"resource,omitempty"`

	// State is available, or why nothing passes.
	State                    string      `json:"state,omitempty"`
	SecurityGroupReferencing Value[bool] `json:"securityGroupReferencing,omitzero"`
}

// A VPCEndpoint is a VPC endpoint.
type VPCEndpoint struct {
	Meta
	ID  string `json:"id"`
	VPC string `json:"vpc,omitempty"`

	// Type is Interface, Gateway, GatewayLoadBalancer, Resource or ServiceNetwork.
	Type string `json:"type,omitempty"`

	// ServiceName is such as com.amazonaws.eu-north-1.ecr.api.
	ServiceName       string   `json:"serviceName,omitempty"`
	SecurityGroups    []string `json:"securityGroups,omitempty"`
	Subnets           []string `json:"subnets,omitempty"`
	NetworkInterfaces []string `json:"networkInterfaces,omitempty"`
}

// A CloudMapService is a service of a Cloud Map namespace.
type CloudMapService struct {
	Meta
	ID        string `json:"id"`
	Name      string `json:"name"`
	Namespace string `json:"namespace,omitempty"`

	// RecordTypes are A, AAAA, SRV, CNAME.
	RecordTypes []string `json:"recordTypes,omitempty"`

	// RecordTypesUnknown is why there may be others; empty where these are all.
	RecordTypesUnknown string `json:"recordTypesUnknown,omitempty"`
}

// Key identifies the setting: there is one in an account and region.
func (v *VPCBlockPublicAccess) Key() string { return "vpc-block-public-access" }

// Key identifies the gateway by its VPC.
func (g *InternetGateway) Key() string { return "internet-gateway/" + g.VPC }

// Key identifies the connection by its two ends.
func (p *Peering) Key() string { return "peering/" + p.Requester.VPC + "/" + p.Accepter.VPC }

// Key identifies the gateway by its ID, since it has no name.
func (t *TransitGateway) Key() string { return "transit-gateway/" + t.ID }

// Key identifies the attachment by what it ties together.
func (t *TransitGatewayAttachment) Key() string {
	return "transit-gateway-attachment/" + t.TransitGateway + "/" + t.Resource
}

// Key identifies the endpoint by its VPC and service.
func (v *VPCEndpoint) Key() string { return "vpc-endpoint/" + v.VPC + "/" + v.ServiceName }

// Key identifies the service by namespace and name.
func (c *CloudMapService) Key() string { return "cloud-map-service/" + c.Namespace + "/" + c.Name }

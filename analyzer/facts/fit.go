package facts

// A Fit is whether a cluster has what awsvpc takes: network interfaces of instances, and addresses of subnets.
type Fit struct {
	// Interfaces are the instances that tenants share, Moves what they would be asked for if the tenants of the other
	// network modes were in awsvpc mode too; only those are listed that have such a tenant.
	Interfaces []InterfaceFit `from:"Service,Task,TaskDefinition,ContainerInstance,CapacityProvider,AutoScalingGroup,LaunchTemplate,Instance,NetworkInterface" json:"interfaces"` //nolint:lll // a struct tag cannot be wrapped
	Moves      []InterfaceFit `from:"Service,Task,TaskDefinition,ContainerInstance,CapacityProvider,AutoScalingGroup,LaunchTemplate,Instance,NetworkInterface" json:"moves"`      //nolint:lll // a struct tag cannot be wrapped

	// Addresses are the subnets that awsvpc services share, each at the first cluster that has a service there.
	Addresses []AddressFit `from:"Service,Task,TaskDefinition,ContainerInstance,AutoScalingGroup,Instance,Subnet,ScalableTarget" json:"addresses"` //nolint:lll // a struct tag cannot be wrapped
}

// An InterfaceFit is the arithmetic of network interfaces, of tenants that share instances.
type InterfaceFit struct {
	Ref Ref `json:"ref"`

	// Names and Refs are the tenants, Evidence the first of them with the instances.
	Names    []string `json:"names"`
	Refs     []Ref    `json:"refs"`
	Evidence []Ref    `json:"evidence"`

	// Text is the arithmetic in words. Missing is how many tasks have no interface in any placement, one deployment at a
	// time, and Undecided why it is not known whether any has none.
	Text      string `json:"text"`
	Missing   int    `json:"missing"`
	Undecided string `json:"undecided"`

	// Trunked is the same with a trunk on each instance that can have one, Slots how many tasks these take then, and
	// Trunkless how many instances have none now.
	Trunked   Shortage `json:"trunked"`
	Slots     string   `json:"slots"`
	Instances int      `json:"instances"`
	Trunkless int      `json:"trunkless"`
}

// A Shortage is how many are missing for certain, or why it is not known whether any is.
type Shortage struct {
	Missing   int    `json:"missing"`
	Undecided string `json:"undecided"`
}

// An AddressFit is the arithmetic of addresses, of services and auto scaling groups that share subnets.
type AddressFit struct {
	Ref      Ref      `json:"ref"`
	Subnets  []string `json:"subnets"`
	Refs     []Ref    `json:"refs"`
	Evidence []Ref    `json:"evidence"`

	// Free is how many addresses can still be taken.
	Free string `json:"free"`

	// Now is what the desired counts still take, Maximum what auto scaling may.
	Now     AddressNeed `json:"now"`
	Maximum AddressNeed `json:"maximum"`
}

// An AddressNeed is what is still to be taken, and how many addresses are missing for it. Enough is the smallest subnet
// that has them.
type AddressNeed struct {
	Missing   int    `json:"missing"`
	Undecided string `json:"undecided"`
	Text      string `json:"text"`
	Enough    string `json:"enough"`
}

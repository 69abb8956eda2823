package snapshot

// An Index finds the nouns of a Snapshot by their IDs. It points into the Snapshot, which must not change
// while the Index is used. A missing noun is a nil pointer.
type Index struct {
	Snapshot *Snapshot

	Clusters           map[string]*Cluster
	CapacityProviders  map[nameIn]*CapacityProvider
	TaskDefinitions    map[string]*TaskDefinition
	ContainerInstances map[string]*ContainerInstance
	AutoScalingGroups  map[nameIn]*AutoScalingGroup
	LaunchTemplates    map[string]*LaunchTemplate
	Instances          map[string]*Instance
	Images             map[string]*Image
	NetworkInterfaces  map[string]*NetworkInterface
	SecurityGroups     map[string]*SecurityGroup
	PrefixLists        map[string]*PrefixList
	VPCs               map[string]*VPC
	Subnets            map[string]*Subnet
	LoadBalancers      map[string]*LoadBalancer
	TargetGroups       map[string]*TargetGroup
	InternetGateways   map[string]*InternetGateway
	Peerings           map[string]*Peering
	TransitGateways    map[string]*TransitGateway
	CloudMapServices   map[string]*CloudMapService

	// TaskOf is the task whose own interface it is, by the ID of the interface.
	TaskOf map[string]*Task

	// ServicesOf and TasksOf are the services and tasks by cluster, in the order of the Snapshot.
	ServicesOf           map[string][]*Service
	TasksOf              map[string][]*Task
	ScheduledTasksOf     map[string][]*ScheduledTask
	ContainerInstancesOf map[string][]*ContainerInstance
}

// NewIndex indexes s.
func NewIndex(s *Snapshot) *Index {
	return &Index{
		Snapshot:             s,
		Clusters:             by(s.Clusters, func(c *Cluster) string { return c.ID }),
		CapacityProviders:    by(s.CapacityProviders, providerKey),
		TaskDefinitions:      by(s.TaskDefinitions, func(t *TaskDefinition) string { return t.ID }),
		ContainerInstances:   by(s.ContainerInstances, func(c *ContainerInstance) string { return c.ID }),
		AutoScalingGroups:    by(s.AutoScalingGroups, groupKey),
		LaunchTemplates:      by(s.LaunchTemplates, func(l *LaunchTemplate) string { return l.ID }),
		Instances:            by(s.Instances, func(i *Instance) string { return i.ID }),
		Images:               by(s.Images, func(i *Image) string { return i.ID }),
		NetworkInterfaces:    by(s.NetworkInterfaces, func(n *NetworkInterface) string { return n.ID }),
		SecurityGroups:       by(s.SecurityGroups, func(g *SecurityGroup) string { return g.ID }),
		PrefixLists:          by(s.PrefixLists, func(p *PrefixList) string { return p.ID }),
		VPCs:                 by(s.VPCs, func(v *VPC) string { return v.ID }),
		Subnets:              by(s.Subnets, func(s *Subnet) string { return s.ID }),
		LoadBalancers:        by(s.LoadBalancers, func(l *LoadBalancer) string { return l.ID }),
		TargetGroups:         by(s.TargetGroups, func(t *TargetGroup) string { return t.ID }),
		InternetGateways:     by(s.InternetGateways, func(g *InternetGateway) string { return g.ID }),
		Peerings:             by(s.Peerings, func(p *Peering) string { return p.ID }),
		TransitGateways:      by(s.TransitGateways, func(t *TransitGateway) string { return t.ID }),
		CloudMapServices:     by(s.CloudMapServices, func(c *CloudMapService) string { return c.ID }),
		TaskOf:               by(s.Tasks, func(t *Task) string { return t.NetworkInterface }),
		ServicesOf:           group(s.Services, func(s *Service) string { return s.Cluster }),
		TasksOf:              group(s.Tasks, func(t *Task) string { return t.Cluster }),
		ScheduledTasksOf:     group(s.ScheduledTasks, func(t *ScheduledTask) string { return t.Cluster }),
		ContainerInstancesOf: group(s.ContainerInstances, func(c *ContainerInstance) string { return c.Cluster }),
	}
}

// CapacityProvider finds a provider by its name, in the account and region of the resource that names it.
func (x *Index) CapacityProvider(m Meta, name string) *CapacityProvider {
	return x.CapacityProviders[nameIn{m.Scope(), name}]
}

// AutoScalingGroup finds a group by its name, in the account and region of the resource that names it.
func (x *Index) AutoScalingGroup(m Meta, name string) *AutoScalingGroup {
	return x.AutoScalingGroups[nameIn{m.Scope(), name}]
}

// nameIn is a name that means one thing in a scope.
type nameIn struct {
	scope Scope
	name  string
}

func providerKey(p *CapacityProvider) nameIn { return nameIn{p.Scope(), p.Name} }

func groupKey(a *AutoScalingGroup) nameIn { return nameIn{a.Scope(), a.Name} }

func by[T any, K comparable](nouns []T, key func(*T) K) map[K]*T {
	var none K

	m := make(map[K]*T, len(nouns))
	for i := range nouns {
		if k := key(&nouns[i]); k != none {
			m[k] = &nouns[i]
		}
	}

	return m
}

func group[T any](nouns []T, key func(*T) string) map[string][]*T {
	m := map[string][]*T{}

	for i := range nouns {
		k := key(&nouns[i])
		m[k] = append(m[k], &nouns[i])
	}

	return m
}

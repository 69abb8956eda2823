package placement

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Host is what an instance is to the tasks on it.
type Host struct {
	// Instance is nil where the container instance's machine was not read, or is not in EC2.
	Instance *snapshot.Instance
	Windows  bool

	// Ephemeral is the range from which host ports are drawn for mappings without one.
	Ephemeral snapshot.PortRange

	// EphemeralKnown reports whether the instance's own settings say so; otherwise it is the system's default.
	EphemeralKnown bool

	// Interfaces are the instance's network interfaces, the primary first.
	Interfaces []*snapshot.NetworkInterface

	// LaunchTemplate is what the instance, or its auto scaling group, starts from; nil where none was read.
	LaunchTemplate *snapshot.LaunchTemplate
}

// Host describes the machine behind a container instance of the snapshot.
func (m *Model) Host(c *snapshot.ContainerInstance) Host { return m.machines[c] }

func (m *Model) host(c *snapshot.ContainerInstance) Host {
	instance := m.index.Instances[c.Instance]
	host := Host{Instance: instance, Windows: onWindows(c, instance)}
	host.Ephemeral, host.EphemeralKnown = m.ephemeral(host.Windows, instance)

	if instance == nil {
		return host
	}

	host.LaunchTemplate = m.template(instance)

	for _, id := range instance.NetworkInterfaces {
		if eni := m.index.NetworkInterfaces[id]; eni != nil && !m.taskInterface(eni) {
			host.Interfaces = append(host.Interfaces, eni)
		}
	}

	return host
}

// taskInterface reports whether the interface belongs to an awsvpc task, or is the trunk that carries those of
// tasks. An instance lists them among its own, but published host ports do not answer there.
func (m *Model) taskInterface(eni *snapshot.NetworkInterface) bool {
	return m.index.TaskOf[eni.ID] != nil || eni.InterfaceType == "trunk" || eni.InterfaceType == "branch"
}

func onWindows(c *snapshot.ContainerInstance, instance *snapshot.Instance) bool {
	if system, ok := attribute(c, "ecs.os-type"); ok {
		return windows(system)
	}

	return instance != nil && windows(instance.Platform)
}

// The ephemeral ranges, from which Docker or the agent draws host ports.
//
// Linux: the kernel's net.ipv4.ip_local_port_range, by default 32768-60999.
// https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html
// Windows: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (hostPort)
// Amazon Linux 2 on arm64 widens it: https://github.com/aws/aws-cdk/issues/9778
func linuxRange() snapshot.PortRange   { return snapshot.PortRange{From: 32768, To: 60999} }
func windowsRange() snapshot.PortRange { return snapshot.PortRange{From: 49152, To: 65535} }
func al2ArmRange() snapshot.PortRange  { return snapshot.PortRange{From: 1025, To: 65000} }

// DefaultEphemeral is the range of a host of which only the system is known.
func DefaultEphemeral(windows bool) snapshot.PortRange {
	if windows {
		return windowsRange()
	}

	return linuxRange()
}

func (m *Model) ephemeral(windows bool, instance *snapshot.Instance) (r snapshot.PortRange, isKnown bool) {
	if instance == nil {
		return DefaultEphemeral(windows), false
	}

	if template := m.template(instance); template != nil && template.Agent != nil {
		if r, ok := template.Agent.DynamicPortRange.Get(); ok {
			return r, true
		}
	}

	if !windows && m.al2Arm(instance) {
		return al2ArmRange(), false
	}

	return DefaultEphemeral(windows), false
}

func (m *Model) template(instance *snapshot.Instance) *snapshot.LaunchTemplate {
	if t := m.index.LaunchTemplates[instance.LaunchTemplate]; t != nil {
		return t
	}

	if asg := m.index.AutoScalingGroup(instance.Meta, instance.AutoScalingGroup); asg != nil {
		return m.index.LaunchTemplates[asg.LaunchTemplate]
	}

	return nil
}

func (m *Model) al2Arm(instance *snapshot.Instance) bool {
	image := m.index.Images[instance.Image]

	return image != nil && image.Architecture == "arm64" && strings.HasPrefix(image.Name, "amzn2-ami-ecs")
}

// DefaultReserved are the host ports that the agent keeps for itself, by protocol tcp; it reserves none for udp.
// https://github.com/aws/amazon-ecs-agent/blob/master/README.md (ECS_RESERVED_PORTS)
func DefaultReserved(windows bool) []int {
	if windows {
		return []int{53, 135, 139, 445, 2375, 2376, 3389, 5985, 5986, 51678, 51679}
	}

	return []int{22, 2375, 2376, 51678, 51679}
}

// PrometheusPort is reserved too, where the agent's Prometheus metrics are on.
const PrometheusPort = 51680

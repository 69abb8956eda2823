package capacity

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A host is one instance, or one that managed scaling may add, as awsvpc tasks see it.
type host struct {
	instanceType string

	// trunk is whether it has one.
	trunk answer

	// now is how many tasks it takes as it is, trunked how many it would if it had a trunk; unclear is why one of the
	// two is not known, empty where they are.
	now, trunked Bound
	unclear      string
}

// answer is three-valued.
type answer int

const (
	no answer = iota
	unknown
	yes
)

// hostOf describes an instance. What is no task's of its interfaces takes the place of a task, but not beside a trunk,
// whose branches are counted apart; tasks that no service wants take theirs in any case.
func (m *Model) hostOf(c *snapshot.ContainerInstance) host {
	machine := m.placement.Host(c)
	others := max(0, len(machine.Interfaces)-1)
	if m.blindTasks[c.Scope()] != "" {
		others = 0 // they may be those of tasks that were not read
	}

	h := m.ofTypes(c, machine, others)
	h.now, h.trunked = h.now.less(m.strays[c.ID]), h.trunked.less(m.strays[c.ID])

	return h
}

// limit sets how many tasks the type takes. There are no trunks on Windows.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
func (h *host) limit(windows bool, others int) {
	l, known := LimitsOf(h.instanceType)

	switch {
	case h.instanceType == "":
		h.now, h.unclear = Bound{0, Endless}, "the instance type was not read"
	case !known:
		h.now, h.unclear = Bound{0, Endless}, "how many network interfaces "+h.instanceType+" has is not known"
	default:
		h.now = exactly(less(l.Plain, others))
	}

	h.trunked = h.now
	if !known || windows || l.Trunked == 0 {
		return
	}

	with := Bound{min(h.now.Low, l.Trunked), l.Trunked}
	if l.Sure || h.trunk == yes && l.Trunked < Endless {
		with.Low = l.Trunked
	}

	h.trunked = with
	h.unclear = h.doubt(l)

	switch h.trunk {
	case yes:
		h.now = with
	case unknown:
		h.now = Bound{min(h.now.Low, with.Low), max(h.now.High, with.High)}
	case no:
	}
}

func (h *host) doubt(l Limits) string {
	switch {
	case !l.Sure && (h.trunk != yes || l.Trunked == Endless):
		return "AWS does not say how many tasks " + h.instanceType + " takes with a trunk"
	case h.trunk == unknown:
		return "whether new instances get a trunk (awsvpcTrunking) is not known"
	default:
		return ""
	}
}

// trunkOf goes by the attribute that an instance with a trunk has. One that a file declares has not registered yet, and
// gets a trunk then or not.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
func (m *Model) trunkOf(c *snapshot.ContainerInstance) answer {
	switch _, trunked := attribute(c, "ecs.awsvpc-trunk-id"); {
	case trunked:
		return yes
	case c.Stack != "":
		return m.setting(c.Scope())
	default:
		return no
	}
}

// setting is what the account says of instances to come. The role of an instance may have a setting of its own, so the
// default of the account tells only where no principal has another.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html
func (m *Model) setting(scope snapshot.Scope) answer {
	result, said := unknown, false

	for _, s := range m.settings[scope] {
		is := no
		if s.Value.Or("") == "enabled" {
			is = yes
		}

		if s.Value.IsUnknown() || said && is != result {
			return unknown
		}

		result, said = is, true
	}

	return result
}

func typeOf(c *snapshot.ContainerInstance, machine *snapshot.Instance) string {
	if machine != nil && machine.InstanceType != "" {
		return machine.InstanceType
	}

	value, _ := attribute(c, "ecs.instance-type")

	return value
}

func attribute(c *snapshot.ContainerInstance, name string) (string, bool) {
	for i := range c.Attributes {
		if c.Attributes[i].Name == name {
			return c.Attributes[i].Value, true
		}
	}

	return "", false
}

// newcomer describes an instance that managed scaling may add: like those that its provider has, otherwise as the
// launch template of the group says.
func (m *Model) newcomer(cluster *snapshot.Cluster, g placement.Growth, windows bool) host {
	var like *host

	for _, c := range m.index.ContainerInstancesOf[cluster.ID] {
		if c.CapacityProvider != g.Provider {
			continue
		}

		h := m.fresh(c)
		if like == nil {
			like = &h
		} else {
			like.blend(h, g.Provider)
		}
	}

	if like != nil {
		return *like
	}

	h := host{trunk: m.setting(cluster.Scope())}
	if asg := m.index.AutoScalingGroup(cluster.Meta, g.AutoScalingGroup); asg != nil {
		if template := m.index.LaunchTemplates[asg.LaunchTemplate]; template != nil {
			h.instanceType = template.InstanceType
		}
	}

	h.limit(windows, 0)

	return h
}

// fresh is the instance without tasks, and without interfaces that somebody has attached by hand.
func (m *Model) fresh(c *snapshot.ContainerInstance) host {
	return m.ofTypes(c, m.placement.Host(c), 0)
}

// ofTypes is the instance by its type, or by those of which it will have one: then it takes at least what the smallest
// of them does, and at most what the largest does.
func (m *Model) ofTypes(c *snapshot.ContainerInstance, machine placement.Host, others int) host {
	h := host{instanceType: typeOf(c, machine.Instance), trunk: m.trunkOf(c)}

	if machine.Instance == nil || len(machine.Instance.InstanceTypes) == 0 {
		h.limit(machine.Windows, others)

		return h
	}

	for i, one := range machine.Instance.InstanceTypes {
		of := host{instanceType: one, trunk: h.trunk}
		of.limit(machine.Windows, others)

		if i == 0 {
			h = of
		}

		h.join(of, "an instance has one of several types: "+strings.Join(machine.Instance.InstanceTypes, ", "))
	}

	return h
}

// blend makes h one of two kinds of hosts, of which it is not known which.
func (h *host) blend(other host, provider string) {
	h.join(other, "the instances of capacity provider "+provider+" are not alike")
}

// join is blend for a reason.
func (h *host) join(other host, why string) {
	if h.now == other.now && h.trunked == other.trunked {
		return
	}

	h.instanceType, h.trunk = "", unknown
	h.now = Bound{min(h.now.Low, other.now.Low), max(h.now.High, other.now.High)}
	h.trunked = Bound{min(h.trunked.Low, other.trunked.Low), max(h.trunked.High, other.trunked.High)}
	h.unclear = why
}

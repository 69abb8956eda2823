package placement_test

import (
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// machine adds the EC2 instance i-n behind the newest container instance.
func machine(change ...func(*snapshot.Instance)) option {
	return func(s *snapshot.Snapshot) {
		i := snapshot.Instance{Meta: meta(), ID: s.ContainerInstances[len(s.ContainerInstances)-1].Instance}
		for _, f := range change {
			f(&i)
		}

		s.Instances = append(s.Instances, i)
	}
}

func image(name, architecture string) option {
	return func(s *snapshot.Snapshot) {
		s.Images = append(s.Images, snapshot.Image{Meta: meta(), ID: "ami-1", Name: name, Architecture: architecture})
	}
}

func template(id string, dynamic snapshot.Value[snapshot.PortRange]) option {
	return func(s *snapshot.Snapshot) {
		s.LaunchTemplates = append(s.LaunchTemplates, snapshot.LaunchTemplate{
			Meta: meta(), ID: id, Agent: &snapshot.Agent{DynamicPortRange: dynamic},
		})
	}
}

func imaged(i *snapshot.Instance) { i.Image = "ami-1" }

func windows(i *snapshot.Instance) { i.Platform = "windows" }

func hostOf(options ...option) placement.Host {
	s := estate(options...)

	return placement.New(snapshot.NewIndex(s)).Host(&s.ContainerInstances[0])
}

func TestEphemeralRange(t *testing.T) {
	t.Parallel()

	const arm = "amzn2-ami-ecs-hvm-2.0.20240101-arm64-ebs"

	linux, nat := snapshot.PortRange{From: 32768, To: 60999}, snapshot.PortRange{From: 49152, To: 65535}
	wide, own := snapshot.PortRange{From: 1025, To: 65000}, snapshot.PortRange{From: 40000, To: 40100}
	started := func(i *snapshot.Instance) { i.LaunchTemplate = "lt-1:3" }
	bare := func(s *snapshot.Snapshot) { s.LaunchTemplates = []snapshot.LaunchTemplate{{ID: "lt-1:3"}} }
	grouped := func(i *snapshot.Instance) { i.AutoScalingGroup = "hosts-a" }
	group := func(s *snapshot.Snapshot) { s.AutoScalingGroups[0].LaunchTemplate = "lt-2:1" }

	for name, c := range map[string]struct {
		options []option
		want    snapshot.PortRange
		known   bool
		windows bool
	}{
		"Linux":                {[]option{instance(), machine()}, linux, false, false},
		"Windows by its agent": {[]option{instance(having("ecs.os-type", "windows")), machine()}, nat, false, true},
		"Windows of agent 1.51": {
			[]option{instance(having("ecs.os-type", "WINDOWS_SERVER_2004_CORE")), machine()},
			nat,
			false,
			true,
		},
		"Windows by its platform": {[]option{instance(), machine(windows)}, nat, false, true},
		"the agent knows best": {
			[]option{instance(having("ecs.os-type", "linux")), machine(windows)},
			linux,
			false,
			false,
		},
		"a machine not read":         {[]option{instance()}, linux, false, false},
		"a Windows machine not read": {[]option{instance(having("ecs.os-type", "windows"))}, nat, false, true},
		"Amazon Linux 2 on arm64": {
			[]option{instance(), machine(imaged), image(arm, "arm64")},
			wide,
			false,
			false,
		},
		"Amazon Linux 2 on x86": {
			[]option{instance(), machine(imaged), image(arm, "x86_64")},
			linux,
			false,
			false,
		},
		"Amazon Linux 2023 on arm64": {
			[]option{instance(), machine(imaged), image("al2023-ami-ecs-hvm-2023.0-arm64", "arm64")},
			linux,
			false,
			false,
		},
		"an image not read": {[]option{instance(), machine(imaged)}, linux, false, false},
		"Windows is never Amazon's": {
			[]option{instance(), machine(windows, imaged), image(arm, "arm64")},
			nat,
			false,
			true,
		},
		"set in its template": {
			[]option{
				instance(),
				machine(started),
				template("lt-1:3", snapshot.Known(own)),
			},
			own,
			true,
			false,
		},
		"set, on arm64": {
			[]option{
				instance(),
				machine(imaged, started),
				image(arm, "arm64"),
				template("lt-1:3", snapshot.Known(own)),
			},
			own,
			true,
			false,
		},
		"set in another version": {
			[]option{
				instance(),
				machine(func(i *snapshot.Instance) { i.LaunchTemplate = "lt-1:2" }),
				template("lt-1:3", snapshot.Known(own)),
			},
			linux,
			false,
			false,
		},
		"not set in its template": {
			[]option{
				instance(),
				machine(started),
				template("lt-1:3", snapshot.Value[snapshot.PortRange]{}),
			},
			linux,
			false,
			false,
		},
		"not readable in its template": {
			[]option{
				instance(),
				machine(started),
				template("lt-1:3", snapshot.Unknown[snapshot.PortRange]("a script")),
			},
			linux,
			false,
			false,
		},
		"set in the group's template": {
			[]option{instance(), machine(grouped), scaled("a", 1), group, template("lt-2:1", snapshot.Known(own))},
			own,
			true,
			false,
		},
		"its own template comes first": {[]option{
			instance(), machine(grouped, started), scaled("a", 1), group,
			template("lt-1:3", snapshot.Known(own)), template("lt-2:1", snapshot.Known(wide)),
		}, own, true, false},
		"a template without user data": {[]option{instance(), machine(started), bare}, linux, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := hostOf(c.options...)
			if got.Ephemeral != c.want || got.EphemeralKnown != c.known || got.Windows != c.windows {
				t.Errorf("got %v, known %v, Windows %v; want %v, %v, %v",
					got.Ephemeral, got.EphemeralKnown, got.Windows, c.want, c.known, c.windows)
			}
		})
	}

	if placement.DefaultEphemeral(false) != linux || placement.DefaultEphemeral(true) != nat {
		t.Error("the defaults are others than those of a host of which only the system is known")
	}
}

func interfaces(all ...snapshot.NetworkInterface) option {
	return func(s *snapshot.Snapshot) {
		i := &s.Instances[len(s.Instances)-1]
		for _, eni := range all {
			i.NetworkInterfaces = append(i.NetworkInterfaces, eni.ID)
			s.NetworkInterfaces = append(s.NetworkInterfaces, eni)
		}
	}
}

func eni(id string, groups ...string) snapshot.NetworkInterface {
	return snapshot.NetworkInterface{ID: id, InterfaceType: "interface", SecurityGroups: groups}
}

func kind(e snapshot.NetworkInterface, of string) snapshot.NetworkInterface {
	e.InterfaceType = of

	return e
}

// Published host ports answer on the host's own interfaces, not on those of tasks.
func TestHostInterfaces(t *testing.T) {
	t.Parallel()

	unread := func(i *snapshot.Instance) { i.NetworkInterfaces = []string{"eni-unread"} }
	host := hostOf(instance(), machine(unread),
		interfaces(eni("eni-1"), eni("eni-2"), eni("eni-task")),
		interfaces(kind(eni("eni-3"), "trunk"), kind(eni("eni-4"), "branch"), kind(eni("eni-5"), "efa")),
		task(func(t *snapshot.Task) { t.NetworkInterface = "eni-task" }), task())

	got := make([]string, 0, len(host.Interfaces))
	for _, e := range host.Interfaces {
		got = append(got, e.ID)
	}

	if want := []string{"eni-1", "eni-2", "eni-5"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}

	if host.Instance == nil || host.Instance.ID != "i-1" {
		t.Errorf("got %v, want i-1", host.Instance)
	}

	if host := hostOf(instance(external)); host.Instance != nil || host.Interfaces != nil {
		t.Errorf("an external host has %v, %v", host.Instance, host.Interfaces)
	}
}

// https://github.com/aws/amazon-ecs-agent/blob/master/README.md (ECS_RESERVED_PORTS)
func TestDefaultReserved(t *testing.T) {
	t.Parallel()

	if got, want := placement.DefaultReserved(false), []int{22, 2375, 2376, 51678, 51679}; !slices.Equal(got, want) {
		t.Errorf("Linux: got %v, want %v", got, want)
	}

	want := []int{53, 135, 139, 445, 2375, 2376, 3389, 5985, 5986, 51678, 51679}
	if got := placement.DefaultReserved(true); !slices.Equal(got, want) {
		t.Errorf("Windows: got %v, want %v", got, want)
	}

	if slices.Contains(placement.DefaultReserved(false), placement.PrometheusPort) {
		t.Error("51680 is reserved where nobody asked for metrics")
	}
}

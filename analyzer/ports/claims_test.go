package ports_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func openHost(m *snapshot.PortMapping)      { m.HostPort = snapshot.Unknown[int]("var.host") }
func openContainer(m *snapshot.PortMapping) { m.ContainerPort = snapshot.Unknown[int]("var.container") }

func openProtocol(m *snapshot.PortMapping) { m.Protocol = snapshot.Unknown[string]("var.protocol") }

func ranged(text string) mappingOption {
	return func(m *snapshot.PortMapping) {
		m.ContainerPort, m.ContainerPortRange = snapshot.Value[int]{}, snapshot.Known(text)
	}
}

// What a mapping claims in each mode: a fixed port, a dynamic one, nothing, or what is not known.
func TestWhatAMappingClaims(t *testing.T) {
	t.Parallel()

	const (
		dynamic = "dynamic tcp"
		none    = "nothing"
	)

	for name, c := range map[string]struct {
		mapping                            snapshot.PortMapping
		bridge, hostMode, nat, awsvpc, off string
	}{
		"container port alone":   {mapping(80), dynamic, "80 tcp", dynamic, none, none},
		"host port 0":            {mapping(80, host(0)), dynamic, "80 tcp", dynamic, none, none},
		"a host port":            {mapping(80, host(8080)), "8080 tcp", "8080 tcp", "8080 tcp", none, none},
		"the same":               {mapping(80, host(80)), "80 tcp", "80 tcp", "80 tcp", none, none},
		"udp":                    {mapping(53, host(53), udp), "53 udp", "53 udp", "53 udp", none, none},
		"a dynamic udp port":     {mapping(53, udp), "dynamic udp", "53 udp", "dynamic udp", none, none},
		"a range":                {mapping(0, ranged("8000-8010")), dynamic, none, dynamic, none, none},
		"an open host port":      {mapping(80, openHost), "? var.host", "80 tcp", "? var.host", none, none},
		"an open container port": {mapping(0, openContainer), dynamic, "? var.container", dynamic, none, none},
		"open, host port 0":      {mapping(0, openContainer, host(0)), dynamic, "? var.container", dynamic, none, none},
		"open, a host port":      {mapping(0, openContainer, host(80)), "80 tcp", "80 tcp", "80 tcp", none, none},
		"no such host port":      {mapping(80, host(-1)), none, none, none, none, none},
		"above all host ports":   {mapping(80, host(65536)), none, none, none, none, none},
		"no such container port": {mapping(70000, host(80)), none, none, none, none, none},
		"the last port":          {mapping(65535, host(65535)), "65535 tcp", "65535 tcp", "65535 tcp", none, none},
		"no container port":      {snapshot.PortMapping{HostPort: snapshot.Known(80)}, none, none, none, none, none},
		"both open":              {mapping(0, openContainer, openHost), "? var.host", "? var.host", "? var.host", none, none},
		"a fixed port of an open protocol": {
			mapping(80, host(80), openProtocol), "80 tcp ? var.protocol", "80 tcp ? var.protocol", "80 tcp ? var.protocol",
			none, none,
		},
		"a dynamic port of an open protocol": {
			mapping(80, openProtocol), dynamic, "80 tcp ? var.protocol", dynamic, none, none,
		},
	} {
		for mode, want := range map[snapshot.NetworkMode]string{
			snapshot.ModeBridge: c.bridge, snapshot.ModeHost: c.hostMode, snapshot.ModeDefault: c.nat,
			snapshot.ModeAWSVPC: c.awsvpc, snapshot.ModeNone: c.off,
		} {
			if got := claimed(c.mapping, mode); got != want {
				t.Errorf("%s in %s: got %s, want %s", name, mode, got, want)
			}
		}
	}
}

func claimed(m snapshot.PortMapping, mode snapshot.NetworkMode) string {
	d := tenant("web", containing(m)).TaskDefinition

	var words []string

	for _, c := range ports.Fixed(d, mode) {
		words = append(words, fmt.Sprint(c.Port, " ", c.Protocol))
	}

	for _, c := range ports.Dynamic(d, mode) {
		words = append(words, "dynamic "+c.Protocol)
	}

	if why := ports.Unknown(d, mode); why != "" {
		words = append(words, "? "+why)
	}

	if len(words) == 0 {
		return "nothing"
	}

	return strings.Join(words, " ")
}

func TestClaimsPointToTheirMappings(t *testing.T) {
	t.Parallel()

	d := tenant("web", containing(mapping(80, host(80)), mapping(81)), containing(mapping(443, host(443)))).TaskDefinition

	fixed := ports.Fixed(d, snapshot.ModeBridge)
	if len(fixed) != 2 || fixed[0].Container != &d.ContainerDefinitions[0] ||
		fixed[1].Container != &d.ContainerDefinitions[1] ||
		fixed[1].Mapping != &d.ContainerDefinitions[1].PortMappings[0] {
		t.Errorf("got %+v", fixed)
	}

	dynamic := ports.Dynamic(d, snapshot.ModeBridge)
	if len(dynamic) != 1 || dynamic[0].Mapping != &d.ContainerDefinitions[0].PortMappings[1] || dynamic[0].Port != 0 {
		t.Errorf("got %+v", dynamic)
	}
}

func TestDeclared(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		option option
		want   bool
	}{
		"no container":            {wanting(1), false},
		"a container without":     {containing(), false},
		"a container with":        {containing(mapping(80)), true},
		"with an unknown mapping": {containing(mapping(0, openContainer)), true},
	} {
		if got := ports.Declared(tenant("web", containing(), c.option).TaskDefinition); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func TestTenantClaims(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		options []option
		want    int
	}{
		"fixed ports":         {[]option{claiming(80, 443)}, 2},
		"the same port twice": {[]option{claiming(80), claiming(80)}, 2},
		"EXTERNAL too":        {[]option{claiming(80), func(t *tenancy) { t.Capacity.Launch = snapshot.LaunchExternal }}, 1},
		"none on Fargate":     {[]option{claiming(80), fargate}, 0},
		"none in awsvpc":      {[]option{claiming(80), in(snapshot.ModeAWSVPC)}, 0},
		"mode not known": {[]option{claiming(80), func(t *tenancy) {
			t.Mode = snapshot.Unknown[snapshot.NetworkMode]("a bare list")
		}}, 0},
		"definition not read": {[]option{claiming(80), func(t *tenancy) { t.TaskDefinition = nil }}, 0},
	} {
		if got := len(ports.TenantClaims(tenant("web", c.options...))); got != c.want {
			t.Errorf("%s: got %d, want %d", name, got, c.want)
		}
	}
}

package terraform_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/terraform"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// every is a resource of each type that is mapped, all with the same values.
func every(tb testing.TB, values string) []resource.Resource {
	tb.Helper()

	types := terraform.Types()
	members := make([]string, 0, len(types))

	for _, kind := range types {
		members = append(members, `"`+kind+`.x": `+values)
	}

	return resourcesOf(tb, "{"+strings.Join(members, ",\n")+"}")
}

// FuzzSnapshot: no value of any shape, in whatever attribute, does harm or is told differently the second time.
func FuzzSnapshot(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"vpc_id": {"ref": "aws_vpc.x.id"}, "id": "vpc-0123456789abcdef0"}`,
		`{"ingress": [{"cidr_blocks": "10.0.0.0/8", "self": "true"}], "egress": {"unknown": "x"}}`,
		`{"container_definitions": "[{", "runtime_platform": [[]], "route": [null, 1], "service": [[]]}`,
		`{"cluster": "${aws_ecs_cluster.x.name}", "resource_id": "service/${a}/b", "user_data": "QUJD", "port": 1e99}`,
		`{"security_group_id": {"ref": "aws_vpc.x.default_security_group_id"}, "vpc_id": {"ref": "aws_subnet.x.vpc_id"}}`,
	} {
		f.Add(seed)
	}

	f.Fuzz(func(t *testing.T, values string) {
		if !json.Valid([]byte(values)) || !utf8.ValidString(values) || !strings.HasPrefix(values,
			"{") || len(values) > 1<<12 || strings.Count(values, "[") > 90 {
			t.Skip()
		}

		first, errs := terraform.Snapshot("s", every(t, values), snapshot.Source{})
		again, _ := terraform.Snapshot("s", every(t, values), snapshot.Source{})

		if a, b := encoded(t, first), encoded(t, again); a != b {
			t.Errorf("%s: two snapshots:\n%s\n%s", values, a, b)
		}

		for _, err := range errs {
			if !strings.HasPrefix(err.Error(), "main.tf.json:") {
				t.Errorf("%s: an error without a place: %v", values, err)
			}
		}
	})
}

func encoded(t *testing.T, s *snapshot.Snapshot) string {
	t.Helper()

	var b strings.Builder
	if err := snapshot.Encode(&b, s); err != nil {
		t.Fatal(err)
	}

	return b.String()
}

// Types that AWS's provider has under two names are both there, and none is mapped twice.
func TestTypes(t *testing.T) {
	t.Parallel()

	seen := map[string]bool{}
	for _, kind := range terraform.Types() {
		if seen[kind] {
			t.Errorf("%s comes twice", kind)
		}

		seen[kind] = true
	}

	for kind := range seen {
		if rest, ok := strings.CutPrefix(kind, "aws_alb"); ok && !seen["aws_lb"+rest] {
			t.Errorf("%s, but not aws_lb%s", kind, rest)
		}
	}

	if len(seen) < 50 {
		t.Errorf("only %d types", len(seen))
	}
}

// Each resource knows where it is written, and a rule the block it is of.
func TestOrigins(t *testing.T) {
	t.Parallel()

	s := mapped(t, "{\"aws_security_group.a\":\n {\"ingress\": [\n  {\"self\": true}]},\n\"aws_ecs_service.s\": {\n"+
		" \"deployment_maximum_percent\": 100,\n \"network_configuration\": [{}],\n \"load_balancer\": []}}")

	for _, c := range []struct {
		of   snapshot.Origin
		at   string
		want string
	}{
		{s.SecurityGroups[0].Origin, "", "main.tf.json:2:2"},
		{s.SecurityGroups[0].Rules[0].Origin, "", "main.tf.json:3:3"},
		{s.Services[0].Origin, "", "main.tf.json:4:22"},
		{s.Services[0].Origin, "deploymentConfiguration", "main.tf.json:5:2"},
		{s.Services[0].Origin, "networkConfiguration", "main.tf.json:6:2"},
		{s.Services[0].Origin, "loadBalancers", "main.tf.json:4:22"},
	} {
		if got := (snapshot.Origin{File: c.of.File, Range: c.of.At(c.at)}).String(); got != c.want {
			t.Errorf("%q: got %s, want %s", c.at, got, c.want)
		}
	}

	if s.Services[0].Stack != "s" || s.SecurityGroups[0].Stack != "s" {
		t.Error("a noun without its stack")
	}
}

// A text of containers that is no JSON is an error at its place, and the container is not known.
func TestBrokenContainers(t *testing.T) {
	t.Parallel()

	s, errs := terraform.Snapshot("s", resourcesOf(t, "{\"aws_ecs_task_definition.d\": {\"family\": \"a\",\n"+
		"\"container_definitions\": \"[{\\\"name\\\": s3cret}]\"}}"), snapshot.Source{})

	if len(errs) != 1 || !strings.HasPrefix(errs[0].Error(), "main.tf.json:2:26: ") || strings.Contains(errs[0].Error(),
		"s3cret") {
		t.Errorf("got %v", errs)
	}

	if c := s.TaskDefinitions[0].ContainerDefinitions; len(c) != 1 || !c[0].Privileged.IsUnknown() {
		t.Errorf("got %v", c)
	}
}

package taskdef_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// field reads one field of a mapping, written as it stands in JSON.
func mapping(t *testing.T, fields string) snapshot.PortMapping {
	t.Helper()

	return read(t, "a.json", `[{"image": "a", "portMappings": [{`+fields+`}]}]`).ContainerDefinitions[0].PortMappings[0]
}

func TestPort(t *testing.T) {
	t.Parallel()

	const unknown = "unknown(template placeholder)"

	for _, tc := range []struct{ port, want string }{
		{`8080`, "8080"},
		{`0`, "0"},
		{`-1`, "-1"},
		{`70000`, "70000"},
		{`"8080"`, "8080"},
		{`"0"`, "0"},
		{`null`, "absent"},
		{`""`, "absent"},
		{`"${port}"`, unknown},
		{`"${port + 1}"`, unknown},
		{`"80${digit}"`, unknown},
		{`"{{ port }}"`, unknown},
		{`"<PORT>"`, unknown},
		{`"<your port>"`, unknown},
		{`"$$$PORT$$$"`, unknown},
		{`"$PORT"`, unknown},
		{`"@PORT@"`, unknown},
		{`"#{Port}#"`, unknown},
		{`"<%= port %>"`, unknown},
	} {
		if got := value(mapping(t, `"containerPort": `+tc.port).ContainerPort); got != tc.want {
			t.Errorf("containerPort %s is %s; want %s", tc.port, got, tc.want)
		}

		if got := value(mapping(t, `"hostPort": `+tc.port).HostPort); got != tc.want {
			t.Errorf("hostPort %s is %s; want %s", tc.port, got, tc.want)
		}
	}
}

func TestText(t *testing.T) {
	t.Parallel()

	for _, tc := range []struct{ mode, want string }{
		{`"awsvpc"`, "awsvpc"},
		{`"Host"`, "Host"}, // ECS tells capitals apart; a rule will judge
		{`"default"`, "default"},
		{`"overlay"`, "overlay"},
		{`"<default>"`, "unknown(template placeholder)"},
		{`"${mode}"`, "unknown(template placeholder)"},
		{`""`, "absent"},
		{`null`, "absent"},
	} {
		d := read(t, "a.json", `{"containerDefinitions": [], "networkMode": `+tc.mode+`}`)
		if got := value(d.NetworkMode); got != tc.want {
			t.Errorf("networkMode %s is %s; want %s", tc.mode, got, tc.want)
		}
	}
}

// Null and empty are no values, in lists as elsewhere, and have no place a rule could point at.
func TestNull(t *testing.T) {
	t.Parallel()

	d := read(t, "a.json", `{"family": null, "networkMode": null, "requiresCompatibilities": [null, "EC2"],
		"placementConstraints": null, "runtimePlatform": null, "revision": null, "containerDefinitions": [null,
		{"name": null, "image": "a", "portMappings": [null, {"containerPort": 80}], "environment": [null],
		"linuxParameters": {"capabilities": null}, "privileged": null}]}`)

	c := d.ContainerDefinitions[0]
	if len(d.ContainerDefinitions) != 1 || len(d.RequiresCompatibilities) != 1 ||
		len(c.PortMappings) != 1 || len(c.Environment) != 0 {
		t.Errorf("nulls were read as values: %s", outline(d))
	}

	if got := c.PortMappings[0].Origin.Pointer; got != "/containerDefinitions/1/portMappings/1" {
		t.Errorf("nulls do not count in %s", got)
	}

	if slices.ContainsFunc(d.Origin.Fields, func(f snapshot.Field) bool { return f.Name == "networkMode" }) {
		t.Error("a null has a place")
	}
}

// Terraform deploys keys in any capitals, so that a mapping behind one must not go unseen.
func TestKeysInOtherCapitals(t *testing.T) {
	t.Parallel()

	c := read(t, "a.json", `[{"image": "a", "Name": "web", "PortMappings": [{"ContainerPort": 80, "HOSTPORT": 8080}],
		"Privileged": true, "port_mappings": [{}, {}]}]`).ContainerDefinitions[0]

	if c.Name != "web" || !c.Privileged.Or(false) || len(c.PortMappings) != 1 || c.PortMappings[0].HostPort.Or(0) != 8080 {
		t.Errorf("keys in other capitals were not read: %+v", c)
	}

	if got := c.PortMappings[0].Origin.At("hostPort"); got.StartColumn != 71 {
		t.Errorf("hostPort is at %s", place(got))
	}

	if c = read(t, "a.json", `[{"image": "a", "NAME": "b", "name": "c"}]`).ContainerDefinitions[0]; c.Name != "c" {
		t.Errorf("name is %s; want c, as it is written exactly", c.Name)
	}
}

func TestCredential(t *testing.T) {
	t.Parallel()

	// Put together here, so that no scanner takes them for real ones.
	key, jwt := "IA2ECSLINT2SAMPLE2", "eyJhbGciOiJub25lIn0"
	github, slack := "hp_"+strings.Repeat("a1B2", 9), "xoxb-"+"1234567890"
	random := "wJalr9XUt3nFEMI7K7MD" + "bPxRfiCYzzKEYabc"

	for _, tc := range []struct {
		name, value string
		want        bool
	}{
		{"ID", "AK" + key, true},
		{"ID", "key=AS" + key + ";", true},
		{"ID", "AKIAIOSFODNN7EXAMPLE", false},
		{"ID", "AK" + key[:17], false},
		{"ID", "XAK" + key, false},
		{"PEM", "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIE", true},
		{"PEM", "-----BEGIN PRIVATE " + "KEY-----", true},
		{"PEM", "-----BEGIN PUBLIC KEY-----", false},
		{"PEM", "-----BEGIN CERTIFICATE-----", false},
		{"HOOK", slack, true},
		{"HOOK", "xoxb-", false},
		{"GIT", "g" + github, true},
		{"GIT", "g" + github[:20], false},
		{"JWT", jwt + "." + jwt + "." + jwt, true},
		{"JWT", jwt + "." + jwt, false},
		{"URL", "postgres://app:correct-horse@db:5432/app", true},
		{"URL", "jdbc:mysql://app:p@ss@db/app", true},
		{"URL", "amqp://me@example.com:correct-horse@queue", true},
		{"URL", "redis://:correct-horse@cache", true},
		{"URL", "https://example.com/a:b@c", false},
		{"URL", "https://app@example.com:8080/", false},
		{"URL", "https://app:@example.com/", false},
		{"URL", "postgres://app:${password}@db/app", false},
		{"URL", "postgres://app:<PASSWORD>@db/app", false},
		{"MAIL", "a:b@example.com", false},
		{"DB_PASSWORD", random, true},
		{"apiToken", random, true},
		{"SECRET_KEY_BASE", random, true},
		{"DB_PASSWORD", "", false},
		{"DB_PASSWORD", "changeme", false},
		{"DB_PASSWORD", random[:19], false},
		{"DB_PASSWORD", "${password}", false},
		{"DB_PASSWORD", "{{resolve:ssm:/Db/Password42}}", false},
		{"BUILD", random, false},
		{"KEY_ID", random, false},
		{"SECRET_ARN", "arn:aws:secretsmanager:eu-north-1:111122223333:secret:Db-AbC123", false},
		{"SECRET_LOCATION", "arn:aws:secretsmanager:eu-north-1:111122223333:secret:Db-AbC123", false},
		{"TOKEN_LOCATION", "/Run/Secrets/Token1/Value", false},
		{"PUBLIC_KEY", random, false},
		{"TOKEN_ISSUER", "accounts.example.com/Realms42", false},
		{"SECRET_WORDS", strings.Repeat("aB1", 20), false},
		{"KEYBOARD_LAYOUT", "Dvorak2 and others, long enough", false},
	} {
		text := fmt.Sprintf(`[{"image": "a", "environment": [{"name": %q, "value": %s}]}]`, tc.name, strconv.Quote(tc.value))

		got := read(t, "a.json", text).ContainerDefinitions[0].Environment[0]
		if got.Credential != tc.want || got.Name != tc.name {
			t.Errorf("%s=%s is a credential: %t; want %t", tc.name, tc.value, got.Credential, tc.want)
		}
	}

	// ECS takes only text; what is not is no credential, and no error either, since it is not kept.
	number := read(t, "a.json", `[{"image": "a", "environment": [{"name": "TOKEN", "value": 42}, {"name": "B"}, {}]}]`)
	if got := number.ContainerDefinitions[0].Environment; len(got) != 3 || got[0].Credential || got[2].Name != "" {
		t.Errorf("variables without text are %+v", got)
	}
}

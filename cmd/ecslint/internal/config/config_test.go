package config_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/invopop/jsonschema"
	validator "github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/ecslint/ecslint/cmd/ecslint/internal/config"
)

var update = flag.Bool("update", false, "rewrite the generated files")

var schemaFile = filepath.Join("..", "..", "..", "..", "docs", "schema", "config.json")

// The published schema is made of the Go structs.
func TestConfigSchemaIsFresh(t *testing.T) {
	t.Parallel()

	schema := (&jsonschema.Reflector{Anonymous: true}).Reflect(config.File{})
	schema.ID = "https://github.com/ecslint/ecslint/blob/main/docs/schema/config.json"
	schema.Title = "ecslint configuration"

	got, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		t.Fatal(err)
	}

	got = append(got, '\n')

	if *update {
		if err := os.WriteFile(schemaFile, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	if want, err := os.ReadFile(schemaFile); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is stale: run `make generate` (%v)", schemaFile, err)
	}
}

// write makes files in a new folder, which it returns.
func write(t *testing.T, files map[string]string) string {
	t.Helper()

	dir := t.TempDir()

	for name, text := range files {
		path := filepath.Join(dir, name)

		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}

	return dir
}

const full = `# ours
fail-on: Medium
exclude: [testdata, "deploy/old"]
ignore:
  - rule: hardening/*
    resource: "arn:aws:ecs:*"
    path: deploy/**
    reason: as agreed
    until: 2026-12-31
  - {rule: host/network-mode, reason: "an agent"}
`

func TestRead(t *testing.T) {
	t.Parallel()

	dir := write(t, map[string]string{config.Name: full})

	got, err := config.Find(dir)
	if err != nil {
		t.Fatal(err)
	}

	want := &config.File{
		Path: config.Name, Dir: dir, FailOn: "medium", Exclude: []string{"testdata", "deploy/old"},
		Ignore: []config.Ignore{
			{
				Rule: "hardening/*", Resource: "arn:aws:ecs:*", Path: "deploy/**", Reason: "as agreed", Until: "2026-12-31",
				Line: 5, Column: 5,
			},
			{Rule: "host/network-mode", Reason: "an agent", Line: 10, Column: 5},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// What the reader takes the schema takes, and the other way round, but for what a schema cannot say.
func TestStrict(t *testing.T) {
	t.Parallel()

	compiled, err := validator.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}

	for name, c := range map[string]struct {
		text string
		want string // the error, none for one that is taken

		// lax is set where the schema cannot tell.
		lax bool
	}{
		"everything":     {text: strings.ToLower(full)},
		"no ignores":     {text: "ignore: []\n"},
		"comments alone": {text: "# ignore:\n\n", lax: true},
		"nothing":        {text: "", lax: true},
		"an unknown key": {
			text: "ignroe: []\n", want: `.ecslint.yaml:1:1: there is no key "ignroe" in the configuration; did you mean ignore?`,
		},
		"nothing like it": {
			text: "addons: []\n",
			want: `there is no key "addons" in the configuration; there are ignore, fail-on, exclude, services, ` +
				"standard, rules, parameters, policies",
		},
		"in an ignore": {
			text: "ignore:\n  - rule: a/b\n    reason: x\n    utnil: 2026-01-01\n",
			want: `:4:5: there is no key "utnil" in an ignore; did you mean until?`,
		},
		"no reason":       {text: "ignore: [{rule: a/b}]\n", want: ":1:10: the ignore has no reason; write reason:"},
		"an empty reason": {text: "ignore: [{rule: a/b, reason: ''}]\n", want: ":1:30: reason is empty"},
		"no rule":         {text: "ignore: [{reason: x}]\n", want: ":1:10: the ignore names no rule"},
		"no list":         {text: "ignore: {rule: a/b, reason: x}\n", want: ":1:9: ignore must be a list, not an object"},
		"an item of text": {text: "ignore: [a/b]\n", want: ":1:10: an ignore must be an object, not text"},
		"a list":          {text: "- ignore\n", want: ":1:1: the configuration must be an object, not a list"},
		"a number":        {text: "ignore: [{rule: 1, reason: x}]\n", want: ":1:17: rule must be text, not a number"},
		"no severity": {
			text: "fail-on: worst\n",
			want: `:1:10: fail-on: "worst" is no severity; use one of critical, high, medium, low, info, or none`,
		},
		"none": {text: "fail-on: none\n"},
		"no day": {
			text: "ignore: [{rule: a/b, reason: x, until: 2026-02-30}]\n",
			want: ":1:40: until is no day; write YYYY-MM-DD", lax: true,
		},
		"no glob": {
			text: "ignore: [{rule: a/b, reason: x, path: 'a['}]\n", want: ":1:39: path is no glob", lax: true,
		},
		"services": {text: "services: {web: prod/web, deploy/a.json: prod/a}\n"},
		"no service": {
			text: "services: {web: prod}\n", want: ":1:17: a service is written as CLUSTER/NAME", lax: true,
		},
		"parameters": {
			text: "parameters: {sensitive-ports: {Ledger: 7000-7002/tcp}, admin-ports: {Webmin: 10000/tcp, SNMP: 161/udp}}\n",
		},
		"a port alone": {
			text: "parameters: {admin-ports: {a: '22'}}\n", want: ":1:31: these are no ports; write", lax: true,
		},
		"a port as a number": {text: "parameters: {admin-ports: {a: 22}}\n", want: ":1:31: ports must be text, not"},
		"a port too high": {
			text: "parameters: {admin-ports: {a: 65536/tcp}}\n", want: ":1:31: these are no ports; write", lax: true,
		},
		"port 0":    {text: "parameters: {admin-ports: {a: 0-1/tcp}}\n", want: "these are no ports", lax: true},
		"backwards": {text: "parameters: {admin-ports: {a: 2-1/tcp}}\n", want: "these are no ports", lax: true},
		"a protocol": {
			text: "parameters: {sensitive-ports: {a: 1/icmp}}\n", want: ":1:35: these are no ports; write", lax: true,
		},
		"ports in a list": {
			text: "parameters: {sensitive-ports: [7000]}\n", want: "sensitive-ports must be an object of names with ports",
		},
		"a parameter that there is not": {
			text: "parameters: {sensitive-port: {}}\n",
			want: `there is no key "sensitive-port" in parameters; did you mean sensitive-ports?`,
		},
		"policies":                {text: "policies: [policies, ../shared]\n"},
		"policies in no list":     {text: "policies: policies\n", want: ":1:11: policies must be a list, not"},
		"a folder without a name": {text: "policies: ['']\n", want: ":1:12: a folder of policies is empty", lax: true},
		"services in a list": {
			text: "services: [web]\n", want: ":1:11: services must be an object of families or files",
		},
		"a service is text":  {text: "services: {web: 1}\n", want: "a service must be text"},
		"exclude is no text": {text: "exclude: [1]\n", want: "exclude must be text"},
		"a standard":         {text: "standard: security-hub\n"},
		"no standard":        {text: "standard: none\n"},
		"another standard": {
			text: "standard: cis\n", want: `:1:11: there is no standard "cis"; use one of security-hub, none`,
		},
		"settings of rules": {
			text: "rules: {host/network-mode: {enabled: false}, 'hardening/*': {enabled: true, severity: low}}\n",
		},
		"settings in a list": {
			text: "rules: [a/b]\n", want: ":1:8: rules must be an object of rule ids or globs, not a list",
		},
		"a setting of text": {
			text: "rules: {a/b: 'off'}\n", want: ":1:14: the setting of a rule must be an object, not text",
		},
		"an empty setting": {
			text: "rules: {a/b: {}}\n", want: ":1:14: the setting of a/b says nothing; write enabled: false", lax: true,
		},
		"a setting misspelled": {
			text: "rules: {a/b: {enable: false}}\n",
			want: `there is no key "enable" in the setting of a rule; did you mean enabled?`,
		},
		"enabled is text":        {text: "rules: {a/b: {enabled: 'no'}}\n", want: "enabled must be true or false, not text"},
		"a severity of no such":  {text: "rules: {a/b: {severity: warn}}\n", want: `severity: "warn" is no severity`},
		"a severity of a number": {text: "rules: {a/b: {severity: 1}}\n", want: "severity must be text, not a number"},
		"twice": {
			text: "ignore: []\nignore: []\n", want: ":2:1: this key is there already, at 1:1", lax: true,
		},
		"no YAML":    {text: "ignore: [\n", want: ".ecslint.yaml:"},
		"two errors": {text: "a: 1\nb: 2\n", want: "\n.ecslint.yaml:2:1:"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			_, err := config.Find(write(t, map[string]string{config.Name: c.text}))
			if (err != nil) != (c.want != "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}

			var document any
			if yaml.Unmarshal([]byte(c.text), &document) != nil || c.lax {
				return
			}

			// Dates are text to the reader and to JSON.
			raw, err := json.Marshal(document)
			if err != nil {
				t.Fatal(err)
			}

			value, err := validator.UnmarshalJSON(bytes.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}

			if err := compiled.Validate(value); (err != nil) != (c.want != "") {
				t.Errorf("the schema says %v, the reader %q", err, c.want)
			}
		})
	}
}

func TestFind(t *testing.T) {
	t.Parallel()

	const one, other = "fail-on: low\n", "fail-on: high\n"

	for name, c := range map[string]struct {
		files map[string]string
		from  string
		path  string // as it is told; empty where none is found
	}{
		"in the folder": {map[string]string{".ecslint.yaml": one}, ".", ".ecslint.yaml"},
		"none":          {map[string]string{".git/HEAD": "", "a/b/x": ""}, "a/b", ""},
		"in the root of the repository": {
			map[string]string{".ecslint.yaml": one, ".git/HEAD": "", "a/b/x": ""}, "a/b", "../../.ecslint.yaml",
		},
		"a work tree, whose .git is a file": {
			map[string]string{".ecslint.yaml": one, ".git": "gitdir: x", "a/x": ""}, "a", "../.ecslint.yaml",
		},
		"the nearest": {
			map[string]string{".ecslint.yaml": other, ".git/HEAD": "", "a/.ecslint.yaml": one, "a/b/x": ""},
			"a/b", "../.ecslint.yaml",
		},
		"not above the repository": {
			map[string]string{".ecslint.yaml": other, "a/.git/HEAD": "", "a/b/x": ""}, "a/b", "",
		},
		"outside of a repository, not above": {map[string]string{".ecslint.yaml": other, "a/x": ""}, "a", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			dir := write(t, c.files)

			got, err := config.Find(filepath.Join(dir, c.from))
			if err != nil {
				t.Fatal(err)
			}

			if filepath.ToSlash(got.Path) != c.path || (got.FailOn == "low") != (c.path != "") {
				t.Errorf("got %s with fail-on %q, want %s", got.Path, got.FailOn, c.path)
			}
		})
	}
}

// A file of nearly the right name is not passed over: it may hold a stricter gate.
func TestFindTellsOfAnotherName(t *testing.T) {
	t.Parallel()

	_, err := config.Find(write(t, map[string]string{".ecslint.yml": full}))
	if err == nil || !strings.Contains(err.Error(), ".ecslint.yml is not read: rename it to .ecslint.yaml") {
		t.Errorf("got %v", err)
	}
}

func TestLoad(t *testing.T) {
	t.Parallel()

	dir := write(t, map[string]string{"ci/strict.conf": full})

	got, err := config.Load(dir, "ci/strict.conf")
	if err != nil || got.Dir != filepath.Join(dir, "ci") || got.Path != "ci/strict.conf" || len(got.Ignore) != 2 {
		t.Errorf("got %+v, %v", got, err)
	}

	if _, err := config.Load("elsewhere", filepath.Join(dir, "ci", "strict.conf")); err != nil {
		t.Error(err)
	}

	_, err = config.Load(dir, "gone.yaml")
	if err == nil || !strings.Contains(err.Error(), "there is no configuration gone.yaml") {
		t.Errorf("got %v", err)
	}
}

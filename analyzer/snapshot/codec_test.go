package snapshot_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func TestRoundTrip(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		want := genSnapshot().Draw(t, "snapshot")

		var first, second bytes.Buffer
		if err := snapshot.Encode(&first, want); err != nil {
			t.Fatal(err)
		}

		got, err := snapshot.Decode(first.Bytes())
		if err != nil {
			t.Fatal(err)
		}

		if d := diff(want, got); d != "" {
			t.Errorf("the snapshot comes back changed:\n%s", d)
		}

		if err := snapshot.Encode(&second, got); err != nil || first.String() != second.String() {
			t.Errorf("it is written in another way the second time: %v", err)
		}
	})
}

func TestEncodeIsReadable(t *testing.T) {
	t.Parallel()

	s := snapshot.New()
	s.Clusters = []snapshot.Cluster{{ID: "a&b", Name: "<prod>"}}

	const want = `{
  "schema": "ecslint.snapshot/v1",
  "clusters": [
    {
      "id": "a&b",
      "name": "<prod>"
    }
  ]
}
`
	if got := string(encoded(t, s)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestEncodeTellsWhy(t *testing.T) {
	t.Parallel()

	late := snapshot.New()
	late.CollectedAt = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)

	if err := snapshot.Encode(io.Discard, late); err == nil || !strings.HasPrefix(err.Error(), "encode snapshot: ") {
		t.Errorf("a year that JSON cannot say: %v", err)
	}

	full := errors.New("disk full")
	if err := snapshot.Encode(failing{full}, snapshot.New()); !errors.Is(err, full) {
		t.Errorf("a writer that fails: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// An older program wrote less, and a later one of the same version may write more.
func TestDecodeReads(t *testing.T) {
	t.Parallel()

	for name, text := range map[string]string{
		"the least":         `{"schema": "ecslint.snapshot/v1"}`,
		"an unknown field":  `{"schema": "ecslint.snapshot/v1", "gateways": [{"id": "g"}]}`,
		"null for absent":   `{"schema": "ecslint.snapshot/v1", "services": null}`,
		"space around":      "\n {\"schema\": \"ecslint.snapshot/v1\"}\r\n",
		"a field left out":  `{"schema": "ecslint.snapshot/v1", "services": [{}]}`,
		"schema at the end": `{"services": [{}], "schema": "ecslint.snapshot/v1"}`,
	} {
		s, err := snapshot.Decode([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if s.Schema != snapshot.Schema {
			t.Errorf("%s: its schema is %q", name, s.Schema)
		}
	}
}

func TestDecodeKeepsTheThreeStates(t *testing.T) {
	t.Parallel()

	s := decoded(t, `{"schema": "ecslint.snapshot/v1", "services": [
		{"name": "absent"}, {"name": "known", "desiredCount": 0},
		{"name": "unknown", "desiredCount": {"unknown": "known after apply"}}, {"name": "null", "desiredCount": null}]}`)

	for i, want := range []snapshot.Value[int]{
		{}, snapshot.Known(0), snapshot.Unknown[int]("known after apply"), {},
	} {
		if got := s.Services[i].DesiredCount; got != want {
			t.Errorf("%s: got %+v, want %+v", s.Services[i].Name, got, want)
		}
	}
}

func TestDecodeRefusesOtherSchemas(t *testing.T) {
	t.Parallel()

	const (
		foreign = "not a snapshot that this version of ecslint can read: its schema is %q, not ecslint.snapshot/v1; " +
			"`ecslint snapshot` writes one"
		newer = "not a snapshot that this version of ecslint can read: its schema is %s, this version reads up to " +
			"ecslint.snapshot/v1; upgrade ecslint"
	)

	for schema, want := range map[string]string{
		"":                      foreign,
		"ecslint.report/v1":     foreign,
		"ecslint.snapshot":      foreign,
		"ecslint.snapshot/v":    foreign,
		"ecslint.snapshot/v0":   foreign,
		"ecslint.snapshot/v-1":  foreign,
		"ecslint.snapshot/v1.5": foreign,
		"ecslint.snapshot/v1/v": foreign,
		"Ecslint.snapshot/v1":   foreign,
		"ecslint.snapshot/v2":   newer,
		"ecslint.snapshot/v10":  newer,
	} {
		_, err := snapshot.Decode(fmt.Appendf(nil, `{"schema": %q, "services": 5}`, schema))
		if !errors.Is(err, snapshot.ErrSchema) {
			t.Errorf("%q: %v is not ErrSchema", schema, err)
		} else if want := fmt.Sprintf(want, schema); err.Error() != want {
			t.Errorf("got  %v\nwant %v", err, want)
		}
	}

	if _, err := snapshot.Decode([]byte("null")); !errors.Is(err, snapshot.ErrSchema) {
		t.Errorf("null: %v is not ErrSchema", err)
	}
}

// Line and column are those of what is wrong, which § marks.
func TestDecodeTellsWhere(t *testing.T) {
	t.Parallel()

	const (
		head    = "{\"schema\": \"ecslint.snapshot/v1\",\n"
		subnets = "services.networkConfiguration.subnets"
		dynamic = "launchTemplates.agent.dynamicPortRange.from"
	)

	for _, c := range [][2]string{
		{"§", "unexpected end of JSON input"},
		{"§# Notes\n", "invalid character '#' looking for beginning of value"},
		{"§\ufeff{}", "invalid character 'ï' looking for beginning of value"},
		{"§[]", "a snapshot cannot be a JSON array"},
		{"\n\n  tru§e", "a snapshot cannot be a JSON bool"},
		{"{\n \"schema\": §5}", "schema cannot be a JSON number"},
		{head + `"services": [{§}`, "unexpected end of JSON input"},
		{head + `"services": [{},§]}`, "invalid character ']' looking for beginning of value"},
		{"{\"schema\": \"ecslint.snapshot/v1\"\n}\n§{}", "invalid character '{' after top-level value"},

		{head + `"services": §{}}`, "services cannot be a JSON object"},
		{head + `"services": [{"name": §7}]}`, "services.name cannot be a JSON number"},
		{head + `"services": [{"desiredCount": "two§"}]}`, "services.desiredCount cannot be a JSON string"},
		{head + "\"services\": [{},\n  {\"desiredCount\": §[1]}]}", "services.desiredCount cannot be a JSON array"},
		{head + `"services": [{"desiredCount": 1.§5}]}`, "services.desiredCount cannot be a JSON number 1.5"},
		{head + `"services": [{"taskSets": [{"launchType": §5}]}]}`, "services.taskSets.launchType cannot be a JSON number"},

		{head + `"services": [{"desiredCount": {"unknown": §5}}]}`, "services.desiredCount.unknown cannot be a JSON number"},
		{head + "\"vpcs\": [{\"cidrs\": [\"a\",\n §5]}]}", "vpcs.cidrs cannot be a JSON number"},
		{head + `"services": [{"networkConfiguration": {"subnets": ["a", §5]}}]}`, subnets + " cannot be a JSON number"},
		{head + `"launchTemplates": [{"agent": {"dynamicPortRange": {"from": §[]}}}]}`, dynamic + " cannot be a JSON array"},

		{head + `"clusters": [], §"collectedAt": "yesterday"}`, "collectedAt is no time as of RFC 3339"},
		{head + `§"collectedAt": 5}`, "collectedAt is no time as of RFC 3339"},
	} {
		before, after, _ := strings.Cut(c[0], "§")
		want := fmt.Sprintf("%d:%d: %s",
			1+strings.Count(before, "\n"), len(before)-strings.LastIndex(before, "\n"), c[1])

		// The place does not hang on how much memory is behind the document.
		for _, spare := range []int{0, 4096} {
			data := append(make([]byte, 0, len(before)+len(after)+spare), before+after...)
			if _, err := snapshot.Decode(data); err == nil || err.Error() != want {
				t.Errorf("%s\ngot  %v\nwant %s", c[0], err, want)
			}
		}
	}
}

// Whatever is cut off, the rest is no snapshot, and the error tells where it ends.
func TestDecodeRefusesTruncated(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		var b bytes.Buffer
		if err := snapshot.Encode(&b, genSnapshot().Draw(t, "snapshot")); err != nil {
			t.Fatal(err)
		}

		whole := bytes.TrimSpace(b.Bytes())
		cut := whole[:rapid.IntRange(0, len(whole)-1).Draw(t, "length")]

		lines := strings.Split(string(cut[:max(0, len(cut)-1)]), "\n") // up to the last character there is
		place := fmt.Sprintf("%d:%d: ", len(lines), len(lines[len(lines)-1])+1)

		if _, err := snapshot.Decode(cut); err == nil || !strings.HasPrefix(err.Error(), place) {
			t.Errorf("got %v, want it to begin with %s", err, place)
		}
	})
}

var positioned = regexp.MustCompile(`^[1-9]\d*:[1-9]\d*: `)

// Bad input never panics, never reads as a snapshot that says something else, and is told with its place.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"", "null", "{}", "[]", `{"schema": "ecslint.snapshot/v1"}`, `{"schema": "ecslint.snapshot/v9"}`,
		`{"schema": "ecslint.snapshot/v1", "collectedAt": "2026-11-20T09:00:00Z", "services": [{"desiredCount": 2,
		"minimumHealthyPercent": {"unknown": "x"}, "networkConfiguration": {"subnets": ["a"], "securityGroups": []}}]}`,
		`{"schema": "ecslint.snapshot/v1", "launchTemplates": [{"agent": {"dynamicPortRange": {"from": 1, "to": 2}}}]}`,
		`{"schema": "ecslint.snapshot/v1", "taskDefinitions": [{"origin": {"range": {"startLine": 1}},
		"networkMode": "host"}]}`,
	} {
		f.Add([]byte(seed))
	}

	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := snapshot.Decode(data)

		switch {
		case err == nil:
			again, err := snapshot.Decode(encoded(t, s))
			if err != nil {
				t.Fatal(err)
			}

			if d := diff(s, again); d != "" {
				t.Errorf("what was read is written as something else:\n%s", d)
			}
		case !errors.Is(err, snapshot.ErrSchema) && !positioned.MatchString(err.Error()):
			t.Errorf("%q does not begin with line:column", err)
		}
	})
}

package output_test

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/output"
)

// Whatever the names in a report, no format lets through a character that steers a terminal.
func TestNothingSteersTheTerminal(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(r *rapid.T) {
		report := full()
		rename(reflect.ValueOf(report).Elem(), func(text string) string {
			at := rapid.IntRange(0, len(text)).Draw(r, "at")

			return text[:at] + rapid.SampledFrom(steering()).Draw(r, "steering") + text[at:]
		})

		for _, name := range output.Names() {
			text := string(write(t, format(t, name, output.Options{MinSeverity: finding.Info}), report))
			if i := strings.IndexFunc(text, steers); i >= 0 {
				r.Fatalf("%s holds %q", name, text[max(0, i-20):min(len(text), i+20)])
			}
		}

		checkColors(t, r, report)
	})
}

// Colours are the only sequences, and ours: without them a coloured report is the plain one.
func checkColors(t *testing.T, r *rapid.T, report *finding.Report) {
	t.Helper()

	plain := string(write(t, format(t, "text", output.Options{MinSeverity: finding.Info}), report))
	colored := string(write(t, format(t, "text", output.Options{MinSeverity: finding.Info, Color: true}), report))

	if got := regexp.MustCompile(`\x1b\[[0-9;]*m`).ReplaceAllString(colored, ""); got != plain {
		r.Fatalf("without its colours it is\n%q\nwant\n%q", got, plain)
	}
}

// JSON keeps the names: escapes are JSON's own.
func TestJSONKeepsNames(t *testing.T) {
	t.Parallel()

	for _, steering := range steering() {
		if steering == "\x9b2J" {
			continue // no UTF-8: no JSON can hold it
		}

		report := full()
		report.Findings[0].Message = "a" + steering

		var back finding.Report

		err := json.Unmarshal(write(t, output.JSON, report), &back)
		if got := back.Findings[0].Message; err != nil || got != "a"+steering {
			t.Errorf("%q came back as %q: %v", steering, got, err)
		}
	}
}

func steering() []string {
	return []string{
		"\x1b[2J", "\x1b]0;title\a", "\n", "\r", "\t", "\b", "\x7f", "\u0085", "\u009b31m", "\x9b2J", "\u202e", "\u2066",
	}
}

// steers is written down by itself: what must not reach a terminal, but for the line feed.
func steers(r rune) bool {
	return r < 0x20 && r != '\n' || 0x7f <= r && r <= 0x9f || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069
}

// rename changes every text in a value, but severities, which are ours.
func rename(v reflect.Value, to func(string) string) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() != reflect.TypeFor[finding.Severity]() {
			v.SetString(to(v.String()))
		}
	case reflect.Slice:
		for i := range v.Len() {
			rename(v.Index(i), to)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			rename(v.Elem(), to)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				rename(v.Field(i), to)
			}
		}
	default: // numbers, times, and mappings, which come from rules
	}
}

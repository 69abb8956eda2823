package triage_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/triage"
)

func TestNamed(t *testing.T) {
	t.Parallel()

	all := []finding.Rule{{ID: "host/network-mode"}, {ID: "bridge/network-mode"}, {ID: "host/undeclared-ports"}}

	for pattern, want := range map[string][]string{
		"host/network-mode": {"host/network-mode"},
		"host/*":            {"host/network-mode", "host/undeclared-ports"},
		"*/network-mode":    {"host/network-mode", "bridge/network-mode"},
		"host":              nil,
		"":                  nil,
		"config/*":          nil,
	} {
		got, err := triage.Named(pattern, all)
		if diff := cmp.Diff(want, got); diff != "" || (err != nil) != (want == nil) {
			t.Errorf("%q: %v\n%s", pattern, err, diff)
		}
	}

	if _, err := triage.Named("config/unused-ignore", all); !errors.Is(err, triage.ErrOwnRule) {
		t.Errorf("got %v", err)
	}
}

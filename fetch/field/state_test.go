package field_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
)

func TestDisabled(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		state string
		want  bool
	}{
		"off":                {"DISABLED", true},
		"on":                 {"ENABLED", false},
		"on for all of them": {"ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", false},
	} {
		if got := field.Disabled(snapshot.Known(c.state)); got.Or(false) != c.want || got.IsUnknown() {
			t.Errorf("%s: got %+v", name, got)
		}
	}

	if got := field.Disabled(snapshot.Value[string]{}); !got.IsZero() {
		t.Errorf("without a state: got %+v", got)
	}

	if got := field.Disabled(snapshot.Unknown[string]("var.state")); got.Reason() != "var.state" {
		t.Errorf("with an unknown state: got %+v", got)
	}
}

package snapshot_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func TestUserOf(t *testing.T) {
	t.Parallel()

	for written, want := range map[string]snapshot.Value[snapshot.User]{
		"":                       {},
		":1000":                  {},
		"root":                   snapshot.Known(snapshot.UserRoot),
		"root:root":              snapshot.Known(snapshot.UserRoot),
		"root:1000":              snapshot.Known(snapshot.UserRoot),
		"0":                      snapshot.Known(snapshot.UserRoot),
		"0:0":                    snapshot.Known(snapshot.UserRoot),
		"00":                     snapshot.Known(snapshot.UserRoot),
		"1000":                   snapshot.Known(snapshot.UserOther),
		"1000:0":                 snapshot.Known(snapshot.UserOther),
		"10":                     snapshot.Known(snapshot.UserOther),
		"rooty":                  snapshot.Known(snapshot.UserOther),
		"containeradministrator": snapshot.Known(snapshot.UserAdmin),
		"ContainerUser":          snapshot.Known(snapshot.UserOther),
	} {
		if got := snapshot.UserOf(snapshot.Known(written)); got != want {
			t.Errorf("%q is %v, want %v", written, got, want)
		}
	}

	if got := snapshot.UserOf(snapshot.Unknown[string]("why")); got.Reason() != "why" {
		t.Errorf("got %v; want the reason kept", got)
	}
}

package placement_test

import (
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// What is in force counts before what the template says, and what nobody says is not known.
func TestMetadata(t *testing.T) {
	t.Parallel()

	on := &snapshot.MetadataOptions{HTTPEndpoint: snapshot.Known("enabled")}
	off := &snapshot.MetadataOptions{
		HTTPEndpoint: snapshot.Known("disabled"), HTTPPutResponseHopLimit: snapshot.Unknown[int]("later"),
	}

	for name, c := range map[string]struct {
		host               placement.Host
		endpoint, hopLimit string // the value, or a part of why it is not known
	}{
		"the instance": {
			placement.Host{
				Instance:       &snapshot.Instance{MetadataOptions: on},
				LaunchTemplate: &snapshot.LaunchTemplate{MetadataOptions: off},
			}, "enabled", "the instance does not tell it",
		},
		"the template": {
			placement.Host{
				Instance: &snapshot.Instance{}, LaunchTemplate: &snapshot.LaunchTemplate{MetadataOptions: off},
			}, "disabled", "later",
		},
		"a template that says nothing": {
			placement.Host{LaunchTemplate: &snapshot.LaunchTemplate{}},
			"the defaults of the account and of the image", "the defaults of the account and of the image",
		},
		"no template":  {placement.Host{Instance: &snapshot.Instance{}}, "neither the instance", "neither the instance"},
		"nothing read": {placement.Host{}, "was not read", "was not read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := c.host.Metadata()
			if endpoint := got.HTTPEndpoint.Or("") + got.HTTPEndpoint.Reason(); !strings.Contains(endpoint, c.endpoint) {
				t.Errorf("endpoint %q, want %q", endpoint, c.endpoint)
			}

			if why := got.HTTPPutResponseHopLimit.Reason(); !strings.Contains(why, c.hopLimit) {
				t.Errorf("hop limit %q, want %q", why, c.hopLimit)
			}
		})
	}
}

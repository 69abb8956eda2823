package userdata_test

import (
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/userdata"
)

// User data is readable however it is packed, and an error does not quote it.
func TestPlain(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		encoded, want string
		ok            bool
	}{
		"base64":            {"RUNTX0NMVVNURVI9cHJvZA==", "ECS_CLUSTER=prod", true},
		"base64 over lines": {"RUNTX0NM\nVVNURVI9cHJvZA==\n", "ECS_CLUSTER=prod", true},
		"nothing":           {"", "", true},
		"no base64":         {"#!/bin/bash s3cret", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got, err := userdata.Plain(c.encoded)
			if got != c.want || (err == nil) != c.ok || err != nil && strings.Contains(err.Error(), "s3cret") {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

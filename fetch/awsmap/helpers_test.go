package awsmap_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

const (
	account = "111122223333"
	region  = "eu-north-1"

	arnECS = "arn:aws:ecs:" + region + ":" + account + ":"
	arnELB = "arn:aws:elasticloadbalancing:" + region + ":" + account + ":"
	arnEC2 = "arn:aws:ec2:" + region + ":" + account + ":"
)

// read maps answers of the usual account and region.
func read(a awsmap.Answers) *snapshot.Snapshot {
	a.Account, a.Region = account, region
	s := snapshot.New()
	a.AddTo(s)

	return s
}

// noun is the one noun of a list, as its JSON says, without what every noun has.
func noun[T any](t *testing.T, nouns []T) string {
	t.Helper()

	if len(nouns) != 1 {
		t.Fatalf("got %d nouns, want 1: %s", len(nouns), encoded(t, nouns))
	}

	m := decoded(t, encoded(t, nouns[0]))
	for _, k := range []string{"account", "region", "origin"} {
		delete(m, k)
	}

	return encoded(t, m)
}

func encoded(t *testing.T, v any) string {
	t.Helper()

	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}

	return string(b)
}

func decoded(t *testing.T, s string) map[string]any {
	t.Helper()

	var m map[string]any
	if err := json.Unmarshal([]byte(s), &m); err != nil {
		t.Fatalf("%v in %s", err, s)
	}

	return m
}

// same compares two JSON objects.
func same(t *testing.T, got, want string) {
	t.Helper()

	if diff := cmp.Diff(decoded(t, want), decoded(t, got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// ids lists the ids of nouns in their order.
func ids[T any](nouns []T, id func(T) string) []string {
	out := make([]string, 0, len(nouns))
	for _, n := range nouns {
		out = append(out, id(n))
	}

	return out
}

func equal[T any](t *testing.T, got, want T) {
	t.Helper()

	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

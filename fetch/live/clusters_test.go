package live_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/live"
	"github.com/ecslint/ecslint/fetch/live/livetest"
)

const arnPrefix = "arn:aws:ecs:" + livetest.Region + ":" + livetest.AccountID + ":cluster/"

func (a account) clusters() {
	t := a.T
	for _, tt := range []struct {
		name     string
		patterns []string
		want     []string
		lists    int
	}{
		{"a name", []string{"prod"}, []string{"prod"}, 0},
		{"two names", []string{"prod", "idle-01"}, []string{"idle-01", "prod"}, 0},
		{"an ARN", []string{arnPrefix + "prod"}, []string{"prod"}, 0},
		{"a name and its ARN", []string{arnPrefix + "prod", "prod"}, []string{"prod"}, 0},
		{"a glob", []string{"idle-0?"}, []string{
			"idle-01", "idle-02", "idle-03", "idle-04", "idle-05", "idle-06", "idle-07", "idle-08", "idle-09",
		}, 1},
		{"a glob and a name", []string{"far*", "prod"}, []string{"fargate", "prod"}, 1},
		{"a glob that is also a name's", []string{"pr[o]d", "prod"}, []string{"prod"}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()

			s := a.fork(t)
			got := read(t, request(s, tt.patterns...))

			names := make([]string, len(got.Clusters))
			for i := range got.Clusters {
				names[i] = got.Clusters[i].Name
			}

			if diff := cmp.Diff(tt.want, names); diff != "" {
				t.Errorf("clusters (-want +got):\n%s", diff)
			}

			for i := range got.Services {
				if c := snapshot.Name(got.Services[i].Cluster); c != "prod" && c != "fargate" {
					t.Errorf("a service of cluster %s", c)
				}
			}

			if n := s.Calls()["ecs:ListClusters"]; n != tt.lists {
				t.Errorf("clusters were listed %d times, want %d", n, tt.lists)
			}
		})
	}
}

func (a account) noSuchCluster() {
	t := a.T
	some := "there are fargate, idle-01, idle-02, idle-03, idle-04 and 7 more in eu-north-1"

	for _, tt := range []struct {
		name     string
		patterns []string
		want     string
	}{
		{"a name", []string{"prd"}, `no such cluster: "prd"; ` + some},
		{"one of two", []string{"prod", "prd"}, `no such cluster: "prd"; ` + some},
		{"a glob", []string{"stage-*", "idle-*"}, `no such cluster: "stage-*"; ` + some},
		{"all", []string{"x", "y"}, `no such cluster: "x", "y"; ` + some},
		{"another case", []string{"PROD"}, `no such cluster: "PROD"; ` + some},
		{
			"an ARN of another region",
			[]string{"arn:aws:ecs:us-east-1:" + livetest.AccountID + ":cluster/prod"},
			`no such cluster: "arn:aws:ecs:us-east-1:` + livetest.AccountID + `:cluster/prod"; ` + some,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()

			got, err := live.Read(t.Context(), request(a.fork(t), tt.patterns...))
			if !errors.Is(err, live.ErrNoSuchCluster) || err.Error() != tt.want || got != nil {
				t.Errorf("got %v, %v\nwant %s", got, err, tt.want)
			}
		})
	}

	t.Run("nor a list", func(t *testing.T) {
		t.Parallel()

		s := a.fork(t)
		s.Deny("ecs:ListClusters")

		_, err := live.Read(t.Context(), request(s, "prd"))
		want := `no such cluster: "prd"; aws ecs list-clusters --region eu-north-1 shows which there are`

		if !errors.Is(err, live.ErrNoSuchCluster) || err.Error() != want {
			t.Errorf("got %v\nwant %s", err, want)
		}
	})

	t.Run("nobody knows", func(t *testing.T) {
		t.Parallel()

		s := a.fork(t)
		s.Deny("ecs:DescribeClusters")

		got := read(t, request(s, "prod"))
		if len(got.Gaps) != 1 || len(got.Services) != a.Services["prod"] {
			t.Errorf("%d services, gaps %v", len(got.Services), got.Gaps)
		}
	})
}

// empty is an account without clusters: one call for each region, besides the one for the account.
func (a account) empty() {
	t := a.T
	s := a.server.Fork(t, "210987654321")
	r := request(s)
	r.Regions = []string{"us-east-1", "eu-north-1", "us-east-1"}

	var last [2]int

	r.Progress = func(done, planned int) {
		if done < last[0] || planned < last[1] || done > planned {
			t.Errorf("progress from %v to %d of %d", last, done, planned)
		}

		last = [2]int{done, planned}
	}

	got := read(t, r)
	want := snapshot.New()
	want.Sources = []snapshot.Source{
		{Kind: snapshot.SourceLive, Account: "210987654321", Region: "eu-north-1"},
		{Kind: snapshot.SourceLive, Account: "210987654321", Region: "us-east-1"},
	}

	if diff := cmp.Diff(encode(t, want), encode(t, got)); diff != "" {
		t.Errorf("snapshot (-want +got):\n%s", diff)
	}

	if diff := cmp.Diff(map[string]int{"sts:GetCallerIdentity": 1, "ecs:ListClusters": 2}, s.Calls()); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}

	if last != [2]int{2, 2} {
		t.Errorf("progress ends at %v", last)
	}

	_, err := live.Read(t.Context(), request(s, "prod"))
	if !errors.Is(err, live.ErrNoSuchCluster) || err.Error() != `no such cluster: "prod"; there are none in eu-north-1` {
		t.Errorf("got %v", err)
	}
}

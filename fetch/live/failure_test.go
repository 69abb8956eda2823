package live_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
	"github.com/ecslint/ecslint/fetch/live"
	"github.com/ecslint/ecslint/fetch/live/livetest"
)

// denied takes one permission away after the other. Each leaves one gap, and the rest is read.
func (a account) denied() {
	t := a.T
	for _, action := range awsmap.Actions() {
		t.Run(action.Name, func(t *testing.T) {
			t.Parallel()

			s := a.fork(t)
			s.Deny(action.Name)

			got := read(t, oneAttempt(request(s, "pro*")))
			want := action.Gap("AccessDenied")
			want.Failed, want.Account, want.Region = true, livetest.AccountID, livetest.Region

			if action.Name == awsmap.ListClusters { // nothing else can be asked
				want.Nouns = got.Gaps[0].Nouns
			}

			if diff := cmp.Diff([]snapshot.Gap{want}, got.Gaps); diff != "" {
				t.Errorf("gaps (-want +got):\n%s", diff)
			}

			if s.Calls()[action.Name] > 0 {
				t.Error("the call was answered")
			}
		})
	}
}

// listDenied loses everything with one permission.
func (a account) listDenied() {
	t := a.T
	s := a.fork(t)
	s.Deny("ecs:ListClusters")

	got := read(t, request(s))
	if diff := cmp.Diff([]string{"ecs:ListClusters: AccessDenied"}, failures(got.Gaps)); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}

	for _, action := range awsmap.Actions() {
		for _, noun := range action.Nouns {
			if !slices.Contains(got.Gaps[0].Nouns, noun) {
				t.Errorf("the gap does not say that %s is missing", noun)
			}
		}
	}

	if named := read(t, request(s, livetest.Prod)); len(named.Gaps) > 0 || len(named.Services) == 0 {
		t.Errorf("a cluster that is named needs no list: %d services, gaps %v", len(named.Services), named.Gaps)
	}
}

// throttled is over before the attempts are.
func (a account) throttled() {
	t := a.T
	s := a.fork(t)
	s.Fail("ecs:DescribeServices", "ThrottlingException", 1)
	s.Fail("ec2:DescribeVpcs", "RequestLimitExceeded", 1)

	if got := read(t, request(s, livetest.Prod)); len(got.Gaps) > 0 || len(got.VPCs) != 1 {
		t.Errorf("%d VPCs, gaps %v", len(got.VPCs), failures(got.Gaps))
	}
}

// oneFailed loses what is in one cluster, or what one call was about, and says so.
func (a account) oneFailed() {
	t := a.T
	s := a.fork(t)
	s.Fail("ecs:DescribeServices", "ServerException", 1)
	s.Fail("elasticloadbalancing:DescribeTargetGroups", "Throttling", 1)

	r := oneAttempt(request(s, livetest.Prod, livetest.Fargate))
	r.MaxParallel = 1 // so that it is the first call that fails

	got := read(t, r)
	want := []string{
		"ecs:DescribeServices: ServerException (fargate)", "elasticloadbalancing:DescribeTargetGroups: Throttling",
	}

	if diff := cmp.Diff(want, failures(got.Gaps)); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}

	if n := sum(a.Services); len(got.Services) != n-10 {
		t.Errorf("%d services of %d, though only one call of ten failed", len(got.Services), n)
	}
}

// defaultsStand does not wait long for what has a documented default.
func (a account) defaultsStand() {
	t := a.T
	whole := a.fork(t)
	read(t, request(whole, livetest.Prod))
	needed := whole.Calls()

	for _, action := range awsmap.Actions() {
		if !action.DefaultStands {
			continue
		}

		t.Run(action.Name, func(t *testing.T) {
			t.Parallel()

			var attempts atomic.Int32

			s := a.fork(t)
			s.Fail(action.Name, "ThrottlingException", -1)
			s.Before(action.Name, func() { attempts.Add(1) })

			got := read(t, impatient(request(s, livetest.Prod)))
			if want := 2 * needed[action.Name]; want == 0 || int(attempts.Load()) != want {
				t.Errorf("%d attempts of %d calls, want two for each", attempts.Load(), needed[action.Name])
			}

			if diff := cmp.Diff([]string{action.Name + ": ThrottlingException"}, failures(got.Gaps)); diff != "" {
				t.Errorf("gaps (-want +got):\n%s", diff)
			}
		})
	}
}

// interrupted ends the reading at every action in turn. What was read is kept, and the rest is a gap.
func (a account) interrupted() {
	t := a.T
	whole := a.fork(t)
	read(t, request(whole, "pro*"))
	needed := whole.Calls()

	for _, action := range awsmap.Actions() {
		t.Run(action.Name, func(t *testing.T) {
			t.Parallel()

			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()

			s := a.fork(t)
			s.Before(action.Name, cancel)

			got, err := live.Read(ctx, request(s, "pro*"))
			if !errors.Is(err, context.Canceled) || got == nil {
				t.Fatalf("got %v, %v; want a snapshot and the context's error", got, err)
			}

			for _, a := range awsmap.Actions() {
				gap := slices.ContainsFunc(got.Gaps, func(g snapshot.Gap) bool {
					return g.What == a.Name && g.Why == "interrupted" && g.Failed
				})
				if n := s.Calls()[a.Name]; n < needed[a.Name] && !gap {
					t.Errorf("%s: %d of %d calls were answered, and that is no gap", a.Name, n, needed[a.Name])
				}
			}
		})
	}
}

// refused are credentials that the account does not take.
func (a account) refused() {
	t := a.T
	for _, tt := range []struct{ action, code, want string }{
		{"sts:GetCallerIdentity", "ExpiredToken", "expired; get new ones, with aws sso login if"},
		{"sts:GetCallerIdentity", "InvalidClientTokenId", "does not accept the credentials in region eu-north-1"},
		{"sts:GetCallerIdentity", "ServiceUnavailable", "account this is: ServiceUnavailable; aws sts get-caller"},
		{"ecs:ListClusters", "UnrecognizedClientException", "aws account list-regions that the region is enabled"},
		{"ecs:ListClusters", "ExpiredTokenException", "the AWS credentials have expired"},
	} {
		t.Run(tt.action+" "+tt.code, func(t *testing.T) {
			t.Parallel()

			s := a.fork(t)
			s.Fail(tt.action, tt.code, -1)

			got, err := live.Read(t.Context(), oneAttempt(request(s)))

			var setup *live.SetupError
			if !errors.As(err, &setup) || got != nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, %v; want a setup error with %q", got, err, tt.want)
			}
		})
	}
}

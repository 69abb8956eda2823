package reach_test

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/reach/reachtest"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The packets of a run: so many accounts in each of so many parts, which run beside each other.
const (
	packetParts, packetAccounts = 8, 700
	packetPairs, packetEach     = 14, 6
)

// Everything is known, so a packet may pass exactly if it must, and exactly if the judge lets it pass.
func TestPacketsEqualOracle(t *testing.T) {
	t.Parallel()

	if raceEnabled {
		t.Skip("arithmetic, ten times slower with the race detector: `make test` runs it without")
	}

	var asked, passed atomic.Int64

	t.Cleanup(func() {
		t.Logf("%d packets, of which %d pass", asked.Load(), passed.Load())

		if asked.Load() < 100_000 || passed.Load()*3 < asked.Load() {
			t.Errorf("%d packets, of which %d pass: want 100000, a third of which pass", asked.Load(), passed.Load())
		}
	})

	for part := range uint64(packetParts) {
		t.Run(strconv.FormatUint(part, 10), func(t *testing.T) {
			t.Parallel()

			for n := range uint64(packetAccounts) {
				a, p := comparePackets(t, part, n)
				asked.Add(a)
				passed.Add(p)
			}
		})
	}
}

func comparePackets(t *testing.T, part, n uint64) (asked, passed int64) {
	t.Helper()

	random := rand.New(rand.NewPCG(part, n))
	s := reachtest.Account(random)
	judge := reachtest.NewJudge(s, "")
	m := model(s)

	for _, p := range reachtest.Packets(random, s, packetPairs, packetEach) {
		verdict := judge.Judge(p)
		flow := m.Between(placeOf(m, s, p.From), placeOf(m, s, p.To), netset.All())

		if !verdict.Uneven && !verdict.ByPort { // only what leaves no slack counts
			asked++

			if verdict.Passes {
				passed++
			}
		}

		for _, wrong := range disagreements(flow, p, verdict) {
			t.Fatalf("seed %d, %d: %s: %s", part, n, p, wrong)
		}
	}

	return asked, passed
}

// disagreements are those between the four bounds and the verdict of the judge. Both ends have one address, so some
// and all are the same.
func disagreements(flow reach.Flow, p reachtest.Packet, v reachtest.Verdict) []string {
	var wrong []string

	for _, bound := range []struct {
		name     string
		services netset.Services
		want     bool
		slack    bool
	}{
		// Where there and back are different ways, AWS says nothing: it may pass and never must.
		// Where ports of clients decide in both subnets, no port may pass both that some port passes each.
		{"may some", flow.MaySome, v.Passes, v.ByPort || v.Uneven},
		{"may all", flow.MayAll, v.Passes, v.ByPort || v.Uneven},
		{"must some", flow.MustSome, v.Always && !v.Open && !v.Uneven, false},
		{"must all", flow.MustAll, v.Always && !v.Open && !v.Uneven, false},
	} {
		got := bound.services.Contains(p.Protocol, p.Port)
		if free := bound.slack && (got || v.Uneven); got != bound.want && !free {
			wrong = append(wrong, fmt.Sprintf("%s: got %t, want %t", bound.name, got, bound.want))
		}
	}

	return wrong
}

// placeOf is the end as reach sees it, with the one address that is used.
func placeOf(m *reach.Model, s *snapshot.Snapshot, e reachtest.End) reach.Place {
	for i := range s.NetworkInterfaces {
		if eni := &s.NetworkInterfaces[i]; eni.ID == e.Interface {
			place := m.PlaceOf(eni.ID, eni)
			place.Addresses = place.Addresses.Within(netip.PrefixFrom(e.Address, e.Address.BitLen()))

			return place
		}
	}

	return reach.Outside(e.Address.String(), netset.Of(netip.PrefixFrom(e.Address, e.Address.BitLen()), netset.All()))
}

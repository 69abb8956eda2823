package reach_test

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"sync/atomic"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/reach/reachtest"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The packets of a run: so many accounts in each of so many parts, which run beside each other.
const (
	packetParts, packetAccounts = 8, 400
	packetPairs, packetEach     = 14, 6
)

// Everything is known, so a packet may pass exactly if it must, and exactly if the judge lets it pass.
func TestPacketsEqualOracle(t *testing.T) {
	t.Parallel()

	var asked, passed atomic.Int64

	t.Run("parts", func(t *testing.T) {
		for part := range uint64(packetParts) {
			t.Run(fmt.Sprint(part), func(t *testing.T) {
				t.Parallel()

				for n := range uint64(packetAccounts) {
					a, p := comparePackets(t, part, n)
					asked.Add(a)
					passed.Add(p)
				}
			})
		}
	})

	t.Logf("%d packets, %d pass", asked.Load(), passed.Load())

	if asked.Load() < 100_000 || passed.Load()*3 < asked.Load() {
		t.Errorf("%d packets, of which %d pass: want 100000, a third of which pass", asked.Load(), passed.Load())
	}
}

func comparePackets(t *testing.T, part, n uint64) (asked, passed int64) {
	t.Helper()

	random := rand.New(rand.NewPCG(part, n))
	s := reachtest.Account(random)
	judge := reachtest.NewJudge(s, "")
	m := model(s)

	for _, p := range reachtest.Packets(random, s, packetPairs, packetEach) {
		some, all := judge.Passes(p)
		flow := m.Between(placeOf(m, s, p.From), placeOf(m, s, p.To), netset.All())

		asked++

		if some {
			passed++
		}

		for _, bound := range []struct {
			name     string
			services netset.Services
			want     bool
		}{
			{"may some", flow.MaySome, some}, {"may all", flow.MayAll, some},
			{"must some", flow.MustSome, all}, {"must all", flow.MustAll, all},
		} {
			if got := bound.services.Contains(p.Protocol, p.Port); got != bound.want {
				t.Errorf("seed %d, %d: %s: %s: got %t, want %t", part, n, p, bound.name, got, bound.want)
			}
		}

		if t.Failed() {
			t.FailNow()
		}
	}

	return asked, passed
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

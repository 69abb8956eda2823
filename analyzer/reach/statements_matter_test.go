package reach_test

import (
	"math/rand/v2"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/ecslint/ecslint/analyzer/reach/reachtest"
)

// Each statement must decide so many verdicts for the packets to say anything about it; beyond the most nobody counts.
const leastFlips, mostFlips = 100, 300

// A statement that decides nothing of what is drawn is tested by nothing: each is left out in turn, and the verdicts
// that change are counted.
func TestEveryStatementMatters(t *testing.T) {
	t.Parallel()

	if raceEnabled {
		t.Skip("arithmetic, ten times slower with the race detector: `make test` runs it without")
	}

	flips := map[reachtest.Statement]*atomic.Int64{}
	for _, statement := range reachtest.Statements() {
		flips[statement] = &atomic.Int64{}
	}

	t.Cleanup(func() {
		for _, statement := range reachtest.Statements() {
			t.Logf("%4d  %s", flips[statement].Load(), statement)

			if n := flips[statement].Load(); n < leastFlips {
				t.Errorf("%s: without it %d verdicts change, want %d", statement, n, leastFlips)
			}
		}
	})

	for part := range uint64(packetParts) {
		t.Run(strconv.FormatUint(part, 10), func(t *testing.T) {
			t.Parallel()

			for n := range uint64(packetAccounts) {
				countFlips(rand.New(rand.NewPCG(part, n)), flips)
			}
		})
	}
}

// countFlips looks at the packets that reach was asked about.
func countFlips(random *rand.Rand, flips map[reachtest.Statement]*atomic.Int64) {
	s := reachtest.Account(random)
	judge := reachtest.NewJudge(s, "")
	packets := reachtest.Packets(random, s, packetPairs, packetEach)
	verdicts := make([]reachtest.Verdict, len(packets))

	for i, p := range packets {
		verdicts[i] = judge.Judge(p)
	}

	for statement, count := range flips {
		wrong := judge.Without(statement)

		for i, p := range packets {
			if count.Load() >= mostFlips {
				break
			}

			if v := wrong.Judge(p); v.Passes != verdicts[i].Passes || v.Always != verdicts[i].Always {
				count.Add(1)
			}
		}
	}
}

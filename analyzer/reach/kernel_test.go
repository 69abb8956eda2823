package reach_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"
)

// kernelVariable asks for TestKernel: 1 skips it where something that it needs is missing, required fails.
// kernelSeedVariable repeats a run.
const (
	kernelVariable     = "ECSLINT_KERNEL"
	kernelSeedVariable = "ECSLINT_KERNEL_SEED"
)

// How much is played: accounts, services asked of each pair of interfaces, and packets that must be compared in all.
const (
	kernelAccounts = 20
	kernelServices = 5
	kernelPackets  = 1000
)

// How long a packet may take. Whoever hears nothing where reach would have it pass asks again, with patience: a
// machine that is busy must not speak against reach.
const (
	promptly  = 150 * time.Millisecond
	patiently = 4 * time.Second
)

// Linux agrees with reach. Small random accounts become network namespaces with nftables filters, written by code that
// shares nothing with reach; real packets are sent, and an answer comes back exactly where reach allows it.
func TestKernel(t *testing.T) {
	t.Parallel()

	needKernel(t)

	seed, total := kernelSeed(t), &tally{}
	t.Cleanup(func() { total.enough(t, seed) })

	for i := range uint64(kernelAccounts) {
		t.Run(fmt.Sprint("account ", i), func(t *testing.T) {
			t.Parallel()

			s := drawKernelAccount(rand.New(rand.NewPCG(seed, i)), 1+int(i%2))

			defer func() {
				if t.Failed() {
					t.Logf("%s=%d repeats it.\n%s", kernelSeedVariable, seed, written(s))
				}
			}()

			c := &comparison{lab: newLab(t, s), random: rand.New(rand.NewPCG(i, seed)), model: model(s)}
			c.run(total)
		})
	}
}

// A tally counts packets: those compared, those of them that passed, and those that were not compared, since their
// verdict is another for another port of the client.
type tally struct {
	sync.Mutex

	compared, passed, open int
}

// enough fails where too few packets were compared, or too few of one kind.
func (c *tally) enough(t *testing.T, seed uint64) {
	t.Helper()
	t.Logf("%d packets compared, of which %d passed; %d more depend on the client's port; %s=%d",
		c.compared, c.passed, c.open, kernelSeedVariable, seed)

	if c.compared < kernelPackets || 4*c.passed < c.compared || 4*c.passed > 3*c.compared {
		t.Errorf("want %d packets or more, of which a quarter to three pass", kernelPackets)
	}
}

func kernelSeed(t *testing.T) uint64 {
	t.Helper()

	text := os.Getenv(kernelSeedVariable)
	if text == "" {
		return rand.Uint64()
	}

	seed, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}

	return seed
}

// needKernel skips the test, and says why, where it was not asked for or cannot run here.
func needKernel(t *testing.T) {
	t.Helper()

	wanted := os.Getenv(kernelVariable)
	if wanted == "" {
		t.Skipf("make kernel runs it: it needs root, and %s", kernelVariable)
	}

	if err := tryKernel(t); err != nil && wanted == "required" {
		t.Fatal(err)
	} else if err != nil {
		t.Skip(err)
	}
}

// tryKernel makes an account that is known to be right, so what fails is not permitted here or not there.
func tryKernel(t *testing.T) error {
	t.Helper()

	for _, tool := range []string{"ip", "nft"} {
		if _, err := exec.LookPath(tool); err != nil {
			return fmt.Errorf("the kernel test needs iproute2 and nftables: %w", err)
		}
	}

	l := newLab(t, drawKernelAccount(rand.New(rand.NewPCG(1, 1)), 2))
	if err := l.plumb(); err != nil {
		return err
	}

	return l.filter()
}

package reach_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A lab is an account as network namespaces. Each interface has one of its own, each VPC one for its router, in which
// every subnet is a bridge. What stays in a subnet is bridged and meets no filter of the router; a peering connection
// is a pair of wires between two routers. No address, route or filter is set outside of the namespaces.
type lab struct {
	testing.TB

	prefix string
	s      *snapshot.Snapshot
	agents map[string]*agent

	// names tells the namespaces to who removes them.
	names io.Writer
}

func newLab(tb testing.TB, s *snapshot.Snapshot) *lab {
	tb.Helper()

	l := &lab{TB: tb, prefix: fmt.Sprintf("ecslint-%08x-", rand.Uint32()), s: s, agents: map[string]*agent{}}
	l.names = l.removing()

	return l
}

// remove takes down the namespaces that it is told of, once nobody is left to tell more, and fails where one stays.
const remove = `trap '' INT TERM HUP
while read -r name; do names="$names $name"; done
for name in $names; do ip netns del "$name" 2>/dev/null; done
! ip netns list 2>/dev/null | grep "^$1"`

// removing starts a process that removes the namespaces: when the test ends, and also when it is killed.
func (l *lab) removing() io.Writer {
	l.Helper()

	cmd := exec.Command("sh", "-c", remove, "sh", l.prefix)

	var left bytes.Buffer
	cmd.Stdout = &left

	stdin, err := cmd.StdinPipe()
	if err := errors.Join(err, cmd.Start()); err != nil {
		l.Fatal(err)
	}

	l.Cleanup(func() {
		stdin.Close()

		if err := cmd.Wait(); err != nil {
			l.Errorf("these namespaces are still there: %v\n%s", err, &left)
		}
	})

	return stdin
}

// namespace is the name of that of an interface or a VPC.
func (l *lab) namespace(id string) string { return l.prefix + id }

// plumb makes the namespaces and everything but the filters.
func (l *lab) plumb() error {
	for i := range l.s.NetworkInterfaces {
		if err := l.add(l.s.NetworkInterfaces[i].ID); err != nil {
			return err
		}
	}

	for i := range l.s.VPCs {
		if err := l.add(l.s.VPCs[i].ID); err != nil {
			return err
		}
	}

	for i := range l.s.VPCs {
		if err := l.router(l.s.VPCs[i].ID); err != nil {
			return err
		}
	}

	if err := l.peer(); err != nil {
		return err
	}

	for i := range l.s.NetworkInterfaces {
		if err := l.host(&l.s.NetworkInterfaces[i]); err != nil {
			return err
		}
	}

	return l.tables()
}

// quiet are the settings of a new namespace: no address waits until nobody else has it, no packet is dropped for the
// way that it came, and bridges show the filters of the router nothing.
const quiet = `cd /proc/sys/net
echo 0 | tee ipv6/conf/default/accept_dad ipv4/conf/all/rp_filter ipv4/conf/default/rp_filter >/dev/null
for f in bridge/bridge-nf-call-iptables bridge/bridge-nf-call-ip6tables; do ! test -e $f || echo 0 >$f; done
`

// forwarding makes a router.
const forwarding = "echo 1 | tee ipv4/ip_forward ipv6/conf/all/forwarding >/dev/null\n"

// add makes a namespace, which goes when the test ends.
func (l *lab) add(id string) error {
	name := l.namespace(id)
	if _, err := fmt.Fprintln(l.names, name); err != nil {
		return err
	}

	if err := l.run("", "ip", "netns", "add", name); err != nil {
		return err
	}

	script := quiet
	if strings.HasPrefix(id, "vpc-") {
		script += forwarding
	}

	return l.run(script, "ip", "netns", "exec", name, "sh", "-e")
}

// filter loads the groups into the interfaces and the network ACLs into the routers.
func (l *lab) filter() error {
	for i := range l.s.NetworkInterfaces {
		e := &l.s.NetworkInterfaces[i]
		if err := l.run(groupTable(l.s, e), "ip", "netns", "exec", l.namespace(e.ID), "nft", "-f", "-"); err != nil {
			return err
		}
	}

	for _, v := range l.s.VPCs {
		if err := l.run(aclTable(l.s, v.ID), "ip", "netns", "exec", l.namespace(v.ID), "nft", "-f", "-"); err != nil {
			return err
		}
	}

	return nil
}

// ip runs lines of commands in a namespace.
func (l *lab) ip(id, batch string, options ...string) error {
	return l.run(batch, slices.Concat([]string{"ip"}, options, []string{"-n", l.namespace(id), "-batch", "-"})...)
}

// run says what it ran and what that answered, where it failed.
func (l *lab) run(stdin string, command ...string) error {
	cmd := exec.CommandContext(l.Context(), command[0], command[1:]...)
	cmd.Stdin = strings.NewReader(stdin)

	if output, err := cmd.CombinedOutput(); err != nil {
		if stdin != "" {
			l.Log(stdin)
		}

		return fmt.Errorf("%s: %w: %s", strings.Join(command, " "), err, bytes.TrimSpace(output))
	}

	return nil
}

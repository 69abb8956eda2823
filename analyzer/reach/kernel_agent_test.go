package reach_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"testing"
	"time"
)

// agentVariable tells the program of the tests that it is to be an agent.
const agentVariable = "ECSLINT_KERNEL_AGENT"

// An agent is a process in the namespace of an interface, which listens there and sends what it is told to. It is
// this program once more; the two talk in lines of JSON.
type agent struct {
	in  *json.Encoder
	out *json.Decoder
}

// A greeting is the first line to an agent, which answers once it listens.
type greeting struct {
	Name      string
	Listeners []netip.AddrPort
}

// A probe is a packet to be sent in a conversation.
type probe struct {
	ID       int
	Protocol string
	From, To netip.AddrPort

	// Name is who must answer, Wait how long that may take.
	Name string
	Wait time.Duration
}

// An outcome says whether a probe was answered; Trouble is what else happened than silence.
type outcome struct {
	ID      int
	Passed  bool
	Trouble string
}

// start runs the agent of an interface, until the test ends, and waits until it listens.
func (l *lab) start(hello greeting) {
	l.Helper()

	program, err := os.Executable()
	if err != nil {
		l.Fatal(err)
	}

	var words bytes.Buffer

	cmd := exec.Command("ip", "netns", "exec", l.namespace(hello.Name),
		program, "-test.run=^TestKernelAgent$")
	cmd.Env, cmd.Stderr = append(os.Environ(), agentVariable+"=1"), &words
	stdin, inErr := cmd.StdinPipe()
	stdout, outErr := cmd.StdoutPipe()

	if err := errors.Join(inErr, outErr, cmd.Start()); err != nil {
		l.Fatal(err)
	}

	l.Cleanup(func() {
		stdin.Close()
		io.Copy(io.Discard, stdout)

		if err := cmd.Wait(); err != nil {
			l.Errorf("agent of %s: %v\n%s", hello.Name, err, &words)
		}
	})

	a := &agent{json.NewEncoder(stdin), json.NewDecoder(stdout)}

	var ready outcome
	if err := errors.Join(a.in.Encode(hello), a.out.Decode(&ready)); err != nil || !ready.Passed {
		l.Fatalf("agent of %s: %v %s", hello.Name, err, ready.Trouble)
	}

	l.agents[hello.Name] = a
}

// send has the packets sent all at once, and notes which of them were answered.
func (a *agent) send(packets []*sent) error {
	byID := map[int]*sent{}

	for _, p := range packets {
		byID[p.ID] = p
		if err := a.in.Encode(p.probe); err != nil {
			return err
		}
	}

	for range packets {
		var got outcome
		if err := a.out.Decode(&got); err != nil {
			return err
		}

		if got.Trouble != "" {
			return errors.New(got.Trouble)
		}

		byID[got.ID].passed = got.Passed
	}

	return nil
}

// TestKernelAgent is the agent's side, in a process of its own.
func TestKernelAgent(t *testing.T) {
	t.Parallel()

	if os.Getenv(agentVariable) == "" {
		t.Skip("TestKernel runs it, in network namespaces")
	}

	in, answers := json.NewDecoder(os.Stdin), make(chan outcome)

	go func() {
		out := json.NewEncoder(os.Stdout)
		for a := range answers {
			if err := out.Encode(a); err != nil {
				return // the test is over
			}
		}
	}()

	var hello greeting
	if err := in.Decode(&hello); err != nil {
		t.Fatal(err)
	}

	for _, at := range hello.Listeners {
		if err := errors.Join(listenTCP(hello.Name, at), listenUDP(hello.Name, at)); err != nil {
			answers <- outcome{Trouble: err.Error()}
			return
		}
	}

	answers <- outcome{Passed: true}

	for {
		var p probe
		if err := in.Decode(&p); err != nil {
			return // the test is over
		}

		go func() { answers <- p.send() }()
	}
}

// listenTCP answers each connection's first words with the name and the same.
func listenTCP(name string, at netip.AddrPort) error {
	listener, err := net.ListenTCP("tcp", net.TCPAddrFromAddrPort(at))
	if err != nil {
		return err
	}

	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}

			go func() {
				defer conn.Close()

				words := make([]byte, 64)
				n, _ := conn.Read(words)
				fmt.Fprint(conn, name, " ", string(words[:n]))
			}()
		}
	}()

	return nil
}

// listenUDP answers each packet with the name and the same.
func listenUDP(name string, at netip.AddrPort) error {
	conn, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(at))
	if err != nil {
		return err
	}

	go func() {
		words := make([]byte, 64)

		for {
			n, from, err := conn.ReadFromUDPAddrPort(words)
			if err != nil {
				return
			}

			conn.WriteToUDPAddrPort(fmt.Append(nil, name, " ", string(words[:n])), from)
		}
	}()

	return nil
}

// send asks and waits for the answer. Silence is no answer, and so is a filter of one's own, of which the kernel
// tells.
func (p *probe) send() outcome {
	reply, err := p.ask()

	var late net.Error

	switch {
	case errors.As(err, &late) && late.Timeout(), errors.Is(err, os.ErrPermission):
		return outcome{ID: p.ID}
	case err != nil:
		return outcome{ID: p.ID, Trouble: err.Error()}
	case reply != p.Name+" "+p.words():
		return outcome{ID: p.ID, Trouble: fmt.Sprintf("%s was asked and %q came back", p.Name, reply)}
	default:
		return outcome{ID: p.ID, Passed: true}
	}
}

func (p *probe) words() string { return fmt.Sprint("probe ", p.ID) }

func (p *probe) ask() (string, error) {
	d := net.Dialer{Timeout: p.Wait, LocalAddr: net.TCPAddrFromAddrPort(p.From)}
	if p.Protocol == "udp" {
		d.LocalAddr = net.UDPAddrFromAddrPort(p.From)
	}

	conn, err := d.Dial(p.Protocol, p.To.String())
	if err != nil {
		return "", err
	}
	defer conn.Close()

	if tcp, ok := conn.(*net.TCPConn); ok {
		tcp.SetLinger(0) // leaves the port free for another try
	}

	if err := conn.SetDeadline(time.Now().Add(p.Wait)); err != nil {
		return "", err
	}

	if _, err := io.WriteString(conn, p.words()); err != nil {
		return "", err
	}

	words := make([]byte, 64)
	n, err := conn.Read(words)

	return string(words[:n]), err
}

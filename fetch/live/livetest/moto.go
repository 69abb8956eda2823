package livetest

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// patience is how long moto may take to start: Python on a busy machine is slow.
const patience = 2 * time.Minute

// startMoto runs moto until the test ends and returns its address. A test that failed shows what moto said last.
func startMoto(tb testing.TB) *url.URL {
	tb.Helper()

	path := motoPath(tb)
	cmd := exec.Command(path, "-H", "127.0.0.1", "-p", "0") //nolint:gosec,noctx // the tester's own moto; killed below

	output, input := io.Pipe()
	cmd.Stdout, cmd.Stderr = input, input

	if err := cmd.Start(); err != nil {
		tb.Fatalf("start moto: %v", err)
	}

	log := &log{found: make(chan string, 1), ended: make(chan struct{})}
	go log.read(output)

	tb.Cleanup(func() {
		cmd.Process.Kill() //nolint:errcheck,gosec // gone already, which is as good
		cmd.Wait()         //nolint:errcheck,gosec // it was killed
		input.Close()      //nolint:gosec // it never fails
		<-log.ended

		if tb.Failed() {
			tb.Logf("moto's last words:\n%s", log)
		}
	})

	moto := log.address(tb)
	settle(tb, moto)

	return moto
}

// motoPath finds moto, or ends the test. Where CI is true, as on every CI service, a test that is skipped would pass
// for one that ran.
func motoPath(tb testing.TB) string {
	tb.Helper()

	path := os.Getenv("ECSLINT_MOTO")
	if path == "" {
		path = "moto_server"
	}

	found, err := exec.LookPath(path)
	if err == nil {
		return found
	}

	const advice = "no moto_server on PATH; pip install 'moto[server]', or set ECSLINT_MOTO to its path"
	if os.Getenv("CI") == "true" {
		tb.Fatal(advice)
	}

	tb.Skip(advice)

	return ""
}

// A log is what moto prints. It is read to the end, so that moto never waits for a full pipe.
type log struct {
	found chan string
	ended chan struct{}

	mu    sync.Mutex
	lines []string
}

// listening matches what moto prints once its socket is open, with the port that the system chose.
var listening = regexp.MustCompile(`Running on (http://127\.0\.0\.1:\d+)`)

// read keeps the last lines, save for those that only tell of a request.
func (l *log) read(output io.Reader) {
	const kept = 40

	defer close(l.ended)

	for scan := bufio.NewScanner(output); scan.Scan(); {
		line := scan.Text()
		if m := listening.FindStringSubmatch(line); m != nil {
			l.found <- m[1]
		}

		if strings.HasSuffix(line, `HTTP/1.1" 200 -`) {
			continue
		}

		l.mu.Lock()
		l.lines = append(l.lines[max(0, len(l.lines)-kept):], line)
		l.mu.Unlock()
	}
}

// String is the last lines.
func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()

	return strings.Join(l.lines, "\n")
}

// address waits for moto to say where it listens. A port that were chosen here could be taken by the time moto is.
func (l *log) address(tb testing.TB) *url.URL {
	tb.Helper()

	ctx, cancel := context.WithTimeout(tb.Context(), patience)
	defer cancel()

	select {
	case at := <-l.found:
		u, err := url.Parse(at)
		if err != nil {
			tb.Fatalf("moto listens at %q: %v", at, err)
		}

		return u
	case <-l.ended:
		tb.Fatal("moto ended before it listened")
	case <-ctx.Done():
		tb.Fatalf("moto did not start within %v", patience)
	}

	return nil
}

// settle waits for moto's first answer, and keeps tasks running: by default moto moves a task one state
// towards its end whenever it is described.
// https://docs.getmoto.org/en/latest/docs/configuration/state_transition/models.html
func settle(tb testing.TB, moto *url.URL) {
	tb.Helper()

	ctx, cancel := context.WithTimeout(tb.Context(), patience)
	defer cancel()

	request, err := http.NewRequestWithContext(ctx, http.MethodPost,
		moto.JoinPath("/moto-api/state-manager/set-transition").String(),
		strings.NewReader(`{"model_name": "ecs::task", "transition": {"progression": "manual", "times": 1000000000}}`))
	if err != nil {
		tb.Fatalf("reach moto: %v", err)
	}

	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		tb.Fatalf("reach moto: %v", err)
	}

	defer answer.Body.Close()

	if answer.StatusCode >= http.StatusBadRequest {
		tb.Fatalf("moto refuses to keep tasks running: %s", answer.Status)
	}
}

package revision

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// command is git without what a repository or a terminal could make of it: no hook, no pager, no question, no
// replaced object, nothing fetched for what a partial clone lacks.
// https://git-scm.com/docs/git#_environment_variables
func command(ctx context.Context, args ...string) *exec.Cmd {
	args = append([]string{
		"--no-pager", "--no-replace-objects", "-c", "core.hooksPath=" + os.DevNull,
		"-c", "core.fsmonitor=false",
	}, args...)

	cmd := exec.CommandContext(ctx, "git", args...) //nolint:gosec // the caller keeps what begins with - out
	cmd.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none",
		"GIT_TERMINAL_PROMPT=0", "LC_ALL=C")

	return cmd
}

// An exitError is what git said when it failed.
type exitError struct {
	what, said string
}

// Error is git's own line.
func (e *exitError) Error() string {
	if e.said == "" {
		return "git " + e.what + " failed"
	}

	return "git: " + e.said
}

// run is what git prints.
func run(ctx context.Context, args ...string) (string, error) {
	var out, errs bytes.Buffer

	cmd := command(ctx, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs

	if err := cmd.Run(); err != nil {
		return "", failed(ctx, err, args[0], errs.String())
	}

	return out.String(), nil
}

func failed(ctx context.Context, err error, what, said string) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, exec.ErrDot):
		return errors.New("the git command is not installed; install it, or name a folder with a checkout of the base")
	}

	return &exitError{what: what, said: telling(said)}
}

// telling is the line that says why git gave up, behind those that only warn.
func telling(said string) string {
	last := ""

	for line := range strings.Lines(said) {
		last = strings.TrimSpace(line)
		if why, fatal := strings.CutPrefix(last, "fatal: "); fatal {
			return why
		}
	}

	return last
}

// contents reads files one after the other, as they are stored.
// https://git-scm.com/docs/git-cat-file#_batch_output
func contents(ctx context.Context, blobs []blob, visit func(blob, []byte) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	var ids, errs bytes.Buffer
	for _, b := range blobs {
		ids.WriteString(b.id + "\n")
	}

	cmd := command(ctx, "cat-file", "--batch")
	cmd.Stdin, cmd.Stderr = &ids, &errs

	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}

	if err := cmd.Start(); err != nil {
		return failed(ctx, err, "cat-file", "")
	}

	err = each(bufio.NewReader(out), blobs, visit)
	if err != nil {
		cancel() // git would wait for somebody to read on
	}

	if waited := cmd.Wait(); err == nil && waited != nil {
		return failed(ctx, waited, "cat-file", errs.String())
	}

	return err
}

func each(out *bufio.Reader, blobs []blob, visit func(blob, []byte) error) error {
	for _, b := range blobs {
		head, err := out.ReadString('\n')
		if err != nil {
			return fmt.Errorf("read %s from git: %w", b.name, err)
		}

		fields := strings.Fields(head)
		if len(fields) != 3 {
			return fmt.Errorf("%s is not in the clone, which is a partial one: fetch the base with its files", b.name)
		}

		size, err := strconv.Atoi(fields[2])
		if err != nil {
			return fmt.Errorf("read %s from git: %w", b.name, err)
		}

		data := make([]byte, size+1) // a line feed follows
		if _, err := io.ReadFull(out, data); err != nil {
			return fmt.Errorf("read %s from git: %w", b.name, err)
		}

		if err := visit(b, data[:size]); err != nil {
			return err
		}
	}

	return nil
}

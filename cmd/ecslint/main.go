// Command ecslint finds what the security groups of an Amazon ECS cluster let in, and says what would be right.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once

	status := run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)

	stop()
	os.Exit(status)
}

// run is main without the process around it. env is a list of NAME=value.
func run(ctx context.Context, args, env []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr, env: newEnvironment(env)}
	root := newRoot(a) //nolint:contextcheck // cobra hands every command its context
	root.SetArgs(args)

	err := root.ExecuteContext(ctx)

	return a.finish(err)
}

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/ecslint/ecslint/analyzer/question"
)

// reachOptions are the flags of reach.
type reachOptions struct {
	from source
	ask  question.Question

	assert       string
	format, path string
	matrix       bool
}

func newReach(a *app) *cobra.Command {
	var opts reachOptions

	cmd := &cobra.Command{
		Use:   "reach",
		Short: "Say who reaches what, by which path, and what stops the rest",
		Long: "reach answers one question: does --from reach --to on --port? An endpoint is internet, internet4,\n" +
			"internet6, an address or CIDR, sg-…, eni-…, i-…, service:CLUSTER/NAME, task:ARN or lb:NAME (or the ARN).\n" +
			"Without --port it asks about the ports that the target declares. --assert checks a list of expectations,\n" +
			"--matrix asks every service about the declared ports of every other one, directly.\n\n" +
			"An answer is ALLOWED, BLOCKED, PARTLY (some of the ports, addresses or places) or UNKNOWN: it depends on what\n" +
			"was not read, which is named. An expectation is {from, to, port, expect: allowed|blocked, direct: true}; port\n" +
			"and direct may be left out, and direct leaves paths through load balancers out, as --direct does.\n\n" +
			"The exit status is 0 where the question is answered, whatever the answer, and where all expectations hold;\n" +
			"1 where one does not; 2 on wrong usage, or an end that is not there; 3 where an expectation cannot be decided\n" +
			"or a call failed.",
		Example: `  ecslint reach --demo --from internet --to service:prod/web
  ecslint reach --profile prod --from service:prod/web --to 10.20.30.5 --port 5432/tcp
  ecslint reach --snapshot prod.json --assert expectations.yaml
  ecslint reach --demo --matrix -f csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.reach(cmd, &opts) },
	}
	opts.from.flags(cmd)

	f := cmd.Flags()
	f.StringVar(&opts.ask.From, "from", "", "where packets come from")
	f.StringVar(&opts.ask.To, "to", "", "where they go")
	f.StringVar(&opts.ask.Port, "port", "", "such as 8080/tcp, 32768-60999/tcp, 53/udp, icmp, all")
	f.BoolVar(&opts.ask.Direct, "direct", false, "leave paths through load balancers out")
	f.StringVar(&opts.assert, "assert", "",
		"YAML or JSON list of {from, to, port, expect: allowed|blocked}, or - for stdin")
	f.BoolVar(&opts.matrix, "matrix", false, "every service against every other one")
	f.StringVarP(&opts.format, "format", "f", "text", "format: text, json; with --matrix markdown, csv, json")
	f.StringVarP(&opts.path, "output", "o", "-", "file to write")

	return cmd
}

// check refuses flags that ask for nothing, or for several things at once.
func (o *reachOptions) check() error {
	asked := 0
	for _, given := range []bool{o.ask.From != "" || o.ask.To != "", o.assert != "", o.matrix} {
		if given {
			asked++
		}
	}

	switch {
	case asked != 1:
		return errors.New("ask one thing: --from with --to, --assert FILE, or --matrix")
	case o.assert == "" && !o.matrix && (o.ask.From == "" || o.ask.To == ""):
		return errors.New("--from and --to belong together")
	case o.assert == "-" && o.from.snapshot == "-":
		return errors.New("--assert - and --snapshot - cannot both read standard input")
	default:
		return nil
	}
}

func (a *app) reach(cmd *cobra.Command, opts *reachOptions) error {
	if err := opts.check(); err != nil {
		return err
	}

	write, err := opts.writer()
	if err != nil {
		return err
	}

	var expectations []question.Expectation
	if opts.assert != "" {
		if expectations, err = a.readExpectations(opts.assert); err != nil {
			return err
		}
	}

	res, err := a.open(cmd.Context(), &opts.from)
	if err != nil {
		return err
	}

	answer, verdict, err := opts.answer(question.New(res.Snapshot), expectations)
	if err != nil {
		return err
	}

	failed := a.toFile(opts.path, func(w io.Writer) error { return write(w, answer) })

	return errors.Join(failed, complete(res.Snapshot), verdict)
}

// answer returns what is to be written, and what it means for the exit status.
func (o *reachOptions) answer(m *question.Model, expectations []question.Expectation) (answer any, verdict, err error) {
	switch {
	case o.assert != "":
		checks, err := m.Check(expectations)

		return checks, asserted(checks), err
	case o.matrix:
		return m.Matrix(), nil, nil
	default:
		answer, err := m.Ask(o.ask)

		return answer, nil, err
	}
}

// asserted is the exit status of expectations: one that does not hold is a finding, one that cannot be decided is
// incomplete.
func asserted(checks []question.Check) error {
	breaches, undecided := 0, 0

	for _, c := range checks {
		switch c.Outcome {
		case question.Breach:
			breaches++
		case question.Undecided:
			undecided++
		case question.OK:
		}
	}

	switch {
	case undecided > 0:
		return fmt.Errorf("%w: %d of %d expectations cannot be decided", errIncomplete, undecided, len(checks))
	case breaches > 0:
		return errFindings
	default:
		return nil
	}
}

func (o *reachOptions) writer() (func(io.Writer, any) error, error) {
	known := map[string]bool{"text": !o.matrix, "json": true, "markdown": o.matrix, "csv": o.matrix}
	if o.matrix && o.format == "text" {
		o.format = "markdown"
	} else if !known[o.format] {
		return nil, fmt.Errorf("--format %q; there are text, json, and with --matrix markdown, csv, json", o.format)
	}

	return func(w io.Writer, answer any) error {
		switch answer := answer.(type) {
		case []question.Check:
			if o.format == "json" {
				return question.CheckJSON(w, answer)
			}

			return question.CheckText(w, answer)
		case *question.Matrix:
			return answer.Write(w, o.format)
		case *question.Answer:
			if o.format == "json" {
				return answer.JSON(w)
			}

			return answer.Text(w)
		default:
			return nil
		}
	}, nil
}

// plain is an error of the YAML reader in one line, and without the names of our types.
func plain(err error) string {
	text := strings.ReplaceAll(err.Error(), "\n ", "")

	return strings.ReplaceAll(text, "not found in type question.Expectation", "is unknown")
}

// readFile reads a file, or standard input where its name is -.
func (a *app) readFile(path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(a.stdin) //nolint:wrapcheck // by the caller
	}

	return os.ReadFile(path) //nolint:gosec,wrapcheck // the user names it
}

// readExpectations reads YAML, of which JSON is a part.
func (a *app) readExpectations(path string) ([]question.Expectation, error) {
	data, err := a.readFile(path)
	if err != nil {
		return nil, fmt.Errorf("--assert: %w", err)
	}

	var expectations []question.Expectation

	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)

	if err := decoder.Decode(&expectations); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("--assert %s: %s; write a list of {from, to, port, expect: allowed|blocked}",
			path, plain(err))
	}

	if len(expectations) == 0 {
		return nil, fmt.Errorf("--assert %s: no expectation in it", path)
	}

	return expectations, nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// comparison is the flags that say with what files are compared: the account they are for, and what they were before.
type comparison struct {
	account  source
	against  string
	service  string
	diffBase string

	// services names the service that a task definition is for, by file or family.
	services map[string]string
}

// The sources of --against that are no path. A file of such a name is ./live.
const (
	againstLive = "live"
	againstDemo = "demo"
)

func (c *comparison) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&c.against, "against", "",
		"judge the files inside an account: a `snapshot`, a folder of AWS CLI answers, live or demo")
	f.StringVar(&c.service, "service", "", "service that the one task definition is for, as `CLUSTER/NAME`")
	f.StringVar(&c.diffBase, "diff-base", "",
		"fail on what the files cause since a `base` only: a folder with its checkout, or a git revision")
	c.account.accountFlags(cmd)
}

// check refuses flags that say nothing without others, and sources that exclude each other.
func (c *comparison) check(flags *pflag.FlagSet, paths []string) error {
	for _, name := range []string{"against", "service", "diff-base", "profile", "region", "cluster"} {
		f := flags.Lookup(name)
		if !f.Changed {
			continue
		}

		if err := notEmpty(f); err != nil {
			return err
		}

		if err := c.needs(f, flags.Lookup("against")); err != nil {
			return err
		}
	}

	for _, p := range paths {
		switch {
		case p != "-":
		case c.against == "-":
			return errors.New("standard input is either what is checked or what it is held against; name a file for one")
		case c.diffBase != "":
			return fmt.Errorf("%s takes paths: what standard input was before is not known",
				spelled(flags.Lookup("diff-base")))
		}
	}

	return nil
}

// needs refuses a flag about an account that is not read. A variable is what somebody always wants of those that are.
func (c *comparison) needs(f, against *pflag.Flag) error {
	switch f.Name {
	case "against", "diff-base":
		return nil
	case "profile", "region":
		if c.against != againstLive && !fromVariable(f) {
			return fmt.Errorf("%s names a live account; it goes with --against live", spelled(f))
		}
	default:
		if c.against == "" && !fromVariable(f) {
			return fmt.Errorf("%s is about an account; it goes with --%s", spelled(f), against.Name)
		}
	}

	return nil
}

// any reports whether there is anything to compare with.
func (c *comparison) any() bool { return c.against != "" || c.diffBase != "" }

// openAgainst reads the account of --against.
func (a *app) openAgainst(ctx context.Context, c *comparison) (*snapshot.Snapshot, error) {
	from := &c.account

	switch info, err := os.Stat(c.against); {
	case c.against == againstLive:
	case c.against == againstDemo:
		from.demo = true
	case err == nil && info.IsDir():
		from.awsJSON = c.against
	default:
		from.snapshot = c.against
	}

	res, err := a.read(ctx, from)
	if err != nil {
		return nil, fmt.Errorf("--against: %w", err)
	}

	return res.Snapshot, nil
}

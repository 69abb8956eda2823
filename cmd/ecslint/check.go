package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/ecslint/ecslint/fetch"
)

func newCheck(a *app) *cobra.Command {
	var c checking

	cmd := &cobra.Command{
		Use:   "check PATH...",
		Short: "Find what is wrong in task definitions, CloudFormation and Terraform before they are merged",
		Long: "check reads what is deployed to ECS, told by its content:\n" +
			"\n" +
			"  task definitions  as JSON or YAML: the input of register-task-definition, an answer of\n" +
			"                    describe-task-definition, several of those in a list or in YAML documents, or a bare list\n" +
			"                    of container definitions\n" +
			"  CloudFormation    templates as JSON or YAML, with nested stacks in files beside them, those of SAM and of the\n" +
			"                    CDK (cdk.out) too\n" +
			"  Terraform         directories of .tf files, OpenTofu's too, with local modules and without init, and plans\n" +
			"                    as `terraform show -json` prints them\n" +
			"\n" +
			"A folder is walked; what git ignores is left out. - is standard input. Each template, root module and plan is\n" +
			"judged by itself, but for what several name by its AWS ID. Files are read inside of their repository only, but\n" +
			"those that flags name.\n" +
			"\n" +
			"--parameters, --var-file and --var say what templates and modules are deployed with. What nothing says is not\n" +
			"known, and no finding is made of it.\n" +
			"\n" +
			"--exclude leaves files and folders out of a walk: by their name, as in '*.tpl.json', or by their path below\n" +
			"the folder that is named, as in 'test/broken'. A file that is named itself is always read.\n" +
			"\n" +
			"--against judges the files inside an account: task definitions, services and security groups take the place of\n" +
			"their namesakes there. --diff-base compares with the same files as they were. Then only what the change causes\n" +
			"fails; what was there before is counted.",
		Example: `  ecslint check task-definition.json
  ecslint check template.yaml --parameters prod.json
  ecslint check infra/ --var-file prod.tfvars
  ecslint check plan.json
  ecslint check . --exclude testdata
  ecslint check - < task-definition.json
  ecslint check task-definition.json --against live --profile prod
  ecslint check task-definition.json --against prod.json --cluster prod
  ecslint check deploy/ --diff-base origin/main`,
		Args: func(_ *cobra.Command, paths []string) error {
			if len(paths) == 0 {
				return errors.New("check needs a path: a task definition, a template, a plan, a folder with some or with " +
					"Terraform files, or - for standard input")
			}

			return nil
		},
		RunE: func(cmd *cobra.Command, paths []string) error { return c.run(cmd, a, paths) },
	}
	c.to.flags(cmd)
	c.with.flags(cmd)
	cmd.Flags().BoolVar(&c.to.all, "all", false, "show what was there before the change too")
	c.given.flags(cmd)

	return cmd
}

// checking is the flags of check.
type checking struct {
	to    reporting
	with  comparison
	given inputs
}

func (c *checking) run(cmd *cobra.Command, a *app, paths []string) error {
	if err := c.to.check(cmd.Context(), cmd.Flags()); err != nil {
		return err
	}

	if err := c.with.check(cmd.Flags(), paths); err != nil {
		return err
	}

	request := fetch.Request{
		Paths: paths, Exclude: c.to.exclusions(c.given.exclude), Groups: c.with.against != "",
	}
	if err := c.given.into(&request); err != nil {
		return err
	}

	res, err := a.openPaths(cmd.Context(), &request)
	if err != nil {
		return err
	}

	c.to.roots = paths

	if !c.with.any() {
		return a.report(cmd.Context(), &c.to, res, "", nil)
	}

	c.with.services = c.to.services()

	j, err := a.compare(cmd.Context(), &c.with, request, res)
	if err != nil {
		return err
	}

	return a.reportChange(cmd.Context(), &c.to, j, res.Problems)
}

// openPaths reads files and folders.
func (a *app) openPaths(ctx context.Context, request *fetch.Request) (*fetch.Result, error) {
	if slices.Contains(request.Paths, "-") {
		data, err := io.ReadAll(io.LimitReader(a.stdin, fetch.MaxFile+1)) // one more shows that it is too large
		if err != nil {
			return nil, fmt.Errorf("read standard input: %w", err)
		}

		request.Stdin = data
	}

	res, err := fetch.Open(ctx, *request)
	if err != nil {
		return nil, err
	}

	if res.Skipped > 0 {
		a.say(fmt.Sprintf("other files skipped: %d", res.Skipped))
	}

	for _, warning := range slices.Concat(res.Remarks, res.Unused) {
		a.say("warning: " + warning)
	}

	return res, nil
}

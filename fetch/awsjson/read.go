// Package awsjson reads a folder of raw AWS answers, as the AWS CLI prints them or as placebo records them,
// into a [snapshot.Snapshot]: an account can be judged where its credentials must not go.
//
// A file is known by its content, never by its name: by the member that holds the nouns, such as "services",
// and by the member that tells them from a namesake of another AWS service, such as "serviceArn". It may
// hold several answers, or a stream of them. Files that do not end in .json, and those whose name begins with
// a dot, are left alone; JSON that is no known answer is named in one gap. A file that is empty, or in which the CLI
// says that a call failed, is a gap about that call, and so is an answer in YAML.
//
// The folder is flat, or has folders for regions and accounts: REGION/NAME.json, accounts/ID/REGION/NAME.json.
// Where the path does not say whose the answers are, the ARNs in them do, then the owners of EC2 resources
// and availability zones. Two accounts in one folder are [ErrMixed].
//
// Pages of one answer lie in files that differ in a number, or one after the other in one file. The last one
// must not hold a token for more, or a gap says that the answer is truncated.
//
// Four calls name no resource of their own in the answer. DescribeRules gives the listener away in the ARNs of
// the rules. The others give nothing away, so their files are to be named after the list, or after the last part of the
// target group's ARN:
//
//	aws ec2 get-managed-prefix-list-entries --prefix-list-id pl-0a1b > pl-0a1b.json
//	aws elbv2 describe-target-health --target-group-arn $arn > health-${arn##*/}.json
//	aws elbv2 describe-target-group-attributes --target-group-arn $arn > attributes-${arn##*/}.json
//
// What the answers refer to and no answer describes becomes a gap, so that nothing missing reads as clean:
// one for a call of which there is no answer, and otherwise one for each resource. What nothing refers to may
// be left out: a folder of task definitions needs no load balancers. So may the gateways of a VPC and its Block Public
// Access, for which AWS's defaults stand. What is known to exist, and is not there, counts as a call that failed: a
// cluster with services, a service with a task definition, an interface with a group.
package awsjson

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// ErrNoAnswers is returned for a folder without any answer that can be read.
var ErrNoAnswers = errors.New("no answers of the AWS CLI; expected .json files such as " +
	"aws ecs describe-clusters > clusters.json, aws ecs describe-services > services.json, " +
	"aws ecs describe-task-definition > web-7.json, aws ec2 describe-security-groups > security-groups.json")

// ErrMixed is returned where answers of several accounts or regions lie in one folder, since most answers of
// EC2 do not say whose they are.
var ErrMixed = errors.New("answers of several accounts or regions in one folder; " +
	"keep those of each in accounts/ID/REGION")

// ErrTooLarge is in the error for a file of more than [MaxFile] bytes.
var ErrTooLarge = errors.New("the file is larger than 256 MiB")

// MaxFile is the size of the largest file that is read. The limit is our own: 100,000 network interfaces, described,
// take less.
const MaxFile = 256 << 20

// Read reads every answer below the root of fsys. The name is what the user calls the folder; it appears in
// errors and in [snapshot.Source.Path]. A file that is no JSON is a [*FormatError]. The time of collection is
// left to the caller: no answer holds it.
func Read(ctx context.Context, fsys fs.FS, name string) (*snapshot.Snapshot, error) {
	r := &reader{name: name, kinds: kinds(), folders: map[location]*folder{}}

	err := fs.WalkDir(fsys, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}

		if ctx.Err() != nil {
			return ctx.Err()
		}

		return r.visit(fsys, file, entry)
	})
	if err != nil {
		return nil, fmt.Errorf("read AWS answers: %w", err)
	}

	s, err := r.snapshot()
	if err != nil {
		return nil, fmt.Errorf("join AWS answers: %s: %w", name, err)
	}

	return s, nil
}

// A reader collects answers by where they lie, before it is known whose they are.
type reader struct {
	name    string
	kinds   []kind
	folders map[location]*folder

	// unknown are the JSON files without a known answer.
	unknown []string
}

// visit reads one file into memory, as a whole: an answer is rarely larger than some megabytes.
// Hidden files are those of tools, such as the AppleDouble files of macOS.
func (r *reader) visit(fsys fs.FS, file string, entry fs.DirEntry) error {
	hidden := file != "." && strings.HasPrefix(entry.Name(), ".")

	switch {
	case hidden && entry.IsDir():
		return fs.SkipDir
	case hidden, entry.IsDir(), !isYAML(file) && !strings.EqualFold(path.Ext(file), ".json"):
		return nil
	}

	data, err := contents(fsys, file)
	if err != nil {
		return fmt.Errorf("%s: %w", r.name, err)
	}

	known, err := r.file(file, data)
	if err == nil && !known {
		r.unknown = append(r.unknown, file)
	}

	return err
}

// contents goes by what is read, since the size of a file that is being written or is none may be wrong.
func contents(fsys fs.FS, name string) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()

	size := int64(0)
	if info, err := file.Stat(); err == nil {
		size = info.Size()
	}

	if size > MaxFile {
		return nil, fmt.Errorf("%s: %w; save the answers in several files", name, ErrTooLarge)
	}

	var data bytes.Buffer

	data.Grow(int(size) + bytes.MinRead) // without which a file at its size is copied again
	if _, err := data.ReadFrom(io.LimitReader(file, MaxFile+1)); err != nil {
		return nil, err
	}

	if data.Len() > MaxFile {
		return nil, fmt.Errorf("%s: %w; save the answers in several files", name, ErrTooLarge)
	}

	return data.Bytes(), nil
}

// snapshot joins the folders, in the order of their names.
func (r *reader) snapshot() (*snapshot.Snapshot, error) {
	if len(r.folders) == 0 {
		return nil, ErrNoAnswers
	}

	s := snapshot.New()
	read := map[location]location{}

	for _, at := range slices.SortedFunc(maps.Keys(r.folders), location.compare) {
		f := r.folders[at]
		if err := f.settle(); err != nil {
			return nil, err
		}

		settled := location{f.answers.Account, f.answers.Region}
		if other, ok := read[settled]; ok {
			return nil, fmt.Errorf("%s and %s both hold answers of account %q, region %q; keep them in one of the two",
				other, at, settled.account, settled.region)
		}

		read[settled] = at

		awsmap.Join(s, f.snapshot())
		s.Sources = append(s.Sources, snapshot.Source{
			Kind: snapshot.SourceAWSJSON, Path: r.name, Account: settled.account, Region: settled.region,
		})
	}

	s.Gaps = append(s.Gaps, r.unknownGap()...)

	return s, nil
}

// unknownGap names the first files that hold no known answer, and counts the others.
func (r *reader) unknownGap() []snapshot.Gap {
	const named = 5

	if len(r.unknown) == 0 {
		return nil
	}

	what := strings.Join(r.unknown[:min(named, len(r.unknown))], ", ")
	if more := len(r.unknown) - named; more > 0 {
		what += fmt.Sprintf(" and %d more", more)
	}

	return []snapshot.Gap{{What: what, Why: "not an AWS answer that ecslint reads"}}
}

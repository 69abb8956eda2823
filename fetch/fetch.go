// Package fetch reads accounts and files into a snapshot: it chooses the readers and joins what they read.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsjson"
	"github.com/ecslint/ecslint/fetch/files"
	"github.com/ecslint/ecslint/fetch/live"
	"github.com/ecslint/ecslint/fetch/walk"
)

// A Request says what to read. Exactly one of Live, Snapshot, AWSJSON and Demo is set; Paths go with none of them.
type Request struct {
	// Live is a live account.
	Live *live.Request

	// Snapshot is a file that `ecslint snapshot` wrote, or "-" for Stdin; AWSJSON is a folder of raw AWS CLI answers.
	Snapshot string
	AWSJSON  string

	// Demo is a tree of raw answers that comes with the program.
	Demo fs.FS

	// Paths are files and folders with what is deployed; "-" is Stdin.
	Paths []string
	Stdin []byte

	// Exclude is what to leave out of the folders among Paths.
	Exclude []Exclusion

	// Base is the folder, if any, that Paths are read below as if it were the current one.
	Base Root

	// Groups takes in files of folders that have security groups and nothing of ECS.
	Groups bool

	// ParameterFiles are those of CloudFormation templates; VarFiles and Vars are the variables of Terraform root modules.
	ParameterFiles []string
	VarFiles       []string
	Vars           map[string]string
}

// An Exclusion is what to leave out of a walk.
type Exclusion = walk.Exclusion

// A Root is a folder that stands for the current one.
type Root = walk.Root

// ErrNothing is the error for a request that names no source.
var ErrNothing = errors.New("nothing to read")

// MaxFile is the most that is read of a file, and of standard input, in bytes.
const MaxFile = files.MaxFile

// A Result is a snapshot, and the files that could not be read into it.
type Result struct {
	Snapshot *snapshot.Snapshot

	// Problems are errors of single files, each with its place. Skipped counts files of other kinds in folders.
	Problems []error
	Skipped  int

	// Remarks are what a deployment may take otherwise than it was meant, each with its place.
	Remarks []string

	// Unused says which parameters and variables are given that no file declares, without their values.
	Unused []string
}

// Open reads what the request names. Problems with single files are in the result, beside what could be read. A
// reading that was cut off returns what is known together with the context's error.
func Open(ctx context.Context, r Request) (*Result, error) {
	switch {
	case r.Live != nil:
		s, err := live.Read(ctx, *r.Live)

		return result(s, err)
	case r.Snapshot == "-":
		s, err := decodeSnapshot(files.StdinName, r.Stdin)

		return result(s, err)
	case r.Snapshot != "":
		s, err := readSnapshot(r.Snapshot)

		return result(s, err)
	case r.AWSJSON != "":
		s, err := readAnswers(ctx, r.AWSJSON)

		return result(s, err)
	case r.Demo != nil:
		s, err := awsjson.Read(ctx, r.Demo, "demo")

		return result(s, err)
	case len(r.Paths) > 0:
		return readFiles(r)
	default:
		return nil, ErrNothing
	}
}

func readFiles(r Request) (*Result, error) {
	read, err := files.Read(files.Request{
		Paths: r.Paths, Stdin: r.Stdin, Root: r.Base, Exclude: r.Exclude, Groups: r.Groups,
		ParameterFiles: r.ParameterFiles, VarFiles: r.VarFiles, Vars: r.Vars,
	})
	if err != nil {
		return nil, err
	}

	return &Result{
		Snapshot: read.Snapshot, Problems: read.Problems, Skipped: read.Skipped, Remarks: read.Remarks, Unused: read.Unused,
	}, nil
}

func result(s *snapshot.Snapshot, err error) (*Result, error) {
	if s == nil {
		return nil, err
	}

	return &Result{Snapshot: s}, err
}

// MaxSnapshot is the size of the largest saved snapshot that is read, in bytes. The limit is our own: an account with
// 100,000 network interfaces takes less.
const MaxSnapshot = 256 << 20

// ErrTooLarge is in the error for a saved snapshot of more than [MaxSnapshot] bytes.
var ErrTooLarge = errors.New("the file is larger than 256 MiB; ecslint snapshot --cluster saves less")

// readSnapshot goes by what is read, since what is no file, such as a pipe, has no size; a file need not be read to
// know that it is too large.
func readSnapshot(path string) (*snapshot.Snapshot, error) {
	if info, err := os.Stat(path); err == nil && info.Size() > MaxSnapshot {
		return nil, fmt.Errorf("%s: %w", path, ErrTooLarge)
	}

	data, err := readFile(path, MaxSnapshot)
	if err != nil {
		return nil, err
	}

	return decodeSnapshot(path, data)
}

func decodeSnapshot(path string, data []byte) (*snapshot.Snapshot, error) {
	if len(data) > MaxSnapshot {
		return nil, fmt.Errorf("%s: %w", path, ErrTooLarge)
	}

	s, err := snapshot.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}

	return s, nil
}

func readAnswers(ctx context.Context, dir string) (*snapshot.Snapshot, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, err
	}

	if !info.IsDir() {
		return nil, fmt.Errorf("%s is a file; --aws-json takes a folder of AWS CLI answers", dir)
	}

	return awsjson.Read(ctx, os.DirFS(dir), dir)
}

// readFile reads no more than shows that a file is larger than most bytes.
func readFile(name string, most int64) ([]byte, error) {
	file, err := os.Open(name) //nolint:gosec // the user names the file
	if err != nil {
		return nil, err
	}
	defer file.Close()

	return io.ReadAll(io.LimitReader(file, most+1))
}

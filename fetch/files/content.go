package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/cloudformation"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/taskdef"
	"github.com/ecslint/ecslint/fetch/terraform/plan"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// A content is what a file turned out to hold; the zero kind is something else.
type content struct {
	kind snapshot.SourceKind

	definitions []snapshot.TaskDefinition
	template    *document.Node
	resources   []resource.Resource

	// data is that of what has comments.
	data []byte

	// remarks are on keys of definitions that ECS does not have.
	remarks []string

	// vague marks container definitions alone that may be of something else than ECS: only who names the file knows.
	vague bool

	// likeness is how much a file that is none looks like a task definition.
	likeness taskdef.Likeness

	// err is why the file could not be read, passed why one is left out that looks as if it should not be. read and
	// failed say whether it is in the result, or a problem there.
	err, passed  error
	read, failed bool
}

// open reads and parses the files, several at a time.
func (in *input) open() {
	var group errgroup.Group

	group.SetLimit(runtime.GOMAXPROCS(0))

	for _, f := range in.files {
		group.Go(func() error {
			if f.kind == "" {
				f.content = in.contentOf(f)
			}

			return nil
		})
	}

	_ = group.Wait() // the errors are with the files
}

func (in *input) contentOf(f *file) content {
	data := in.Stdin

	if f.name != StdinName {
		read, err := readFile(in.Root.At(f.name))
		if err != nil {
			return content{err: in.Root.Own(err, f.name)}
		}

		data = read
	}

	if !f.named && !speaks(data) {
		return content{}
	}

	c := parse(f.name, data)
	if f.named || c.likeness == taskdef.Meant && mentionsECS(data) || c.err == nil && !c.vague || blamed(c.err, data) {
		return c
	}

	if c.likeness == taskdef.Alike {
		return content{passed: c.err}
	}

	return content{}
}

// parse tells the kinds by their content.
func parse(name string, data []byte) content {
	if isPlan(data) {
		_, resources, err := plan.Read(name, data)

		return content{kind: snapshot.SourceTerraformPlan, resources: resources, err: err}
	}

	roots, err := document.ParseAll(name, data)
	if err != nil {
		return content{err: err}
	}

	if cloudformation.Is(roots[0]) {
		return content{kind: snapshot.SourceCloudFormation, template: roots[0], data: data}
	}

	definitions, err := taskdef.ReadAll(name, roots)

	return content{
		kind: snapshot.SourceTaskDefinition, definitions: definitions, data: data, err: err,
		vague: err == nil && !taskdef.Telling(roots), likeness: likeness(err, roots),
		remarks: taskdef.Misspelt(name, roots),
	}
}

// likeness is that of a file that was found to be none.
func likeness(err error, roots []*document.Node) taskdef.Likeness {
	if !errors.Is(err, taskdef.ErrNotTaskDefinition) {
		return taskdef.Unlike
	}

	return taskdef.LikenessOf(roots)
}

// isTerraform reports whether a file is one of Terraform's or OpenTofu's own.
func isTerraform(name string) bool {
	for _, end := range [...]string{".tf", ".tofu", ".tf.json", ".tofu.json"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}

	return false
}

// isPlan knows a plan by the keys that every one has.
// https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
func isPlan(data []byte) bool {
	return bytes.Contains(data, []byte(`"format_version"`)) && bytes.Contains(data, []byte(`"planned_values"`))
}

// mayBePlan knows the beginning of a plan: Terraform and OpenTofu write the version of the format first, and a tool
// that sorts the keys puts little before it.
func mayBePlan(data []byte) bool {
	return bytes.Contains(data, []byte(`"format_version"`)) || bytes.Contains(data, []byte(`"configuration"`))
}

// blamed reports whether an error of a file that was met in a walk is one to tell. Much is JSON or YAML, or nearly, and
// means something else.
func blamed(err error, data []byte) bool {
	if err == nil || errors.Is(err, taskdef.ErrNotTaskDefinition) {
		return false
	}

	_, misshapen := errors.AsType[*taskdef.ShapeError](err)

	return misshapen || mentionsECS(data)
}

// MaxFile is the most that is read of a file, in bytes; of one that is no plan, [document.MaxBytes].
const MaxFile = document.MaxLargeBytes

// readFile reads no more than shows that a file is too large.
func readFile(at string) ([]byte, error) {
	f, err := os.Open(at) //nolint:gosec // the user names the file, or a folder around it
	if err != nil {
		return nil, err
	}
	defer f.Close()

	data, err := readLarge(f)
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}

	return data, nil
}

// readLarge reads on where a file is larger than any but a plan, and begins as one does.
func readLarge(f *os.File) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(f, document.MaxBytes+1))
	if err != nil || len(data) <= document.MaxBytes || !mayBePlan(data) {
		return data, err
	}

	// A file of which the size is known is read into what is large enough for it at once.
	whole := bytes.NewBuffer(data)
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		whole.Grow(int(min(info.Size(), MaxFile)) - len(data) + bytes.MinRead + 1)
	}

	_, err = io.Copy(whole, io.LimitReader(f, MaxFile-int64(len(data))+1))

	return whole.Bytes(), err
}

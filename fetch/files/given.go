package files

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"

	"github.com/ecslint/ecslint/fetch/cloudformation"
	"github.com/ecslint/ecslint/fetch/document"
)

// readGiven reads the files of parameters, and finds those of variables. They may lie anywhere, since the user names
// them. What is not right with one of parameters, or not there, is an error: without it templates say something else.
func (in *input) readGiven() error {
	var errs []error

	in.parameters, in.given = cloudformation.Parameters{}, map[string]string{}

	for _, name := range in.ParameterFiles {
		read, err := in.readParameters(name)
		errs = append(errs, err)
		maps.Copy(in.parameters, read)
	}

	for _, name := range in.VarFiles {
		at := in.givenAt(name)
		if _, err := readFile(at); err != nil {
			errs = append(errs, fmt.Errorf("the variables cannot be read: %w", in.Root.Own(err, name)))
		}

		in.given[filepath.ToSlash(name)] = at
		in.varFiles = append(in.varFiles, filepath.ToSlash(name))
	}

	return errors.Join(errs...)
}

// givenAt is where a file is that is given. One that the root does not have is as it is now.
func (in *input) givenAt(name string) string {
	at := in.Root.At(name)
	if _, err := os.Stat(at); errors.Is(err, fs.ErrNotExist) {
		return name
	}

	return at
}

func (in *input) readParameters(name string) (cloudformation.Parameters, error) {
	data, err := readFile(in.givenAt(name))

	switch {
	case err != nil:
		return nil, fmt.Errorf("the parameters cannot be read: %w", in.Root.Own(err, name))
	case len(data) > document.MaxBytes:
		return nil, fmt.Errorf("the parameters cannot be read: %s is larger than 2 MB", name)
	default:
		return cloudformation.ReadParameters(filepath.ToSlash(name), data)
	}
}

package hcl

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
)

// An Error says what is wrong in a file, and where. It never quotes a value, which may be a secret.
type Error struct {
	File string

	// Line and Column count from 1, columns in bytes. They are 0 where it is the file or directory itself that is wrong.
	Line, Column int

	// Problem says in words what is wrong and, where that is plain, what to do.
	Problem string
}

// Error is the problem behind the place it is at, as file:line:column.
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Problem
	}

	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Problem)
}

// maxProblems bounds what is told of one directory.
const maxProblems = 100

// wrong notes a problem once.
func (r *run) wrong(at hcl.Range, format string, args ...any) {
	problem := &Error{File: at.Filename, Problem: fmt.Sprintf(format, args...)}
	if at.Start.Line > 0 {
		problem.Line, problem.Column = at.Start.Line, 1+at.Start.Byte-lineStart(r.reader.sources[at.Filename], at.Start.Byte)
	}

	if text := problem.Error(); !r.told[text] && len(r.told) < maxProblems {
		r.told[text] = true
		r.result.Problems = append(r.result.Problems, problem)
	}
}

// lineStart is the offset at which the line of another offset begins.
func lineStart(f *source, offset int) int {
	if f == nil {
		return 0
	}

	for offset = min(offset, len(f.data)); offset > 0 && f.data[offset-1] != '\n'; {
		offset--
	}

	return offset
}

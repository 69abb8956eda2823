package document

import (
	"bytes"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A span is a part of the file in bytes from its beginning, the end exclusive. Lines and columns are computed
// only for the few places somebody asks for.
type span struct{ start, end int }

// A source is what the nodes of a file share: its content, where its lines begin, and its tags.
type source struct {
	data  []byte
	lines []int
	tags  []string // distinct; the first is that of a value without one

	// repeated are the first names that stand in their object already.
	repeated []repetition
}

// newSource counts a line for every \n and nothing else, as git and editors do.
func newSource(data []byte) *source {
	lines := append(make([]int, 0, 1+bytes.Count(data, []byte("\n"))), 0)

	for at := 0; ; {
		next := bytes.IndexByte(data[at:], '\n')
		if next < 0 {
			return &source{data: data, lines: lines, tags: []string{""}}
		}

		at += next + 1
		lines = append(lines, at)
	}
}

// rangeOf counts a span in lines and columns.
func (s *source) rangeOf(at span) snapshot.Range {
	startLine, startColumn := s.place(at.start)
	endLine, endColumn := s.place(at.end)

	return snapshot.Range{StartLine: startLine, StartColumn: startColumn, EndLine: endLine, EndColumn: endColumn}
}

// place is the line and column of an offset, both counted from 1, columns in bytes.
func (s *source) place(offset int) (line, column int) {
	i, exact := slices.BinarySearch(s.lines, offset)
	if !exact {
		i--
	}

	return i + 1, offset - s.lines[i] + 1
}

// lineEnd is the end of the line that offset lies on, without trailing blanks.
func (s *source) lineEnd(offset int) int {
	line, _, _ := bytes.Cut(s.data[offset:], []byte("\n"))

	return offset + len(bytes.TrimRight(line, " \t\r"))
}

// head is the part of a value that [Node.Head] shows.
func (s *source) head(at span) span {
	if at.start < at.end && (s.data[at.start] == '{' || s.data[at.start] == '[') {
		return span{at.start, at.start + 1}
	}

	// The line around a value is not looked at: a plan is one line, and to do so for each value takes its square.
	line, _, _ := bytes.Cut(s.data[at.start:max(at.start, at.end)], []byte("\n"))

	return span{at.start, at.start + len(bytes.TrimRight(line, " \t\r"))}
}

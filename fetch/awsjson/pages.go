package awsjson

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A page is one answer, of which there may be more.
type page struct {
	action, file string

	// series is what the files of one answer's pages have in common, and order the place of the file among
	// them; -1 for a file without a number, which comes first.
	series string
	order  int

	// number is the place of the answer in the stream of its file.
	number int

	// token reports whether the answer says that there is more.
	token bool
}

// numberRE splits the number of a page off a file's name: services-2.json, ec2.DescribeSubnets_1.json.
var numberRE = regexp.MustCompile(`^(.*?)[-_. ]*(\d*)\.[^.]*$`)

func newPage(file string, number int) page {
	p := page{file: file, series: file, order: -1, number: number}

	if m := numberRE.FindStringSubmatch(path.Base(file)); m != nil {
		p.series = path.Join(path.Dir(file), m[1])

		if order, err := strconv.Atoi(m[2]); err == nil {
			p.order = order
		}
	}

	return p
}

// isToken reports whether a member says that there are more pages: a token that is not empty.
func isToken(m value) bool {
	switch strings.ToLower(m.name) {
	case "nexttoken", "nextmarker":
		return m.str() != ""
	default:
		return false
	}
}

// truncated makes a gap of every answer that says there is more, and is not followed by it: by the next
// answer of the file, or by the file of the next number.
func (f *folder) truncated() {
	slices.SortStableFunc(f.pages, func(p, q page) int {
		return cmp.Or(cmp.Compare(p.action, q.action), cmp.Compare(p.series, q.series),
			cmp.Compare(p.order, q.order), cmp.Compare(p.number, q.number))
	})

	for i, p := range f.pages {
		if p.token && (i+1 == len(f.pages) || !p.before(f.pages[i+1])) {
			f.gap(p.action, "truncated: "+p.file+" ends with a NextToken").Failed = true
		}
	}
}

// before reports whether next goes on where p ends. A series that lacks a number is broken.
func (p page) before(next page) bool {
	return p.action == next.action && p.series == next.series &&
		(p.file == next.file || p.order == -1 || next.order == p.order+1)
}

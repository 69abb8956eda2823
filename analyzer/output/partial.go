package output

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// partial ends a report with what was to be checked and was not. Whoever keeps standard output alone, or reads its last
// lines, must not take such a report for that of a clean account.
func (t *texter) partial(r *finding.Report) {
	if !r.Partial() {
		return
	}

	t.printf("\n")

	if n := len(r.Problems); n > 0 {
		t.wrap("", "  ", fmt.Sprintf("INCOMPLETE: %d %s, so not everything was checked: %s",
			n, plural(n, "error"), aFew(problems(r))))
	}

	if calls := failed(r); len(calls) > 0 {
		t.wrap("", "  ", fmt.Sprintf("INCOMPLETE: no answer to %d %s, so rules see less (see \"Not read\"): %s",
			len(calls), plural(len(calls), "call"), someOf(calls, 0)))
	}
}

// aFew names some of what has commas of its own.
func aFew(list []string) string {
	if n := len(list) - few; n > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:few], "; "), n)
	}

	return strings.Join(list, "; ")
}

func problems(r *finding.Report) []string {
	all := make([]string, len(r.Problems))
	for i := range r.Problems {
		all[i] = r.Problems[i].Text
	}

	return all
}

// failed are the calls whose answer no default stands in for, each once, whatever the regions.
func failed(r *finding.Report) []string {
	var all []string

	for i := range r.Gaps {
		if g := &r.Gaps[i]; g.Incomplete {
			all = union(all, g.What)
		}
	}

	return all
}

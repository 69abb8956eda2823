package output

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// A section is the findings of one cluster, service or file.
type section struct {
	title    string
	cluster  string // or file
	findings []finding.Finding
}

// sections groups the findings that are severe enough and neither suppressed nor known, in the order of the report
// within each section.
func sections(findings []finding.Finding, least finding.Severity) []section {
	several := places(findings) > 1
	index := map[string]int{}

	var all []section

	for _, f := range findings {
		if !f.New() && f.Status != finding.StatusExisting || !f.Severity.AtLeast(least) {
			continue
		}

		title, cluster := heading(f)
		if several && f.Resource.Region != "" {
			title += " (" + f.Resource.Account + ", " + f.Resource.Region + ")"
		}

		at, seen := index[title]
		if !seen {
			at = len(all)
			index[title] = at

			all = append(all, section{title: title, cluster: cluster})
		}

		all[at].findings = append(all[at].findings, f)
	}

	// Findings come worst first, so the first of a section is its worst.
	slices.SortStableFunc(all, func(a, b section) int {
		return cmp.Or(
			strings.Compare(a.cluster, b.cluster),
			cmp.Compare(a.findings[0].Severity.Rank(), b.findings[0].Severity.Rank()),
			strings.Compare(a.title, b.title),
		)
	})

	return all
}

// places counts the accounts and regions of the findings: where there are several, headings name them.
func places(findings []finding.Finding) int {
	seen := map[[2]string]bool{}
	for i := range findings {
		seen[[2]string{findings[i].Resource.Account, findings[i].Resource.Region}] = true
	}

	return len(seen)
}

// heading names where a finding belongs: its service where it touches one only, its cluster where it touches
// several, and else its file or the resource itself.
func heading(f finding.Finding) (title, cluster string) {
	clusters, services := workloads(f)

	switch {
	case len(clusters) == 1 && len(services) == 1:
		return "cluster " + clusters[0] + ", service " + services[0], clusters[0]
	case len(clusters) == 1:
		return "cluster " + clusters[0], clusters[0]
	case len(clusters) > 1:
		joined := strings.Join(clusters, ", ")

		return "clusters " + joined, joined
	case f.Location != nil:
		return f.Location.File, f.Location.File
	default:
		return name(f.Resource), ""
	}
}

func workloads(f finding.Finding) (clusters, services []string) {
	for _, a := range f.Affected {
		if a.Cluster != "" && !slices.Contains(clusters, a.Cluster) {
			clusters = append(clusters, a.Cluster)
		}

		if a.Service != "" && !slices.Contains(services, a.Service) {
			services = append(services, a.Service)
		}
	}

	slices.Sort(clusters)
	slices.Sort(services)

	return clusters, services
}

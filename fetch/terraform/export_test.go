package terraform

import (
	"maps"
	"slices"

	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// Types are the types of resources that are mapped, in alphabetical order; those of data sources begin with "data.".
func Types() []string {
	var all []string
	for _, stage := range []map[string]func(*mapper, *resource.Resource){nouns(), defaults(), parts()} {
		all = slices.AppendSeq(all, maps.Keys(stage))
	}

	slices.Sort(all)

	return slices.Compact(all)
}

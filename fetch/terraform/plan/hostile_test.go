package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/document"
)

// A small plan that comes to a lot is read in the end, and what is too much of it is unknown: 4,000 instances that each
// name 1,000 groups, and modules in modules.
func TestHostile(t *testing.T) {
	t.Parallel()

	resources, changes := make([]string, 0, 5000), make([]string, 0, 4000)
	for i := range 1000 {
		resources = append(resources, fmt.Sprintf(`{"address": "aws_security_group.g[%d]", "type": "aws_security_group",
			"values": {}}`, i))
	}

	for i := range 4000 {
		resources = append(resources, fmt.Sprintf(`{"address": "aws_instance.i[%d]", "type": "aws_instance", "values": {}}`,
			i))
		changes = append(changes, fmt.Sprintf(`{"address": "aws_instance.i[%d]", "change": {"actions": ["create"],
			"after_unknown": {"vpc_security_group_ids": true}}}`, i))
	}

	all := read(t, `{"planned_values": {"root_module": {"resources": [`+strings.Join(resources, ",")+`]}},
		"resource_changes": [`+strings.Join(changes, ",")+`], "configuration": {"root_module": {"resources": [
		{"address": "aws_instance.i",
			"expressions": {"vpc_security_group_ids": {"references": ["aws_security_group.g"]}}}]}}}`)

	first, last := all[1000].Values.Get("vpc_security_group_ids"), all[4999].Values.Get("vpc_security_group_ids")
	if first.Len() != 1000 || last.Kind() != document.Unknown {
		t.Errorf("%d groups first, %s last", first.Len(), last.Kind())
	}
}

// Modules may hold each other only so far.
func TestDeepModules(t *testing.T) {
	t.Parallel()

	const depth = 40 // each takes two levels of JSON, of which 100 are read

	data := strings.Repeat(`{"child_modules": [`, depth) +
		`{"resources": [{"address": "aws_vpc.v", "type": "aws_vpc", "values": {}}]}` + strings.Repeat(`]}`, depth)
	if all := read(t, `{"planned_values": {"root_module": `+data+`}}`); len(all) != 1 {
		t.Errorf("%d resources", len(all))
	}
}

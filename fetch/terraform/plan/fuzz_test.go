package plan_test

import (
	"errors"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/terraform"
	"github.com/ecslint/ecslint/fetch/terraform/plan"
)

// FuzzRead: no file does harm, every error has a place in the file, and the same file is read the same.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		planOf(`"aws_subnet.r"`, root(`{"address": "aws_subnet.r", "expressions": {"vpc_id": {"references": ["local.v",
			"module.m[\"", "var."]}}}`),
			"aws_subnet.r", `{"vpc_id": true, "a": [true, {"b": true}]}`),
		planOf(`"aws_instance.r[0]","aws_security_group.a[0]","aws_security_group.a[1]"`,
			root(`{"address": "aws_instance.r",
				"expressions": {"vpc_security_group_ids": {"references": ["aws_security_group.a", "each.value.x"]}},
				"for_each_expression": {"references": ["module.m", "aws_security_group.a"]}}`),
			"aws_instance.r[0]", `{"vpc_security_group_ids": [true], "user_data": true}`),
		`{"planned_values": {"root_module": {"resources": [{"address": "aws_vpc", "type": "aws_vpc"}, null, 1]}}}`,
		`{"values": {}}`, `{"@level": "info"}`, "PK\x03\x04",
	} {
		f.Add([]byte(seed))
	}

	f.Fuzz(func(t *testing.T, data []byte) {
		_, all, err := plan.Read("p.json", data)

		var wrong *document.SyntaxError
		if err != nil && (!errors.As(err, &wrong) || wrong.File != "p.json" || wrong.Line < 1 || wrong.Column < 1) {
			t.Fatalf("an error without a place: %v", err)
		}

		_, again, _ := plan.Read("p.json", data)
		if len(all) != len(again) {
			t.Fatalf("%d resources, then %d", len(all), len(again))
		}

		for i := range all {
			if all[i].Values.Kind() != document.Object || describe(all[i].Values) != describe(again[i].Values) {
				t.Fatalf("%s: got %s, then %s", all[i].Address, describe(all[i].Values), describe(again[i].Values))
			}
		}

		terraform.Snapshot("p.json", all, snapshot.Source{})
	})
}

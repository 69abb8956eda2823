package document_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/document"
)

const placeholder = "this looks like a template placeholder; " +
	"render the template first, put the placeholder in quotes, or exclude the file in .ecslint.yaml"

func TestSyntaxError(t *testing.T) {
	t.Parallel()

	for _, tc := range []struct{ file, text, want string }{
		{"a.json", "", "a.json:1:1: the file is empty"},
		{"a.yaml", " \n\t\n", "a.yaml:1:1: the file is empty"},
		{"a.json", "{\"a\":\x00}", "a.json:1:6: the file is binary, not text: it holds a NUL byte"},
		{"a.yaml", "a: 1\nb: \xff", "a.yaml:2:4: the file is not UTF-8 text"},
		{
			"a.json", "\xff\xfe{\x00}\x00",
			"a.json:1:1: the file is UTF-16 text; save it as UTF-8 (in PowerShell: Out-File -Encoding utf8)",
		},
		{"a.json", strings.Repeat(" ", document.MaxBytes) + "1", "a.json:1:1: the file is larger than 2097152 bytes"},

		{"a.json", "a: 1", "a.json:1:1: a value is missing, or not quoted"},
		{"a.json", "{\n\"a\": [1,\n2", "a.json:3:2: the file ends before the list that begins on line 2 is closed"},
		{"a.json", "{\n\"a\": 1\n", "a.json:3:1: the file ends before the object that begins on line 1 is closed"},
		{"a.json", "tru", "a.json:1:4: the file ends in the middle of a value"},
		{"a.json", `["hunter2`, "a.json:1:10: the file ends before the list that begins on line 1 is closed"},
		{"a.json", "{} {}", "a.json:1:4: there is more text after the end of the JSON value"},
		{"a.json", "{}}", "a.json:1:3: there is more text after the end of the JSON value"},
		{"a.json", `{"a": 1,}`, "a.json:1:8: a comma has no value after it"},
		{"a.json", `{"a": 1 "b": 2}`, "a.json:1:9: a comma or a closing } is missing"},
		{"a.json", `[1 2]`, "a.json:1:4: a comma or a closing ] is missing"},
		{"a.json", `{"a" 1}`, "a.json:1:6: a colon is missing after a name"},
		{"a.json", `{1: 2}`, "a.json:1:2: a name in double quotes is missing"},
		{"a.json", `{a: 2}`, "a.json:1:2: a value is missing, or not quoted"},
		{"a.json", `{'a': 2}`, "a.json:1:2: JSON takes double quotes, not single ones"},
		{"a.json", `[trux]`, "a.json:1:5: a word other than true, false and null is not quoted"},
		{"a.json", `[1.]`, "a.json:1:4: a digit is missing in a number"},
		{"a.json", `["\q"]`, "a.json:1:3: a string holds an escape sequence that JSON does not have"},
		{
			"a.json", "[\"a\nb\"]",
			"a.json:1:4: a line break, tab or control character stands in a string; is the closing quote missing?",
		},
		{"a.json", "[1 // one\n]", "a.json:1:4: JSON has no comments; remove this one, or write the file as YAML"},
		{"a.json", `{"p": ${port}}`, "a.json:1:7: " + placeholder},
		{"a.json", `{"p": <PORT>}`, "a.json:1:7: " + placeholder},
		{"a.json", `{"p": {{ port }}}`, "a.json:1:8: " + placeholder},
		{"a.json", strings.Repeat("[", 101), "a.json:1:101: lists and objects are nested too deeply"},
		{"a.json", "[" + strings.Repeat("1,", 250_000) + "1]", "a.json:1:500000: the file holds too many values"},

		{"a.yaml", "# nothing\n", "a.yaml:1:1: the file holds nothing but comments"},
		{"a.yaml", "a: \x07", "a.yaml:1:4: a control character stands in the file"},
		{
			"a.yaml", "a:\n  b: 1\n c: 2",
			"a.yaml:3:2: a name is missing, here or further down in the object that begins here; check the indentation",
		},
		{
			"a.yaml", "- a\nb: 1",
			"a.yaml:2:1: an item (- ) is missing, here or further down in the list that begins here; check the indentation",
		},
		{
			"a.yaml", "a:\n  - b: 1\n    c: 2\n   d:\n      - e: 1\nf: 1\n",
			"a.yaml:4:4: this line does not go with what begins on line 2; check the indentation, and whether a name, " +
				"a colon or - is missing",
		},
		{"a.yaml", "a: 1\n{% for b in c %}\nd: 1\n", "a.yaml:2:1: " + placeholder},
		{"a.yaml", "a: 1\n{{- if .Values.b }}\nc: 1\n{{- end }}\n", "a.yaml:2:1: " + placeholder},
		{"a.yaml", "a:\n  b: 1\n  {{- if .c }}\n  d: 1\n", "a.yaml:3:3: " + placeholder},
		{"a.yaml", "a: '{{ b }}'\nhunter2\nb: 1", "a.yaml:2:1: a colon is missing after a name; check the indentation"},
		{"a.yaml", "a: [1, 2\n", "a.yaml:2:1: a comma or ] is missing, here or in the list that begins here"},
		{"a.yaml", "a: {b: 1\n", "a.yaml:2:1: a comma or } is missing, here or in the object that begins here"},
		{"a.yaml", "a: ,", "a.yaml:1:1: a value is missing"},
		{"a.yaml", "{}\n{}", "a.yaml:2:1: there is more text after the end of the value"},
		{"a.yaml", "a: !x!y z", "a.yaml:1:1: a tag has a handle that the file does not define"},
		{"a.yaml", "a: b: c", "a.yaml:1:1: a colon stands where none may; check the indentation, or quote the value"},
		{"a.yaml", "a: 1\nhunter2\nb: 1", "a.yaml:2:1: a colon is missing after a name; check the indentation"},
		{
			"a.yaml", "a:\n\t- b",
			"a.yaml:2:1: a value begins with a character that must be quoted (such as @, % or `), " +
				"or a line is indented with a tab",
		},
		{"a.yaml", "a: |\n \t\n\tb", "a.yaml:2:2: a line is indented with a tab; YAML takes spaces"},
		{"a.yaml", "a: \"hunter2", "a.yaml:1:1: the file ends in the middle of a quoted text"},
		{"a.yaml", "a: 'x\n---\n", "a.yaml:2:1: a quoted text is not closed before the next YAML document"},
		{
			"a.yaml", `a: "\/"`,
			"a.yaml:1:1: a text in double quotes holds an escape sequence that YAML does not have",
		},
		{"a.yaml", "a: *escape", "a.yaml:1:1: an alias names an anchor that the file does not have"},
		{"a.yaml", "a: *hunter2", "a.yaml:1:1: an alias names an anchor that the file does not have"},
		{"a.yaml", "a: &x\n  b: *x", "a.yaml:2:6: an alias stands inside its own anchor, or names one of another document"},
		{"a.yaml", "a: {{ port }}", "a.yaml:1:5: a name must be plain text; put a template placeholder in quotes"},
		{"a.yaml", "<<: 1", "a.yaml:1:5: << takes an object or a list of objects"},
		{"a.yaml", "<<: [{}, 1]", "a.yaml:1:10: << takes an object or a list of objects"},
		{"a.yaml", "a: 1\n---\nb: 2", "a.yaml:2:1: the file holds more than one YAML document"},
		{
			"a.yaml", strings.Repeat("[", 102) + strings.Repeat("]", 102),
			"a.yaml:1:102: lists and objects are nested too deeply",
		},
		{"a.yaml", strings.Repeat("[", 20_000), "a.yaml:1:1: lists and objects are nested too deeply"},
		{"a.yaml", strings.Repeat("- 1\n", 250_000), "a.yaml:250000:3: the file holds too many values"},
		{"a.yaml", "%", "a.yaml:1:1: this is not well-formed YAML"},
	} {
		_, err := document.Parse(tc.file, []byte(tc.text))

		syntax, ok := errors.AsType[*document.SyntaxError](err)
		if !ok || syntax.Error() != tc.want {
			t.Errorf("%.30q: %v\nwant %s", tc.text, err, tc.want)
		}
	}
}

// Wherever a file breaks, what the error says is not what the file holds.
func TestSyntaxErrorQuotesNothing(t *testing.T) {
	t.Parallel()

	const secret = "hunter2"

	for file, whole := range map[string]string{
		"a.json": `{"hunter2": ["hunter2", "\"hunter2", {"hunter2": "hunter2"}]}`,
		"a.yaml": "hunter2: &hunter2\n- hunter2: 'hunter2'\n  \"hunter2\": [*hunter2, hunter2]\n- |\n hunter2\n",
	} {
		for i := range whole {
			for _, broken := range []string{
				whole[:i], whole[:i] + "hunter2" + whole[i:], whole[:i] + "@" + whole[i:], whole[:i] + whole[i+1:],
				whole[:i] + "\t*hunter2 " + whole[i:],
			} {
				_, err := document.Parse(file, []byte(broken))
				if err != nil && strings.Contains(err.Error(), secret) {
					t.Errorf("%q: the error quotes the file: %v", broken, err)
				}
			}
		}
	}
}

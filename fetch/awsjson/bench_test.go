package awsjson_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/awsjson"
)

// 1,000 services with as many definitions and 5,000 tasks: about what one region of a large company holds.
func BenchmarkRead(b *testing.B) {
	files := grown(estate(b), 1000, 5000).fs()

	b.ReportAllocs()

	for b.Loop() {
		s, err := awsjson.Read(b.Context(), files, "answers")
		if err != nil || len(s.Services) != 1000 || len(s.Tasks) != 5000 {
			b.Fatal(err, len(s.Services), len(s.Tasks))
		}
	}
}

// grown multiplies the service web of the estate, its definition and its task.
func grown(f folder, services, tasks int) folder {
	repeat := func(file, list string, n int, old, replacement string) {
		element := strings.TrimSuffix(strings.TrimPrefix(strings.SplitN(f[file], "}, {", 2)[0], `{"`+list+`": [`), "}") + "}"

		all := make([]string, 0, n)
		for i := range n {
			all = append(all, strings.ReplaceAll(element, old, fmt.Sprintf(replacement, i)))
		}

		f[file] = `{"` + list + `": [` + strings.Join(all, ",") + "]}"
	}

	repeat("services.json", "services", services, "service/prod/web", "service/prod/web%d")
	repeat("tasks.json", "tasks", tasks, "task/prod/a1", "task/prod/a%d")

	definition := f["task-web.json"]
	for i := range services {
		f[fmt.Sprintf("task-%d.json", i)] = strings.ReplaceAll(definition, "/web:7", fmt.Sprintf("/web:%d", i+10))
	}

	return f
}

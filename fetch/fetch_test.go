package fetch_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch"
	"github.com/ecslint/ecslint/fetch/awsjson"
	"github.com/ecslint/ecslint/fetch/files"
)

// write makes a file of a content and, beyond it, a size that takes no room on the disk.
func write(t *testing.T, name, content string, size int64) string {
	t.Helper()

	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}

	if size > 0 {
		if err := os.Truncate(path, size); err != nil {
			t.Fatal(err)
		}
	}

	return path
}

// What cannot be read is an error that names the file or says what to do, and never a result.
func TestOpenErrors(t *testing.T) {
	t.Parallel()

	missing := filepath.Join(t.TempDir(), "missing.json")

	saved := func(content string, size int64) fetch.Request {
		return fetch.Request{Snapshot: write(t, "s.json", content, size)}
	}
	answers := func(dir string) fetch.Request { return fetch.Request{AWSJSON: dir} }
	paths := func(path string) fetch.Request { return fetch.Request{Paths: []string{path}, Stdin: []byte(`{}`)} }

	for name, c := range map[string]struct {
		request fetch.Request
		is      error
		says    string
	}{
		"nothing named":           {fetch.Request{}, fetch.ErrNothing, "nothing to read"},
		"no such snapshot":        {fetch.Request{Snapshot: missing}, fs.ErrNotExist, "missing.json"},
		"no snapshot":             {saved(`{}`, 0), snapshot.ErrSchema, "s.json"},
		"snapshot that is none":   {saved("{\n[", 0), nil, "s.json: 2:1"},
		"newer snapshot":          {saved(`{"schema": "ecslint.snapshot/v2"}`, 0), snapshot.ErrSchema, "upgrade"},
		"too large a snapshot":    {saved(`{}`, fetch.MaxSnapshot+1), fetch.ErrTooLarge, "s.json"},
		"no such folder":          {answers(missing), fs.ErrNotExist, "missing.json"},
		"folder that is a file":   {answers(write(t, "a.json", `{}`, 0)), nil, "--aws-json takes a folder"},
		"folder without answers":  {answers(t.TempDir()), awsjson.ErrNoAnswers, "describe-clusters"},
		"demo without answers":    {fetch.Request{Demo: fstest.MapFS{}}, awsjson.ErrNoAnswers, "demo"},
		"no such path":            {paths(missing), fs.ErrNotExist, "missing.json"},
		"no definition in folder": {paths(t.TempDir()), files.ErrNothing, "nothing to check in"},
		"no definition on stdin":  {paths("-"), nil, "<stdin>: not a task definition"},
		"too large a definition":  {paths(write(t, "t.json", `{}`, fetch.MaxFile+1)), nil, "larger than"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got, err := fetch.Open(t.Context(), c.request)

			switch {
			case err == nil || got != nil:
				t.Errorf("a result %v, error %v", got, err)
			case c.is != nil && !errors.Is(err, c.is), !strings.Contains(err.Error(), c.says):
				t.Errorf("%v; want %v, with %q", err, c.is, c.says)
			}
		})
	}
}

// One bad file does not keep the others from being read, nor go unsaid.
func TestOpenBesideProblems(t *testing.T) {
	t.Parallel()

	good := write(t, "good.json", `{"family": "web", "containerDefinitions": [{"name": "web", "image": "web"}]}`, 0)
	bad := write(t, "bad.json", `{"containerDefinitions": 7}`, 0)

	got, err := fetch.Open(t.Context(), fetch.Request{Paths: []string{bad, good}})
	if err != nil || len(got.Snapshot.TaskDefinitions) != 1 || len(got.Problems) != 1 {
		t.Errorf("got %+v, error %v; want one definition and one problem", got, err)
	}
}

// account has two clusters, with one service each and a group that they share.
func account() *snapshot.Snapshot {
	s := snapshot.New()

	for _, name := range []string{"prod", "dev"} {
		id := "arn:aws:ecs:eu-north-1:111122223333:cluster/" + name
		s.Clusters = append(s.Clusters, snapshot.Cluster{ID: id, Name: name})
		s.Services = append(s.Services, snapshot.Service{ID: name, Name: "web", Cluster: id, TaskDefinition: name + ":1"})
		s.TaskDefinitions = append(s.TaskDefinitions, snapshot.TaskDefinition{ID: name + ":1"})
		s.Gaps = append(s.Gaps, snapshot.Gap{What: "ecs:DescribeTasks", Resource: id})
		s.ScheduledTasks = append(s.ScheduledTasks, snapshot.ScheduledTask{Cluster: id, TaskDefinition: name + "-job:1"})
		s.TaskDefinitions = append(s.TaskDefinitions, snapshot.TaskDefinition{ID: name + "-job:1"})
	}

	s.SecurityGroups = []snapshot.SecurityGroup{{ID: "sg-1"}}

	return s
}

func TestSelect(t *testing.T) {
	t.Parallel()

	for _, c := range []struct {
		globs []string
		want  string
		fails string
	}{
		{[]string{"prod"}, "prod", ""},
		{[]string{"p*", "prod"}, "prod", ""},
		{[]string{"arn:aws:ecs:eu-north-1:111122223333:cluster/dev"}, "dev", ""},
		{[]string{"prod", "dev"}, "prod dev", ""},
		{[]string{"*"}, "prod dev", ""},
		{[]string{"Prod"}, "", `"Prod"; there are prod, dev`},
		{[]string{"prod", "stage-*"}, "", `"stage-*"; there are prod, dev`},
		{[]string{"[prod"}, "", `"[prod"; there are prod, dev`},
	} {
		s := account()
		err := fetch.Select(s, c.globs)

		if c.fails != "" {
			if !errors.Is(err, fetch.ErrNoSuchCluster) || !strings.Contains(err.Error(), c.fails) {
				t.Errorf("%q: %v; want %q", c.globs, err, c.fails)
			}

			if diff := cmp.Diff(len(account().Clusters), len(s.Clusters)); diff != "" {
				t.Errorf("%q: an error leaves the snapshot as it was\n%s", c.globs, diff)
			}

			continue
		}

		kept := make([]string, 0, len(s.Clusters))
		for i := range s.Clusters {
			kept = append(kept, s.Clusters[i].Name)
		}

		n := len(kept)
		if strings.Join(kept, " ") != c.want || err != nil || len(s.Services) != n || len(s.TaskDefinitions) != 2*n ||
			len(s.ScheduledTasks) != n ||
			len(s.Gaps) != n || len(s.SecurityGroups) != 1 {
			t.Errorf("%q keeps %q (%v): %d services, %d definitions, %d gaps, %d groups; want %q",
				c.globs, kept, err, len(s.Services), len(s.TaskDefinitions), len(s.Gaps), len(s.SecurityGroups), c.want)
		}
	}
}

func TestSelectOfNothing(t *testing.T) {
	t.Parallel()

	err := fetch.Select(snapshot.New(), []string{"prod"})
	if !errors.Is(err, fetch.ErrNoSuchCluster) || !strings.Contains(err.Error(), "there are none") {
		t.Errorf("%v; want an error that says there are none", err)
	}
}

package taskdef_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Everything that can tell a container of another host is looked at, and what is no list of texts is passed over.
func TestMentions(t *testing.T) {
	t.Parallel()

	got := read(t, "a.yaml", `
family: web
containerDefinitions:
  - name: web
    image: web
    entryPoint: [serve, --redis-addr, "cache:6379"]
    command: ["sh", "-c", "wait-for b.internal:8080", 7, null, !Sub "http://tagged.internal"]
    healthCheck: {command: [CMD, curl, "http://localhost/", "http://c.internal"]}
    environment:
      - {name: DATABASE_URL, value: "postgres://app:hunter2@db.internal/orders?sslmode=require"}
      - {name: API, value: !Sub "http://tagged.internal"}
      - {name: TEMPLATED, value: "http://${host}.internal"}
      - {name: DB_PASSWORD, value: "my.secret.com:80"}
    logConfiguration: {options: {awslogs-endpoint: "http://logs.internal"}}
  - {name: odd, image: odd, command: "http://text.internal", healthCheck: {command: {a: "http://object.internal"}}}
`).ContainerDefinitions

	want := []snapshot.Mention{
		{Host: "b.internal", Port: 8080},
		{Host: "c.internal", Port: 80},
		{Host: "cache", Port: 6379},
		{Host: "db.internal", Port: 5432},
	}
	if diff := cmp.Diff(want, got[0].Mentions); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}

	if got[1].Mentions != nil {
		t.Errorf("%v out of what ECS refuses", got[1].Mentions)
	}
}

package mention_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/mention"
)

// found lists mentions as host:port, a port of 0 left out.
func found(s *mention.Set) string {
	var out []string

	for _, m := range s.List() {
		if m.Port == 0 {
			out = append(out, m.Host)
		} else {
			out = append(out, fmt.Sprintf("%s:%d", m.Host, m.Port))
		}
	}

	return strings.Join(out, " ")
}

func variable(name, value string) string {
	var s mention.Set
	s.Variable(name, value)

	return found(&s)
}

func command(words ...string) string {
	var s mention.Set
	s.Command(words)

	return found(&s)
}

func equal(t *testing.T, what, got, want string) {
	t.Helper()

	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestURL(t *testing.T) {
	t.Parallel()

	for value, want := range map[string]string{
		"http://api.prod.local":                           "api.prod.local:80",
		"https://api.prod.local/v1?x=y.example.com:80":    "api.prod.local:443",
		"HTTP://API.Prod.Local.:8080/":                    "api.prod.local:8080",
		"http://orders:8080/":                             "orders:8080",
		"redis://cache":                                   "cache:6379",
		"rediss://:pw@cache.abc.euw1.cache.amazonaws.com": "cache.abc.euw1.cache.amazonaws.com:6379",
		"postgres://app:hunter2@db.internal/orders":       "db.internal:5432",
		"postgresql+psycopg2://u:p@db:5433/x":             "db:5433",
		"mysql://u@db/x":                                  "db:3306",
		"amqp://u:p@a:5673,amqp://u:p@b":                  "a:5673 b:5672",
		"amqps://mq.internal":                             "mq.internal:5671",
		"mongodb://u:p,q@m1:27018,m2.internal,m3:27019/x": "m1:27018 m2.internal:27017 m3:27019",
		"mongodb+srv://u:p@cluster.example.net/x":         "cluster.example.net",
		"kafka://k1,k2:9093":                              "k1:9092 k2:9093",
		"SASL_SSL://k1.internal:9096,SSL://k2:9094":       "k1.internal:9096 k2:9094",
		"jdbc:postgresql://db.internal/orders?user=a":     "db.internal:5432",
		"jdbc:mysql:loadbalance://h1,h2:3307/x":           "h1:3306 h2:3307",
		"jdbc:sqlserver://db:1434;user=sa;password=a.com": "db:1434",
		"jdbc:oracle:thin:@db.internal:1521:ORCL":         "db.internal:1521",
		"jdbc:oracle:thin:scott/t/ger@//db:1522/orcl":     "db:1522",
		"http://10.0.1.5:80":                              "10.0.1.5:80",
		"http://[2001:DB8::1]:8080/":                      "2001:db8::1:8080",
		"http://[2001:db8::1]":                            "2001:db8::1:80",
		"grpc://a.internal":                               "a.internal",
		"custom://a.internal:99":                          "a.internal:99",
		"url=http://a.internal;retry=http://b.internal":   "a.internal:80 b.internal:80",
		"see http://a.internal, or http://b:81":           "a.internal:80 b:81",
		`{"url":"http://a.internal"}`:                     "a.internal:80",

		// No host, or none that can be told.
		"custom://a.internal":                         "",
		"custom://a:99":                               "",
		"s3://bucket.name/key.com:80":                 "",
		"file:///etc/app.com":                         "",
		"http://localhost:8080":                       "",
		"http://web.localhost":                        "",
		"http://127.0.0.53:53":                        "",
		"http://169.254.170.2/v2":                     "",
		"http://[::1]:80":                             "",
		"http://[fe80::1]:80":                         "",
		"http://[::ffff:127.0.0.1]:80":                "",
		"http://[fd00:ec2::254]/latest":               "",
		"http://0.0.0.0:80":                           "",
		"http://:80":                                  "",
		"http://a.internal:0":                         "",
		"http://a.internal:65536":                     "",
		"http://a.internal:http":                      "",
		"http://-a.internal":                          "",
		"http://a..internal":                          "",
		"http://my_host:80":                           "",
		"http://1.2.3:80":                             "",
		"http://a.b.c.d.[::1]":                        "",
		"http://[10.0.0.1]":                           "",
		"http://[2001:db8::1]80":                      "",
		"http://bücher.example":                       "",
		"http://${HOST}:80":                           "",
		"http://orders.${NAMESPACE}:80":               "",
		"http://orders:${PORT}/":                      "",
		"http://{{ host }}.internal":                  "",
		"http://<host>:80":                            "",
		"http://@HOST@:80":                            "",
		"http://$HOST":                                "",
		"http://a.internal/@me.com":                   "",
		"http://a.internal?mail=b@c.com":              "",
		"http://a.internal, mail b@c.com":             "",
		"postgres://u:p/w@db:5432/x":                  "",
		"postgres://u:12/34@db:5432/x":                "",
		"jdbc:oracle:thin:user/12":                    "",
		"://":                                         "",
		"http://" + strings.Repeat("a.", 130) + "com": "",
	} {
		equal(t, value, variable("X", value), want)
		equal(t, "--url "+value, command("serve", "--url", value), want)
	}
}

// A scheme without a port means its usual one; one that carries others has none.
func TestScheme(t *testing.T) {
	t.Parallel()

	for scheme, port := range map[string]int{
		"http": 80, "https": 443, "ws": 80, "wss": 443, "postgres": 5432, "postgresql": 5432, "mysql": 3306,
		"mariadb": 3306, "redis": 6379, "rediss": 6379, "amqp": 5672, "amqps": 5671, "mongodb": 27017, "mongodb+srv": 0,
		"kafka": 9092, "sqlserver": 1433, "mssql": 1433, "oracle": 1521, "nats": 4222, "mqtt": 1883, "mqtts": 8883,
		"memcached": 11211, "ldap": 389, "ldaps": 636, "bolt": 7687, "neo4j": 7687, "sftp": 22, "ssh": 22, "smtp": 25,
		"smtps": 465, "grpc": 0, "tcp": 0, "udp": 0, "tls": 0, "ssl": 0, "plaintext": 0, "sasl_ssl": 0,
		"mysql+pymysql": 3306, "jdbc:mysql:aws": 3306,
	} {
		want := fmt.Sprintf("server:%d", port)
		if port == 0 {
			want = "server"
		}

		equal(t, scheme, variable("A", scheme+"://server/x"), want)
	}
}

// Without a scheme, a name must look like one of a host: by a port, by its ending, or by the variable's name.
func TestWord(t *testing.T) {
	t.Parallel()

	for variableAndValue, want := range map[string]string{
		"DB=prod-db.example.internal":               "prod-db.example.internal",
		"DB=db.abc.eu-north-1.rds.amazonaws.com":    "db.abc.eu-north-1.rds.amazonaws.com",
		"DB=web.team-a:8080":                        "web.team-a:8080",
		"DB_HOST=web.team-a":                        "web.team-a",
		"DB_HOST=10.0.0.5":                          "10.0.0.5",
		"DB_HOST=2001:db8::5":                       "2001:db8::5",
		"REDIS_ADDR=cache:6379":                     "cache:6379",
		"BOOTSTRAP_SERVERS=a:9092,b.x:9092; c:9092": "a:9092 b.x:9092 c:9092",
		"OPTS=host=db.internal port=5432":           "db.internal",
		"OPTS=--db=db.internal:5432/x":              "db.internal:5432",
		"OPTS=host=web.team-a password=a.b.com":     "web.team-a",
		"DSN=app:pw@tcp(db.internal:3306)/orders":   "db.internal:3306",
		"DSN=app:p@w.com,@db.internal:3306/orders":  "db.internal:3306",
		`X={"host": "db.internal"}`:                 "db.internal",
		"REPO=registry.example.com/team/app:1.2":    "registry.example.com",

		"DB=web.team-a":                                  "",
		"DB=db":                                          "",
		"DB_HOST=db":                                     "",
		"REDIS=cache:6379":                               "",
		"USER=1000:1000":                                 "",
		"IMAGE=node:18.2-alpine":                         "",
		"VERSION=1.25.3":                                 "",
		"CONFIG=/etc/app.com/x":                          "",
		"CONFIG=./a.internal":                            "",
		"APP=app.main:app":                               "",
		"MAIN=com.example.app":                           "",
		"CIDR=10.0.0.0/8":                                "",
		"ALLOWED_HOSTS=10.0.0.0/8":                       "",
		"DNS=10.0.0.2":                                   "",
		"BIND_ADDR=0.0.0.0:8080":                         "",
		"DB_HOST=localhost:5432":                         "",
		"DB_HOST=169.254.169.254":                        "",
		"DB_HOST=fe80::1%eth0":                           "",
		"DB_HOST=255.255.255.255":                        "",
		"MAIL=ops@example.com":                           "",
		"MAILS=<ops@example.com>, b@a.com":               "",
		"DB_HOST=${DB_HOST}.internal:80":                 "",
		"DB_HOST=<db.internal>":                          "",
		"DB_HOST=[a:80]":                                 "",
		"DB_HOST=[2001:db8::1]x":                         "",
		"DB_PASSWORD=correct.horse.com:80":               "",
		"X=token=a.b.com":                                "",
		`X={"password": "my.secret.com:80"}`:             "",
		"X=eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl":           "",
		"URL=jdbc:oracle:thin:u/a b.com:12@c:9":          "",
		"URL=postgres://db.x:1/ my.secret.com":           "db.x:1",
		"X=AKIA" + strings.Repeat("Z", 16) + " a.com:80": "",
	} {
		name, value, _ := strings.Cut(variableAndValue, "=")
		equal(t, variableAndValue, variable(name, value), want)
	}

	equal(t, "nothing", variable("A", ""), "")
	equal(t, "too long", variable("A", "http://a.internal/"+strings.Repeat("x", 64<<10)), "")
}

func TestCommand(t *testing.T) {
	t.Parallel()

	for want, words := range map[string][]string{
		"cache.internal":                {"redis-cli", "-h", "cache.internal", "-p", "6379"},
		"cache:6379":                    {"serve", "--redis-addr", "cache:6379"},
		"db.internal:5432":              {"sh", "-c", "wait-for db.internal:5432 && exec app --config=/etc/app.yaml"},
		"a.internal:80 b.internal:5432": {"sh", "-c", `curl "http://a.internal" 'x'; psql -h b.internal:5432`},
		"db.internal:27017":             {"sh", "-c", "npm i pm2@latest && serve db.internal:27017"},
		"c.internal:443":                {"x --a b@d.com:8/ https://c.internal"[13:]},
		"":                              {"CMD-SHELL", "curl -f http://localhost:8080/health || exit 1"},
	} {
		equal(t, strings.Join(words, " "), command(words...), want)
	}

	for _, words := range [][]string{
		{"serve", "--token", "a.b.com"},
		{"serve", "--password=a.b.com"},
		{"sh", "-c", "serve --password a.b.com:80"},
		{"sh", "-c", "PGPASSWORD=a.b.com serve"},
		{"sh", "-c", "curl http://a.internal/@me.com:80/x"},
		{"gunicorn", "app.wsgi:application", "--bind", "0.0.0.0:8000"},
		{"java", "-jar", "app.jar", "com.example.app"},
		{"python", "-m", "app.main", ""},
	} {
		equal(t, strings.Join(words, " "), command(words...), "")
	}
}

// The port of a host may be in the variable beside it, whichever comes first.
func TestPortBeside(t *testing.T) {
	t.Parallel()

	for variables, want := range map[string]string{
		"DB_HOST=db.internal DB_PORT=5432":                  "db.internal:5432",
		"DB_PORT=5432 DB_HOST=db.internal":                  "db.internal:5432",
		"PGHOST=db.internal PGPORT=5432":                    "db.internal:5432",
		"cache.address=c.internal cache.port=6379":          "c.internal:6379",
		"DB_HOST=a.internal,b.internal DB_PORT=5432":        "a.internal:5432 b.internal:5432",
		"DB_HOST=db.internal:3306 DB_PORT=5432":             "db.internal:3306",
		"A_HOST=db.internal A_PORT=1 B_HOST=db.internal":    "db.internal db.internal:1",
		"A_HOST=db.internal A_PORT=1 B_ADDR=db.internal:1":  "db.internal:1",
		"DB_HOST=db.internal PORT=8080":                     "db.internal",
		"HOST=db.internal PORT=8080":                        "db.internal",
		"DB_HOST=db.internal CACHE_PORT=6379":               "db.internal",
		"DB_HOST=db.internal DB_PORT=0":                     "db.internal",
		"DB_HOST=db.internal DB_PORT=65536":                 "db.internal",
		"DB_HOST=db.internal DB_PORT=${PORT}":               "db.internal",
		"DB_HOST=db.internal DB_PORT=5432 DB_PORT=3306":     "db.internal",
		"DB_HOST=db.internal DB_PORT=1 db_port=2 DB_PORT=2": "db.internal",
		"DB_HOST=db DB_PORT=5432":                           "",
	} {
		var s mention.Set

		for variable := range strings.FieldsSeq(variables) {
			name, value, _ := strings.Cut(variable, "=")
			s.Variable(name, value)
		}

		equal(t, variables, found(&s), want)
	}
}

func TestList(t *testing.T) {
	t.Parallel()

	var s mention.Set

	equal(t, "empty", found(&s), "")

	s.Variable("A", "http://b.internal")
	s.Variable("B", "b.internal:80")
	s.Command([]string{"wait", "a.internal", "b.internal"})
	equal(t, "each once, in order", found(&s), "a.internal b.internal b.internal:80")

	for i := range 100 {
		s.Variable("C", fmt.Sprintf("http://c%02d.internal", i))
	}

	got := s.List()
	if last := (snapshot.Mention{Host: "c28.internal", Port: 80}); len(got) != 32 || got[31] != last {
		t.Errorf("%d mentions, the last %+v; want 32 and %+v", len(got), got[len(got)-1], last)
	}
}

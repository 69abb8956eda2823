package mention_test

import (
	"net/netip"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/mention"
)

// hidden draws what must not come out: hosts, ports and the marks between them, in any order. A whole URL in a
// password cannot be told from the next one of a list, so it has no ://.
func hidden(t *rapid.T) string {
	words := []string{
		"marker", "marker.example.com", ":4242", "marker.internal:4242", "10.42.42.42:4242", "@", "/", "//", "?", "#", ",",
		";", ":", " ", "\"", "'", "=", "host=", "&", "%40", "[", "]", "(", ")", "\\", "|", "\n", "tcp(", "é", "$", "{", "1",
		"a.b",
	}
	secret := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 8).Draw(t, "words"), "")

	return strings.ReplaceAll(secret+rapid.StringN(0, 6, -1).Draw(t, "more"), "://", "")
}

// only holds where nothing was found but these.
func only(t *rapid.T, s *mention.Set, allowed ...snapshot.Mention) {
	t.Helper()

	for _, m := range s.List() {
		known := false
		for _, a := range allowed {
			known = known || m == a
		}

		if !known {
			t.Fatalf("%+v comes out", m)
		}
	}
}

// Whatever a user, a password, a path or a query holds, no more than host and port come out of a URL.
func TestURLGivesHostOnly(t *testing.T) {
	t.Parallel()

	db := snapshot.Mention{Host: "db.internal", Port: 5432}

	rapid.Check(t, func(t *rapid.T) {
		scheme := rapid.SampledFrom([]string{"postgres", "jdbc:postgresql", "unheard", "redis+tls"}).Draw(t, "scheme")
		user := strings.NewReplacer("@", "", ":", "", "/", "", "?", "", "#", "").Replace(hidden(t))

		// A password has an @ behind it, a path and a query a mark before it; with both in one URL it can be read in
		// several ways, all of which must keep silent.
		value := rapid.SampledFrom([]string{
			scheme + "://" + user + ":" + hidden(t) + "@db.internal:5432",
			scheme + "://" + user + ":" + hidden(t) + "@db.internal:5432/orders",
			scheme + "://db.internal:5432/" + hidden(t),
			scheme + "://db.internal:5432?" + hidden(t),
			scheme + "://db.internal:5432#" + hidden(t),
			scheme + "://db.internal:5432;" + hidden(t),
			scheme + "://" + user + ":secret@db.internal:5432/" + hidden(t),
		}).Draw(t, "value")

		if strings.Count(value, "://") > 1 { // a password that begins with //
			t.Skip("two URLs")
		}

		var s mention.Set
		s.Variable("DATABASE_HOST", value)
		only(t, &s, db)
	})
}

// A command is split at spaces and quotes, so that these end a path; a password may have them.
func TestCommandGivesHostOnly(t *testing.T) {
	t.Parallel()

	db := snapshot.Mention{Host: "db.internal", Port: 5432}

	rapid.Check(t, func(t *rapid.T) {
		path := strings.ReplaceAll(strings.Join(strings.FieldsFunc(hidden(t), isGap), ""), "://", "")
		value := rapid.SampledFrom([]string{
			"postgres://app:" + hidden(t) + "@db.internal:5432/orders", "postgres://db.internal:5432/" + path,
		}).Draw(t, "value")

		if strings.Count(value, "://") > 1 {
			t.Skip("two URLs")
		}

		var s mention.Set
		s.Command([]string{"sh", "-c", "exec app " + value})
		s.Command([]string{"app", "--host", value})
		only(t, &s, db)
	})
}

func isGap(r rune) bool { return r <= ' ' || strings.ContainsRune("\"'`", r) }

// What a variable or flag named like a secret holds stays inside.
func TestSecretStaysInside(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		secret := hidden(t)

		var s mention.Set
		s.Variable("DB_PASSWORD", secret)
		s.Variable("API_TOKEN_HOST", secret)
		s.Command([]string{"app", "--password", secret})
		s.Variable("OPTS", "password="+strings.ReplaceAll(strings.Join(strings.FieldsFunc(secret, func(r rune) bool {
			return isGap(r) || strings.ContainsRune(",;|()@", r) // the end of an option
		}), ""), "://", ""))
		only(t, &s)
	})
}

func FuzzVariable(f *testing.F) {
	for _, value := range []string{
		"postgres://app:p@ss@db.internal:5432/x", "a:9092,b.c:9092", "jdbc:oracle:thin:u/p@//h:1521/s", "host=db.internal",
		"http://[2001:db8::1]:80", "u:p@tcp(db.internal:3306)/x", "{\"a\": \"b.internal\"}", "://://", "jdbc:oracle:thin:@",
	} {
		f.Add("DB_HOST", value)
	}

	f.Fuzz(func(t *testing.T, name, value string) {
		var s mention.Set
		s.Variable(name, value)
		s.Command([]string{name, value})

		for i, m := range s.List() {
			check(t, m, value+" "+name)

			if i > 31 {
				t.Fatal("more than 32 mentions")
			}
		}
	})
}

// check holds for every mention: it is a host that was there, and a port.
func check(t *testing.T, m snapshot.Mention, text string) {
	t.Helper()

	if m.Port < 0 || m.Port > 65535 {
		t.Errorf("port %d", m.Port)
	}

	if a, err := netip.ParseAddr(m.Host); err == nil {
		if a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsUnspecified() || a.Zone() != "" {
			t.Errorf("address %s", a)
		}

		return
	}

	if !strings.Contains(strings.ToLower(text), m.Host) {
		t.Errorf("host %q is not in the text", m.Host)
	}

	if strings.Trim(m.Host, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" || len(m.Host) > 253 {
		t.Errorf("host %q", m.Host)
	}
}

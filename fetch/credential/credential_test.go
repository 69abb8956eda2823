package credential_test

import (
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/credential"
)

func TestCredential(t *testing.T) {
	t.Parallel()

	const drawn = "Zk3xQ9vLr2Ws7Tn1Hb5q"

	for name, c := range map[string]struct {
		variable string
		yes, no  []string
	}{
		"access key id": {
			"A",
			[]string{"AKIA" + strings.Repeat("Z", 16), "key=ASIA" + strings.Repeat("2", 16)},
			[]string{"AKIA", "AKIA" + strings.Repeat("Z", 20), "xAKIA" + strings.Repeat("Z", 16), "AKIAIOSFODNN7EXAMPLE"},
		},
		"private key": {
			"A",
			[]string{"-----BEGIN RSA PRIVATE KEY-----\nMII", "-----BEGIN PRIVATE KEY-----"},
			[]string{"-----BEGIN PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----"},
		},
		"tokens": {
			"A", []string{
				"xoxb-" + strings.Repeat("1", 12), "ghp_" + strings.Repeat("a", 36),
				"eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.c2lnbmF0dXJl",
			}, []string{"xoxb-", "ghp_short", "eyJhbGciOiJIUzI1NiJ9", "a.b.c"},
		},
		"URL": {
			"A",
			[]string{"postgres://app:hunter2@db:5432/x", "redis://:pw@cache"},
			[]string{"postgres://db:5432/x", "postgres://app@db/x", "http://h/a:b@c", "postgres://app:${PW}@db", "x:y@z"},
		},
		"name and chance": {
			"DB_PASSWORD", []string{drawn}, []string{
				"", "changeme", "change-me-in-production", "${DB_PASSWORD}", "<your password>", "Aa1" + strings.Repeat("b", 20),
				"arn:aws:secretsmanager:eu-north-1:111122223333:secret:db-Ab1", "/run/secrets/db", "8f14e45fceea167a5a36dedd4bea",
			},
		},
		"chance without a name": {"BUILD", nil, []string{drawn}},
		"where a secret is":     {"SECRET_ID", nil, []string{drawn}},
		"public key":            {"PUBLIC_KEY", nil, []string{drawn}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			check := func(values []string, want bool) {
				for _, v := range values {
					if got := credential.Shaped(c.variable, v); got != want {
						t.Errorf("%s=%q is a credential: %v, want %v", c.variable, v, got, want)
					}
				}
			}

			check(c.yes, true)
			check(c.no, false)
		})
	}
}

func TestShapedName(t *testing.T) {
	t.Parallel()

	key := "AKIA" + strings.Repeat("Z", 16)

	for name, want := range map[string]bool{
		key: true, "AWS_" + key: true, key + "_OLD": true, "_ghp_" + strings.Repeat("a", 36): true,
		"xoxb-" + strings.Repeat("1", 12): true, "postgres://app:hunter2@db": true, "Zk3xQ9vLr2Ws7Tn1Hb5q": true,
		"DB_Zk3xQ9vLr2Ws7Tn1Hb5q": true,

		"": false, "PATH": false, "AWS_ACCESS_KEY_ID": false, "DB_PASSWORD": false, "${DB_PASSWORD}": false, "AKIA": false,
		"SPRING_DATASOURCE_PRIMARY_URL_V2": false, "ConnectionStrings__Db1Main2Primary": false,
		"Serilog__WriteTo__0__Name": false, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": false,
		"applicationInsightsInstrumentationKey": false, "log4j2.formatMsgNoLookups": false,
	} {
		if got := credential.ShapedName(name); got != want {
			t.Errorf("%q is a credential: %v, want %v", name, got, want)
		}
	}
}

func TestPlaceholder(t *testing.T) {
	t.Parallel()

	for value, want := range map[string]bool{
		"${NAME}": true, "$NAME": true, "{{ name }}": true, "<IMAGE1_NAME>": true, "<%= name %>": true, "#{Name}#": true,
		"@NAME@": true, "$$$NAME$$$": true,
		"": false, "name": false, "$5": false, "a < b": false, "me@example.com": false, "#1": false,
	} {
		if got := credential.Placeholder(value); got != want {
			t.Errorf("%q is a placeholder: %v, want %v", value, got, want)
		}
	}
}

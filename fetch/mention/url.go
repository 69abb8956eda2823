package mention

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A foundURL is a URL inside of a text.
type foundURL struct {
	// schemes is all that stands before the ://, as jdbc:mysql:loadbalance.
	schemes string

	// rest is the text behind it, up to the schemes of the next URL.
	rest string
}

// oracle begins the URLs of Oracle's driver, which have no //, or have it behind user and password.
// https://docs.oracle.com/en/database/oracle/oracle-database/19/jjdbc/data-sources-and-URLs.html
const oracle = "jdbc:oracle:thin:"

// findURLs splits a text at every scheme.
func findURLs(body string) []foundURL {
	var urls []foundURL

	begin := func(scheme, rest int) {
		if n := len(urls); n > 0 {
			last := &urls[n-1]
			last.rest = last.rest[:max(0, len(last.rest)-(len(body)-scheme))]
		}

		urls = append(urls, foundURL{strings.ToLower(body[scheme:rest]), body[rest:]})
	}

	for at, thin := 0, -1; at < len(body); {
		if thin < at { // looked for once for each, so that no text takes long
			thin = find(body, oracle, at)
		}

		mark := find(body, "://", at)

		switch {
		case thin < mark:
			begin(thin, thin+len(oracle))
			at = thin + len(oracle)
		case mark < len(body):
			begin(schemeStart(body, at, mark), mark+len("://"))
			at = mark + len("://")
		default:
			at = mark
		}
	}

	return urls
}

// find is the place of a word from a place on; the end of the text where it is not.
func find(body, word string, from int) int {
	if i := strings.Index(body[from:], word); i >= 0 {
		return from + i
	}

	return len(body)
}

// schemeStart walks back from the :// over what can be schemes, at most as far as from.
func schemeStart(body string, from, mark int) int {
	const longestSchemes = 64

	from = max(from, mark-longestSchemes)
	for mark > from && (isHostByte(body[mark-1]) || strings.IndexByte("+:_", body[mark-1]) >= 0) {
		mark--
	}

	return mark
}

// hosts finds those of the URL's authority, which may list several: mongodb://a:27017,b:27017/db.
// https://www.mongodb.com/docs/manual/reference/connection-string/
func (u foundURL) hosts(found func(snapshot.Mention)) {
	authority, ok := u.authority()
	if !ok {
		return
	}

	s := schemeOf(u.schemes)

	for i, item := range strings.Split(authority, ",") {
		host, port, ok := splitPort(item, s.name == "oracle")
		host, ok2 := canonical(host)

		// Behind the first, a word without dot and port may be an option.
		plain := !strings.ContainsAny(host, ".:")
		if !ok || !ok2 || plain && (!s.known || i > 0 && port == 0) || !s.known && port == 0 {
			continue
		}

		if port == 0 {
			port = s.port
		}

		found(snapshot.Mention{Host: host, Port: port})
	}
}

// What ends an authority: a path, a query or fragment, the options of JDBC, and what stands around a URL in a text.
// A password that holds one of these is to be written in another way, as %2F.
const (
	gaps = " \t\r\n\"'`"
	ends = gaps + "/?#;\\)}>&|"
)

// authority is the part behind user and password, up to the path. It is not ok where user and password do not
// clearly end, or where something stands in it that is no host, such as a placeholder.
// https://www.rfc-editor.org/rfc/rfc3986#section-3.2
func (u foundURL) authority() (string, bool) {
	rest := u.rest

	if at := strings.LastIndexByte(rest, '@'); at >= 0 {
		open := ends
		if u.schemes == oracle {
			open = gaps // user/password
		}

		if strings.ContainsAny(rest[:at], open) {
			return "", false
		}

		rest = rest[at+1:]
	} else if u.schemes == oracle {
		return "", false
	}

	if u.schemes == oracle {
		rest = strings.TrimPrefix(rest, "//")
	}

	end := 0
	for end < len(rest) && (isHostByte(rest[end]) || strings.IndexByte(":[],", rest[end]) >= 0) {
		end++
	}

	return rest[:end], end > 0 && (end == len(rest) || strings.IndexByte(ends, rest[end]) >= 0)
}

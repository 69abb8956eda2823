package live_test

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/ecslint/ecslint/fetch/live"
	"github.com/ecslint/ecslint/fetch/live/livetest"
)

// fake answers with what is written for an action, "ListClusters", and refuses others. It is for what neither
// AWS nor moto would say on demand.
type fake map[string]reply

type reply struct {
	status int
	body   string
}

// ok is a good answer.
func ok(body string) reply { return reply{http.StatusOK, body} }

// with is the fake with some answers changed.
func (f fake) with(change fake) fake {
	out := maps.Clone(f)
	maps.Copy(out, change)

	return out
}

// A fakeServer keeps what it was asked, in order, by action: a JSON body or a decoded form.
type fakeServer struct {
	live.Request

	mu    sync.Mutex
	asked map[string][]string
}

// hangUp is a status that closes the connection instead.
const hangUp = 0

func (f fake) start(t *testing.T) *fakeServer {
	t.Helper()

	s := &fakeServer{asked: map[string][]string{}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		action := s.note(r)
		answer, known := f[action]

		if action == allTargetGroups && !known {
			answer, known = f["DescribeTargetGroups"]
		}

		if !known {
			answer = reply{http.StatusBadRequest, `{"__type": "UnknownOperationException"}`}
		}

		if answer.status == hangUp {
			panic(http.ErrAbortHandler)
		}

		w.WriteHeader(answer.status)
		io.WriteString(w, answer.body)
	}))
	t.Cleanup(server.Close)

	s.Request = oneAttempt(live.Request{LoadOptions: (&livetest.Server{URL: server.URL}).LoadOptions()})

	return s
}

func (s *fakeServer) note(r *http.Request) string {
	body, _ := io.ReadAll(r.Body)
	_, action, ok := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	text := string(body)

	if !ok {
		form, _ := url.ParseQuery(text)
		action = form.Get("Action")
		text, _ = url.QueryUnescape(text)
	}

	s.mu.Lock()
	defer s.mu.Unlock()

	s.asked[action] = append(s.asked[action], text)

	if strings.HasPrefix(action, "DescribeTargetGroups") && !strings.Contains(text, "TargetGroupArns") {
		return allTargetGroups
	}

	return action
}

// allTargetGroups is DescribeTargetGroups of no group in particular.
const allTargetGroups = "DescribeTargetGroups of all"

const (
	prodARN = arnPrefix + "prod"
	webARN  = "arn:aws:ecs:" + livetest.Region + ":" + livetest.AccountID + ":service/prod/web"
)

// one is an account of one cluster with one service, which has nothing.
func one() fake {
	return fake{
		"GetCallerIdentity":       identity(livetest.AccountID),
		"ListClusters":            ok(`{"clusterArns": ["` + prodARN + `"]}`),
		"DescribeClusters":        ok(`{"clusters": [{"clusterArn": "` + prodARN + `"}]}`),
		"ListServices":            ok(`{"serviceArns": ["` + webARN + `"]}`),
		"ListTasks":               ok(`{}`),
		"ListContainerInstances":  ok(`{"containerInstanceArns": null}`),
		"DescribeServices":        ok(`{"services": [{"serviceArn": "` + webARN + `"}]}`),
		"DescribeScalableTargets": ok(`{"ScalableTargets": []}`),
	}
}

func identity(account string) reply {
	return ok(`<GetCallerIdentityResponse><GetCallerIdentityResult><Account>` + account +
		`</Account><Arn>arn:aws:iam::` + account + `:user/someone</Arn></GetCallerIdentityResult>` +
		`</GetCallerIdentityResponse>`)
}

package livetest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
)

// An answer is what goes back to the client.
type answer struct {
	status      int
	contentType string
	body        []byte
}

// handle answers a call of the AWS API. What cannot be answered for a reason that AWS does not have, such as
// moto being gone, is a 502.
func (s *Server) handle(w http.ResponseWriter, r *http.Request) {
	a, err := s.answer(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)

		return
	}

	w.Header().Set("Content-Type", a.contentType)
	w.WriteHeader(a.status)
	w.Write(a.body) //nolint:errcheck,gosec // a client that left; and the body is no page
}

// answer does what AWS does, in AWS's order: a call is refused for want of permission before anyone looks at its
// parameters.
func (s *Server) answer(r *http.Request) (*answer, error) {
	c, err := parse(r)
	if err != nil {
		return nil, err
	}

	request := fmt.Sprintf("%s %s %s", c.action, c.region, c.params.encode())

	s.hook(c.action)()

	refused := s.stumble(c)
	if refused == nil {
		refused = limits(c.action).check(c)
	}

	if refused != nil {
		return refused.answer(c.service())
	}

	a, err := s.page(r.Context(), c)
	if err == nil && a.status == http.StatusOK {
		s.count(c.action, request)
	}

	return a, err
}

// count notes a call that was answered. The request is what it was before paging was taken out of it.
func (s *Server) count(action, request string) {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.calls[action]++
	s.requests[request]++
}

// page asks moto for the whole list and hands out the page that the call is for.
func (s *Server) page(ctx context.Context, c *call) (*answer, error) {
	limit, style := limits(c.action), style(c.service())
	p, refused := takePage(c, limit, style)

	if refused != nil {
		return refused.answer(c.service())
	}

	a, err := s.whole(ctx, c)
	if err != nil || a.status != http.StatusOK {
		return a, err
	}

	doc, err := parseDocument(c, a.body)
	if err != nil {
		return nil, fmt.Errorf("%s: moto's answer: %w", c.action, err)
	}

	mend(doc)
	s.overlay(doc)

	if limit.list != "" {
		doc.cut(limit.list, style.next, p)
	}

	a.body, err = doc.encode()

	return a, err
}

// whole is the answer in one piece, by moto or in its place.
func (s *Server) whole(ctx context.Context, c *call) (*answer, error) {
	if a := s.invented(c); a != nil {
		return a, nil
	}

	return s.forward(ctx, c)
}

// forward sends the call to moto, in the server's account. Moto does not check signatures, so that what is
// signed may be changed.
// https://docs.getmoto.org/en/latest/docs/multi_account.html
func (s *Server) forward(ctx context.Context, c *call) (*answer, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.moto.String(), bytes.NewReader(c.params.encode()))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.action, err)
	}

	for _, name := range []string{"Authorization", "Content-Type", "X-Amz-Target", "X-Amz-Date"} {
		request.Header.Set(name, c.header.Get(name))
	}

	request.Header.Set("X-Moto-Account-Id", s.Account)

	response, err := http.DefaultClient.Do(request) //nolint:gosec // to moto and nowhere else
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.action, err)
	}

	defer response.Body.Close()

	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.action, err)
	}

	return &answer{response.StatusCode, response.Header.Get("Content-Type"), body}, nil
}

package livetest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
)

// A page is a part of a list, from an offset on.
type page struct {
	from, size int

	// request names the call whose pages these are.
	request string
}

// unpaged is more than moto holds; it makes moto answer in one piece.
const unpaged = 1_000_000

// takePage reads which page a call is for, and takes the paging out of it.
func takePage(c *call, l limit, style wireStyle) (page, *refusal) {
	if l.list == "" {
		return page{}, nil
	}

	token, size := c.params.get(style.token), l.usual
	if n, err := strconv.Atoi(c.params.get(style.size)); err == nil {
		size = n
	}

	c.params.drop(style.token)
	c.params.drop(style.size)

	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %s", c.action, c.region, c.params.encode()))
	p := page{size: size, request: base64.RawURLEncoding.EncodeToString(sum[:12])}

	if token != "" && !p.take(token) {
		return p, &refusal{style.badToken, "the token is of another call, or of none"}
	}

	switch c.service() {
	case "ecs": // moto does not page
	case "autoscaling": // moto refuses more than AWS does
		c.params.set(style.size, l.most)
	default:
		c.params.set(style.size, unpaged)
	}

	return p, nil
}

// take reads the offset from a token, if it belongs to the page's request.
func (p *page) take(token string) bool {
	text, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return false
	}

	request, from, _ := strings.Cut(string(text), " ")
	p.from, err = strconv.Atoi(from)

	return err == nil && request == p.request
}

// bounds are where the page begins and ends in a list of n.
func (p *page) bounds(n int) (from, to int) {
	from = min(p.from, n)

	return from, min(from+p.size, n)
}

// next is the token of the page behind this one in a list of n, empty for the last.
func (p *page) next(n int) string {
	_, to := p.bounds(n)
	if to == n {
		return ""
	}

	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%s %d", p.request, to))
}

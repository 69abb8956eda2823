package livetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// A call is a request to an AWS service in either wire form: AWS JSON 1.1, or the query protocol.
type call struct {
	// action is what IAM calls it, and region where it is asked, both from the signature.
	action string
	region string

	header http.Header
	params params
}

// params are the parameters of a call, in whichever wire form it came.
type params interface {
	// get is a parameter that is no list, empty where there is none.
	get(name string) string
	set(name string, number int)
	drop(name string)

	// count is the length of a parameter that is a list.
	count(name string) int

	// filterValues counts the values of all filters.
	filterValues() int

	// encode is the body that carries the parameters, equal for equal parameters.
	encode() []byte
}

// scope matches the scope of a signature, which names region and service.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
var scope = regexp.MustCompile(`Credential=[^/]+/\d+/([^/]+)/([^/]+)/aws4_request`)

// parse reads a call. The service that a request is signed for is the prefix of the action in IAM, for all
// services that are asked here.
func parse(r *http.Request) (*call, error) {
	signed := scope.FindStringSubmatch(r.Header.Get("Authorization"))
	if signed == nil {
		return nil, fmt.Errorf("%s %s is not signed", r.Method, r.URL.Path)
	}

	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, fmt.Errorf("read request: %w", err)
	}

	c := &call{region: signed[1], header: r.Header}

	if _, operation, ok := strings.Cut(r.Header.Get("X-Amz-Target"), "."); ok {
		c.action = signed[2] + ":" + operation
		c.params, err = parseJSON(body)
	} else {
		c.params, err = parseQuery(body)
	}

	if err != nil {
		return nil, fmt.Errorf("parse request: %w", err)
	}

	if c.action == "" {
		c.action = signed[2] + ":" + c.params.get("Action")
	}

	return c, nil
}

func (c *call) service() string {
	service, _, _ := strings.Cut(c.action, ":")

	return service
}

// jsonParams are a body of AWS JSON 1.1.
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
type jsonParams map[string]any

func parseJSON(body []byte) (jsonParams, error) {
	out := jsonParams{}
	err := decodeJSON(body, &out)

	return out, err
}

// decodeJSON keeps numbers as they are written.
func decodeJSON(data []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()

	return d.Decode(to)
}

func (p jsonParams) get(name string) string {
	switch v := p[name].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	default:
		return ""
	}
}

func (p jsonParams) set(name string, number int) { p[name] = number }
func (p jsonParams) drop(name string)            { delete(p, name) }
func (p jsonParams) filterValues() int           { return 0 }

func (p jsonParams) count(name string) int {
	list, _ := p[name].([]any)

	return len(list)
}

func (p jsonParams) encode() []byte {
	out, err := json.Marshal(p)
	if err != nil { // not for what came from JSON
		return nil
	}

	return out
}

// queryParams are a form, as the query protocol and EC2's own send it.
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
type queryParams url.Values

func parseQuery(body []byte) (queryParams, error) {
	v, err := url.ParseQuery(string(body))

	return queryParams(v), err
}

func (p queryParams) get(name string) string      { return url.Values(p).Get(name) }
func (p queryParams) set(name string, number int) { url.Values(p).Set(name, strconv.Itoa(number)) }
func (p queryParams) drop(name string)            { url.Values(p).Del(name) }
func (p queryParams) encode() []byte              { return []byte(url.Values(p).Encode()) }

// count takes both forms of a list: LoadBalancerArns.member.1, and InstanceId.1 of EC2.
func (p queryParams) count(name string) int {
	n := 0

	for key := range p {
		index, ok := strings.CutPrefix(key, name+".")
		if _, err := strconv.Atoi(strings.TrimPrefix(index, "member.")); ok && err == nil {
			n++
		}
	}

	return n
}

// filterValue matches the parameter of one value of a filter of EC2.
var filterValue = regexp.MustCompile(`^Filter\.\d+\.Value\.\d+$`)

func (p queryParams) filterValues() int {
	n := 0

	for key := range p {
		if filterValue.MatchString(key) {
			n++
		}
	}

	return n
}

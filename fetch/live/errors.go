package live

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"syscall"

	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/smithy-go"
)

// ErrNoSuchCluster is in the error for a name, ARN or glob that no cluster of any region matches. The error names
// some clusters that exist, or says how to list them.
var ErrNoSuchCluster = errors.New("no such cluster")

// A SetupError says why nothing can be read at all. Its text is one line and holds nothing that the SDK said,
// since that may quote the output of a credential process; Unwrap gives it to those who know what to look for.
type SetupError struct {
	// Problem is what is wrong, and Advice what to type next.
	Problem, Advice string

	err error
}

// Error is the problem and the advice.
func (e *SetupError) Error() string { return e.Problem + "; " + e.Advice }

// Unwrap is what the SDK said, if it did. It may hold credentials: do not print it.
func (e *SetupError) Unwrap() error { return e.err }

// reason is why a call failed, in a few words that hold nothing of the request and nothing that a server may have
// made up: the text of an error ends in snapshots and reports, which people share.
func reason(err error) string {
	var (
		api    smithy.APIError
		quota  ratelimit.QuotaExceededError
		answer *smithy.DeserializationError
	)

	switch {
	case errors.Is(err, errInterrupted):
		return errInterrupted.Error()
	case errors.Is(err, errShort), errors.Is(err, errEndless):
		return err.Error()
	case errors.As(err, &answer): // it may come with a code, made of the HTTP status
		return "the answer is not one of AWS"
	case errors.As(err, &api):
		return word(api.ErrorCode())
	case errors.As(err, &quota): // the SDK gives up on retries where many calls of a client need them
		return "too many calls failed"
	case offline(err):
		return connection(err)
	default:
		return failed
	}
}

// errInterrupted is for a call that the end of the context kept from its answer.
var errInterrupted = errors.New("interrupted")

// errShort is for an answer that leaves out what it was asked for, without saying why.
var errShort = errors.New("the answer does not describe everything")

const (
	failed = "the call failed"
	denied = "AccessDenied"
)

// codeRE matches the codes and reasons of AWS. Anything else may be text of anyone's.
var codeRE = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9._]{0,63}$`)

// word is an error code or reason as it stands, save that there is one word for a denied call. Services have
// their own: AccessDenied for the query protocol, UnauthorizedOperation for EC2, and with Exception behind it
// for ECS.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html
func word(code string) string {
	switch code {
	case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedAccess", "NotAuthorized":
		return denied
	}

	if codeRE.MatchString(code) {
		return code
	}

	return failed
}

// offline reports whether a request did not come through. That it is a [net.Error] would not tell: an error number
// of the system is one, and a missing file comes with such a number.
func offline(err error) bool {
	var (
		request *url.Error
		dial    *net.OpError
		dns     *net.DNSError
	)

	return errors.As(err, &request) || errors.As(err, &dial) || errors.As(err, &dns)
}

// connection says what is wrong with a connection, for the few cases in which someone can do something about it.
func connection(err error) string {
	var (
		dns       *net.DNSError
		network   net.Error
		authority x509.UnknownAuthorityError
	)

	switch {
	case errors.As(err, &dns):
		return fmt.Sprintf("no address of host %q", dns.Name)
	case errors.As(err, &authority):
		return "its certificate is not trusted"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.As(err, &network) && network.Timeout():
		return "no answer in time"
	default:
		return "no connection"
	}
}

// hostOf is the host that a request went to. The rest of the URL may hold the password of a proxy.
func hostOf(err error) string {
	var request *url.Error
	if !errors.As(err, &request) {
		return "AWS"
	}

	u, err := url.Parse(request.URL)
	if err != nil || u.Host == "" {
		return "AWS"
	}

	return u.Host
}

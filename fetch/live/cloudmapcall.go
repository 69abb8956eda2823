package live

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// A cloudMapCall is one call on its way through the layers of the SDK.
type cloudMapCall struct {
	*cloudMapClient

	operation string
	body      []byte
	out       any
}

// assemble stacks the layers. Each attempt is signed anew, since a signature is good for a few minutes only.
func (c *cloudMapCall) assemble(stack *middleware.Stack) error {
	err := errors.Join(
		stack.Initialize.Add(&awsmiddleware.RegisterServiceMetadata{
			ServiceID: "ServiceDiscovery", Region: c.cfg.Region, OperationName: c.operation,
		}, middleware.Before),
		stack.Serialize.Add(middleware.SerializeMiddlewareFunc("Serialize", c.serialize), middleware.After),
		stack.Finalize.Add(retry.NewAttemptMiddleware(c.retryer, smithyhttp.RequestCloner), middleware.After),
		stack.Finalize.Add(middleware.FinalizeMiddlewareFunc("Sign", c.sign), middleware.After),
		stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("Deserialize", c.deserialize), middleware.After),
	)

	for _, option := range c.cfg.APIOptions {
		err = errors.Join(err, option(stack))
	}

	return err
}

var errNotHTTP = errors.New("not a request of HTTP")

func (c *cloudMapCall) serialize(
	ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler,
) (out middleware.SerializeOutput, m middleware.Metadata, err error) {
	request, ok := in.Request.(*smithyhttp.Request)
	if !ok {
		return out, m, &smithy.SerializationError{Err: errNotHTTP}
	}

	filled, err := http.NewRequestWithContext(ctx, http.MethodPost, c.endpoint(), http.NoBody)
	if err != nil {
		return out, m, &smithy.SerializationError{Err: err}
	}

	filled.Header.Set("Content-Type", "application/x-amz-json-1.1")
	filled.Header.Set("X-Amz-Target", cloudMapTarget+c.operation)
	request.Request = filled

	if in.Request, err = request.SetStream(bytes.NewReader(c.body)); err != nil {
		return out, m, &smithy.SerializationError{Err: err}
	}

	return next.HandleSerialize(ctx, in)
}

// sign reads the clock, as a signature must.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
func (c *cloudMapCall) sign(
	ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
) (out middleware.FinalizeOutput, m middleware.Metadata, err error) {
	request, ok := in.Request.(*smithyhttp.Request)
	if !ok {
		return out, m, &v4.SigningError{Err: errNotHTTP}
	}

	credentials, err := c.cfg.Credentials.Retrieve(ctx)
	if err != nil {
		return out, m, &v4.SigningError{Err: err}
	}

	sum := sha256.Sum256(c.body)

	err = v4.NewSigner().SignHTTP(ctx, credentials, request.Request, hex.EncodeToString(sum[:]), cloudMapName,
		c.cfg.Region, time.Now())
	if err != nil {
		return out, m, &v4.SigningError{Err: err}
	}

	return next.HandleFinalize(ctx, in)
}

// deserialize takes what is neither an answer nor an error in the protocol's form for a [smithy.DeserializationError],
// as the SDK's clients do.
func (c *cloudMapCall) deserialize(
	ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
) (middleware.DeserializeOutput, middleware.Metadata, error) {
	const most = 16 << 20 // bytes; a page holds 100 names

	out, m, err := next.HandleDeserialize(ctx, in)
	if err != nil {
		return out, m, err
	}

	response, ok := out.RawResponse.(*smithyhttp.Response)
	if !ok {
		return out, m, &smithy.DeserializationError{Err: errNotHTTP}
	}
	defer response.Body.Close()

	body, err := io.ReadAll(io.LimitReader(response.Body, most))

	switch {
	case err != nil:
		return out, m, &smithy.DeserializationError{Err: err}
	case response.StatusCode != http.StatusOK:
		return out, m, &smithyhttp.ResponseError{Response: response, Err: apiError(body)}
	}

	if err := json.Unmarshal(body, c.out); err != nil {
		return out, m, &smithy.DeserializationError{Err: err}
	}

	out.Result = c.out

	return out, m, nil
}

// apiError reads the code of an error, which may have a namespace before it and a place behind it.
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization
func apiError(body []byte) error {
	var said struct {
		Type string `json:"__type"`
	}

	if err := json.Unmarshal(body, &said); err != nil || said.Type == "" {
		return &smithy.DeserializationError{Err: err}
	}

	code, _, _ := strings.Cut(said.Type[strings.LastIndexByte(said.Type, '#')+1:], ":")

	return &smithy.GenericAPIError{Code: code}
}

package live

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// A cloudMapClient makes two calls of AWS Cloud Map with the parts that every client of the SDK is made of: retries,
// signatures and whatever the configuration adds. The SDK's own client would be a module more, for two calls.
type cloudMapClient struct {
	cfg       aws.Config
	partition string
	retryer   aws.Retryer // one for all calls, since it learns how busy the service is
}

// newCloudMapClient takes from the configuration what the SDK's clients take.
func newCloudMapClient(cfg *aws.Config, partition string) *cloudMapClient {
	var usual aws.Retryer = retry.NewStandard()
	if cfg.RetryMode == aws.RetryModeAdaptive {
		usual = retry.NewAdaptiveMode()
	}

	return &cloudMapClient{*cfg, partition, retry.AddWithMaxAttempts(usual, cfg.RetryMaxAttempts)}
}

// What signatures and IAM call the service, and what its protocol does.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudmap.html
const (
	cloudMapName   = "servicediscovery"
	cloudMapTarget = "Route53AutoNaming_v20170314."
)

// call makes one call in AWS JSON 1.1 and decodes the answer into out.
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
func (c *cloudMapClient) call(ctx context.Context, operation string, in map[string]any, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}

	stack := middleware.NewStack(operation, smithyhttp.NewStackRequest)

	one := &cloudMapCall{c, operation, body, out}
	if err := one.assemble(stack); err != nil {
		return err
	}

	var client smithyhttp.ClientDo = http.DefaultClient
	if c.cfg.HTTPClient != nil {
		client = c.cfg.HTTPClient
	}

	handler := middleware.DecorateHandler(smithyhttp.NewClientHandlerWithOptions(client), stack)
	_, _, err = handler.Handle(ctx, in)

	return err
}

// endpoint follows AWS_ENDPOINT_URL, as the SDK's clients do.
// https://docs.aws.amazon.com/general/latest/gr/cloud_map.html
func (c *cloudMapClient) endpoint() string {
	switch {
	case c.cfg.BaseEndpoint != nil:
		return strings.TrimSuffix(*c.cfg.BaseEndpoint, "/") + "/"
	case c.partition == "aws-cn":
		return "https://" + cloudMapName + "." + c.cfg.Region + ".amazonaws.com.cn/"
	default:
		return "https://" + cloudMapName + "." + c.cfg.Region + ".amazonaws.com/"
	}
}

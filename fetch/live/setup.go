package live

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/logging"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

// open configures the SDK and finds out whose account it is. There is one reader for each region, since clients,
// rate limits and answers are all per region; the credentials are shared, so that nobody types an MFA code twice.
func open(ctx context.Context, r *Request) ([]*region, error) {
	cfg, err := load(ctx, r)
	if err != nil {
		return nil, loadError(r.Profile, err)
	}

	names, err := regionNames(r.Regions, cfg.Region)
	if err != nil {
		return nil, err
	}

	cfg.Region = names[0]

	caller, err := identify(ctx, r.Profile, &cfg)
	if err != nil {
		return nil, err
	}

	p := &progress{report: r.Progress}
	regions := make([]*region, len(names))

	for i, name := range names {
		at := cfg.Copy()
		at.Region = name
		regions[i] = newRegion(&at, caller, r.MaxParallel, p)
	}

	return regions, nil
}

// load reads the configuration as every AWS tool does: SSO, assumed roles and credential processes come with
// it. Eight attempts in adaptive mode sit out a throttled minute; AWS_MAX_ATTEMPTS and AWS_RETRY_MODE, or the
// profile, may say otherwise.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
func load(ctx context.Context, r *Request) (aws.Config, error) {
	const (
		attempts = 8
		patience = 30 * time.Second // for one attempt; a server that never answers is a gap
	)

	options := []func(*config.LoadOptions) error{
		// What goes wrong is an error or a gap, in our words; the SDK would write to standard error beside them.
		config.WithLogger(logging.Nop{}),
		config.WithHTTPClient(awshttp.NewBuildableClient().WithTimeout(patience)),
		config.WithAssumeRoleCredentialOptions(func(o *stscreds.AssumeRoleOptions) {
			o.TokenProvider = func() (string, error) { return r.token(ctx) }
		}),
	}

	if r.Profile != "" { // else the SDK reads AWS_PROFILE
		options = append(options, config.WithSharedConfigProfile(r.Profile))
	}

	// The client that assumes a role needs a region of its own. Without one here, a profile without a region
	// could not be used with --region.
	if len(r.Regions) > 0 {
		options = append(options, config.WithRegion(r.Regions[0]))
	}

	cfg, err := config.LoadDefaultConfig(ctx, append(options, r.LoadOptions...)...)

	if cfg.RetryMaxAttempts == 0 {
		cfg.RetryMaxAttempts = attempts
	}

	if cfg.RetryMode == "" {
		cfg.RetryMode = aws.RetryModeAdaptive
	}

	return cfg, err
}

// regionRE matches what is written like a region. Whether there is such a region, its endpoint says.
var regionRE = regexp.MustCompile(`^[a-z]+(-[a-z]+)+-\d+$`)

// regionNames are the regions in order, each once. The SDK would make a host name of anything: a typing error is
// caught here, before it looks like a broken network.
func regionNames(asked []string, configured string) ([]string, error) {
	names := slices.Clone(asked)
	if len(names) == 0 && configured != "" {
		names = []string{configured}
	}

	if len(names) == 0 {
		return nil, &SetupError{
			Problem: "no region", Advice: "pass --region eu-north-1, or set AWS_REGION",
		}
	}

	slices.Sort(names)
	names = slices.Compact(names)

	for _, name := range names {
		if !regionRE.MatchString(name) {
			return nil, &SetupError{
				Problem: fmt.Sprintf("%q is not a region", name),
				Advice:  "a region is written like eu-north-1; aws account list-regions shows which there are",
			}
		}
	}

	return names, nil
}

// identify asks for the account. It needs no permission, so an error says that nothing else can be asked.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
func identify(ctx context.Context, profile string, cfg *aws.Config) (awsmap.ARN, error) {
	const attempts = 3 // someone is waiting, and a wrong endpoint stays wrong

	// Asked for by themselves, so that what is wrong with them cannot be taken for what is wrong with the call. The
	// SDK keeps them until they expire.
	if _, err := cfg.Credentials.Retrieve(ctx); err != nil {
		return awsmap.ARN{}, credentialsError(profile, cfg, err)
	}

	out, err := sts.NewFromConfig(*cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{},
		func(o *sts.Options) { o.RetryMaxAttempts = min(attempts, cfg.RetryMaxAttempts) })
	if err != nil {
		return awsmap.ARN{}, callError(profile, cfg.Region, err)
	}

	// The ARN of the caller also tells the partition, which differs in China and for governments.
	caller, ok := awsmap.ParseARN(aws.ToString(out.Arn))
	caller.Account = aws.ToString(out.Account)

	if !ok || !awsmap.IsAccount(caller.Account) {
		return awsmap.ARN{}, &SetupError{
			Problem: "sts:GetCallerIdentity does not name an account",
			Advice:  "check that AWS_ENDPOINT_URL leads to AWS",
		}
	}

	return caller, nil
}

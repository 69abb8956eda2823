package live

import (
	"errors"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"
)

// credentialsError explains why there are no credentials. None of what the SDK says is repeated: for a credential
// process that prints something else than it should, that is what it printed.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
func credentialsError(profile string, cfg *aws.Config, err error) error {
	var (
		process *processcreds.ProviderError
		api     smithy.APIError
	)

	e := &SetupError{
		Problem: "no AWS credentials", err: err,
		Advice: "pass --profile, or run aws configure; ecslint scan --demo needs none",
	}

	switch {
	case expiredSSO(cfg, err):
		e.Problem, e.Advice = "the SSO session has expired", "run aws sso login"+flag(profile)
	case errors.Is(err, errNoToken):
		e.Problem = errNoToken.Error()
		e.Advice = "run ecslint where it can ask for it, or export credentials of a session"
	case errors.As(err, &process):
		e.Problem = "the credential_process of the profile gives no credentials"
		e.Advice = "run its command from ~/.aws/config and see"
	case errors.As(err, &api):
		e.Problem = "no AWS credentials: " + word(api.ErrorCode())
		e.Advice = "aws sts get-caller-identity" + flag(profile) + " shows more"
	case offline(err) && !ofInstance(err):
		e.Problem = fmt.Sprintf("no AWS credentials: %s: %s", hostOf(err), connection(err))
		e.Advice = "check the network"
	case profile != "":
		e.Problem = fmt.Sprintf("profile %q gives no credentials", profile)
		e.Advice = "aws sts get-caller-identity" + flag(profile) + " shows more"
	}

	return e
}

// expiredSSO tells that a login would help. For a profile in the older form the SDK has a type for a token that is
// gone or too old. With an sso_session it is an error of a file, of no type at all, or of the service that was to
// renew it; so there everything counts but a broken network and what AWS says about the role.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
func expiredSSO(cfg *aws.Config, err error) bool {
	var (
		token *ssocreds.InvalidTokenError
		api   smithy.APIError
	)

	switch {
	case errors.As(err, &token):
		return true
	case !fromSSO(cfg), offline(err):
		return false
	case errors.As(err, &api): // of GetRoleCredentials and CreateToken
		return slices.Contains([]string{
			"UnauthorizedException", "InvalidGrantException", "ExpiredTokenException",
		}, api.ErrorCode())
	default:
		return true
	}
}

// fromSSO reports whether the profile, or one whose role it takes, signs in through SSO.
func fromSSO(cfg *aws.Config) bool {
	for _, source := range cfg.ConfigSources {
		shared, ok := source.(config.SharedConfig)
		if !ok {
			continue
		}

		for p := &shared; p != nil; p = p.Source {
			if p.SSOAccountID != "" {
				return true
			}
		}
	}

	return false
}

// ofInstance tells an error of the metadata service, which is the last place to look for credentials and
// which only EC2 has.
func ofInstance(err error) bool {
	var operation *smithy.OperationError

	return errors.As(err, &operation) && operation.Service() == "ec2imds"
}

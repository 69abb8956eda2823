package live

import (
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/smithy-go"
)

// loadError explains why the shared configuration cannot be used. A role whose source is no profile is an error
// about that profile too, so it is looked for first.
func loadError(profile string, err error) error {
	var (
		role   config.SharedConfigAssumeRoleError
		absent config.SharedConfigProfileNotExistError
		file   config.SharedConfigLoadError
	)

	e := &SetupError{
		Problem: "the AWS configuration cannot be used", Advice: "aws configure list shows where it comes from", err: err,
	}

	switch {
	case errors.As(err, &role):
		e.Problem = fmt.Sprintf("role %s cannot be assumed from profile %q", role.RoleARN, role.Profile)
		e.Advice = "check source_profile in ~/.aws/config"
	case errors.As(err, &absent):
		e.Problem = fmt.Sprintf("no such profile: %q", absent.Profile)
		e.Advice = "aws configure list-profiles shows which there are"
	case errors.As(err, &file):
		e.Problem = file.Filename + " cannot be read"
		e.Advice = "it must have sections like [profile prod] with lines like region = eu-north-1"
	case profile != "":
		e.Problem = fmt.Sprintf("profile %q cannot be used", profile)
		e.Advice = "check it in ~/.aws/config"
	}

	return e
}

// callError explains why the first call in a region failed; it is a [SetupError] wherever the next ones would
// fail for the same reason.
func callError(profile, region string, err error) error {
	if err := fatal(profile, region, err); err != nil {
		return err
	}

	return &SetupError{
		Problem: "AWS does not say whose account this is: " + reason(err),
		Advice:  "aws sts get-caller-identity" + flag(profile) + " shows more", err: err,
	}
}

// fatal explains an error that every call in the region would run into; nil for any other, and for none.
func fatal(profile, region string, err error) error {
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		return fatalCode(profile, region, api)
	}

	if offline(err) {
		return &SetupError{
			Problem: fmt.Sprintf("%s cannot be reached for region %s: %s", hostOf(err), region, connection(err)),
			Advice:  "check the region, the network, and AWS_ENDPOINT_URL if it is set", err: err,
		}
	}

	return nil
}

// fatalCode knows the errors that all services have in common. A region that the account has not enabled does
// not know its credentials.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html
// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
func fatalCode(profile, region string, api smithy.APIError) error {
	switch code := api.ErrorCode(); code {
	case "ExpiredToken", "ExpiredTokenException", "RequestExpired":
		return &SetupError{
			Problem: "the AWS credentials have expired",
			Advice:  "get new ones, with aws sso login" + flag(profile) + " if they come from SSO", err: api,
		}
	case "InvalidClientTokenId", "UnrecognizedClientException", "AuthFailure", "InvalidAccessKeyId",
		"SignatureDoesNotMatch", "InvalidSignatureException", "MissingAuthenticationTokenException", "OptInRequired":
		return &SetupError{
			Problem: fmt.Sprintf("AWS does not accept the credentials in region %s: %s", region, code),
			Advice: "check aws sts get-caller-identity" + flag(profile) +
				", and with aws account list-regions that the region is enabled", err: api,
		}
	default:
		return nil
	}
}

// flag is the profile as the AWS CLI takes it. Without one the CLI follows AWS_PROFILE, as ecslint does.
func flag(profile string) string {
	if profile == "" {
		return ""
	}

	return " --profile " + profile
}

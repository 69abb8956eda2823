package awsmap

import (
	"cmp"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An ARN is an Amazon Resource Name in its parts.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
type ARN struct {
	Partition string
	Service   string

	// Region and Account are empty for some resources. Account is 12 digits, or a word for what AWS owns:
	// "aws" in the ARN of a prefix list that AWS manages.
	Region  string
	Account string

	// Resource is everything behind the account, as "service/prod/web".
	Resource string
}

// ParseARN splits an ARN and reports whether s is one.
func ParseARN(s string) (ARN, bool) {
	const parts = 6

	p := strings.SplitN(s, ":", parts)
	if len(p) != parts || p[0] != "arn" {
		return ARN{}, false
	}

	return ARN{Partition: p[1], Service: p[2], Region: p[3], Account: p[4], Resource: p[5]}, true
}

// String is the ARN in one piece.
func (a ARN) String() string {
	return strings.Join([]string{"arn", a.Partition, a.Service, a.Region, a.Account, a.Resource}, ":")
}

// IsAccount reports whether s is an account id: 12 digits.
// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
func IsAccount(s string) bool {
	const digits = 12

	return len(s) == digits && strings.Trim(s, "0123456789") == ""
}

// partition is the partition of a region, from its prefix, which no two partitions share.
// https://github.com/aws/aws-sdk-go-v2/blob/main/internal/endpoints/awsrulesfn/partitions.json
func partition(region string) string {
	for _, p := range [][2]string{
		{"cn-", "aws-cn"},
		{"eusc-", "aws-eusc"},
		{"us-gov-", "aws-us-gov"},
		{"us-iso-", "aws-iso"},
		{"us-isob-", "aws-iso-b"},
		{"us-isof-", "aws-iso-f"},
		{"eu-isoe-", "aws-iso-e"},
	} {
		if strings.HasPrefix(region, p[0]) {
			return p[1]
		}
	}

	return "aws"
}

// meta places a resource by its ARN, and where that says nothing, by the answers it is of.
func (a *Answers) meta(arn string) snapshot.Meta {
	parts, _ := ParseARN(arn)
	m := snapshot.Meta{
		Account: a.Account,
		Region:  cmp.Or(parts.Region, a.Region),
		Origin:  snapshot.Origin{ARN: arn},
	}

	if IsAccount(parts.Account) {
		m.Account = parts.Account
	}

	return m
}

// ec2Meta places an EC2 resource. Most answers of EC2 hold no ARN, so it is made of type and id; the owner,
// where the answer names one, is not the asking account for what is shared with it, such as a subnet.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
func (a *Answers) ec2Meta(arn, owner *string, kind, id string) snapshot.Meta {
	if arn := deref(arn); arn != "" {
		return a.meta(arn)
	}

	return a.meta(ARN{
		Partition: partition(a.Region),
		Service:   "ec2",
		Region:    a.Region,
		Account:   cmp.Or(deref(owner), a.Account),
		Resource:  kind + "/" + id,
	}.String())
}

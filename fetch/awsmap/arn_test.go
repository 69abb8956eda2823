package awsmap_test

import (
	"strings"
	"testing"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestParseARN(t *testing.T) {
	t.Parallel()

	for in, want := range map[string]bool{
		"arn:aws:ecs:eu-north-1:111122223333:service/prod/web":                                  true,
		"arn:aws:ec2:eu-north-1::image/ami-1":                                                   true,
		"arn:aws:autoscaling:eu-north-1:111122223333:autoScalingGroup:u:autoScalingGroupName/f": true,
		"arn:aws:ecs:eu-north-1:111122223333":                                                   false,
		"service/prod/web":                                                                      false,
		"":                                                                                      false,
	} {
		arn, ok := awsmap.ParseARN(in)
		if ok != want || ok && arn.String() != in {
			t.Errorf("ParseARN(%q) = %v, %v, want %v", in, arn, ok, want)
		}
	}
}

func TestARNRoundTrip(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		part := rapid.StringMatching(`[a-z0-9-]*`)
		in := awsmap.ARN{
			Partition: part.Draw(t, "partition"), Service: part.Draw(t, "service"), Region: part.Draw(t, "region"),
			Account: part.Draw(t, "account"), Resource: rapid.String().Draw(t, "resource"),
		}

		if got, ok := awsmap.ParseARN(in.String()); !ok || got != in {
			t.Fatalf("%q became %+v, %v", in.String(), got, ok)
		}
	})
}

func TestIsAccount(t *testing.T) {
	t.Parallel()

	for in, want := range map[string]bool{
		"111122223333": true, "11112222333": false, "1111222233334": false, "11112222333x": false, "aws": false, "": false,
	} {
		equal(t, awsmap.IsAccount(in), want)
	}
}

// The ARN of an EC2 resource is made in the partition of its region.
func TestPartition(t *testing.T) {
	t.Parallel()

	for region, want := range map[string]string{
		"eu-north-1": "aws", "cn-north-1": "aws-cn", "us-gov-west-1": "aws-us-gov", "us-iso-east-1": "aws-iso",
		"us-isob-east-1": "aws-iso-b", "us-isof-south-1": "aws-iso-f", "eu-isoe-west-1": "aws-iso-e",
		"eusc-de-east-1": "aws-eusc", "": "aws",
	} {
		a := awsmap.Answers{Account: account, Region: region, Subnets: []ec2.Subnet{{SubnetId: new("subnet-1")}}}
		s := snapshot.New()
		a.AddTo(s)

		equal(t, strings.Split(s.Subnets[0].Origin.ARN, ":")[1], want)
	}
}

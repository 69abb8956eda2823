package cloudformation_test

import "testing"

// A transform that may add anything leaves a gap; those whose work is known leave none.
func TestTransforms(t *testing.T) {
	t.Parallel()

	for transform, gaps := range map[string]int{
		"AWS::Serverless-2016-10-31":                                0,
		"AWS::LanguageExtensions":                                   0,
		"[AWS::LanguageExtensions, AWS::SecretsManager-2020-07-23]": 0,
		"AWS::CodeDeployBlueGreen":                                  0,
		"Company":                                                   1,
		"[AWS::LanguageExtensions, Company]":                        1,
		"{Name: AWS::Include, Parameters: {Location: s3://b}}":      1,
	} {
		s := read(t, "Transform: "+transform+"\nGlobals: {Function: {Timeout: 3}}\n"+
			"Resources: {VPC: {Type: 'AWS::EC2::VPC'}, F: {Type: 'AWS::Serverless::Function'}}")
		if len(s.Gaps) != gaps || len(s.VPCs) != 1 {
			t.Errorf("%s: %v", transform, s.Gaps)
		}
	}
}

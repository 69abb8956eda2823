package intrinsic

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

// Included reports whether something in the template comes from elsewhere, by AWS::Include or a macro. It is known when
// the properties have been evaluated.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
func (t *Template) Included() bool { return t.included }

// adds reports whether what the template says of transforms adds to it, or changes it. Those of AWS with these names
// add no resource that matters here, or are evaluated.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-reference.html
func adds(transform *document.Node) bool {
	switch text, _ := transform.Text(); {
	case transform.Kind() == document.List:
		for _, item := range transform.Items() {
			if adds(item) {
				return true
			}
		}

		return false
	case transform.Kind() == document.Null:
		return false
	default:
		return !strings.HasPrefix(text, "AWS::Serverless") && !strings.HasPrefix(text, "AWS::SecretsManager") &&
			text != "AWS::LanguageExtensions" && text != "AWS::CodeDeployBlueGreen" && text != "AWS::ServiceCatalog"
	}
}

// Package credential says whether a text value that somebody wrote into a file or an account is shaped like a
// credential, or is a placeholder of a template language instead. Values are looked at and forgotten: no reader
// keeps them.
package credential

import (
	"regexp"
	"strings"
)

// placeholders are what template languages leave in a task definition:
//
//   - ${NAME} of Terraform and envsubst, which also takes $NAME; {{ name }} of ecspresso and Jinja;
//   - <NAME> of CodePipeline (https://docs.aws.amazon.com/cdk/api/v2/docs/
//     aws-cdk-lib.aws_codepipeline_actions.CodeDeployEcsContainerImageInput.html);
//   - <% %> of ERB, #{NAME}# of Azure Pipelines, @NAME@ of sed scripts;
//   - $$$NAME$$$ of the tests of the ECS agent (https://github.com/aws/amazon-ecs-agent).
var placeholders = regexp.MustCompile(
	`\$\{|\{\{|<%|#\{|\$\$\$|^\$[A-Za-z_]\w*$|<[A-Za-z][\w .:-]*>|@[A-Z][A-Z0-9_]*@`)

// Placeholder reports whether a text holds a template placeholder.
func Placeholder(text string) bool {
	return strings.ContainsAny(text, "${<#@") && placeholders.MatchString(text)
}

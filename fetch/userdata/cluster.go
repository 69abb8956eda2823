package userdata

import (
	"regexp"
	"strings"
)

// clusterRE finds the cluster that instances join, as ecs.config, shells and PowerShell write it.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_windows_container_instance.html
var clusterRE = regexp.MustCompile(
	`\bECS_CLUSTER(?:\s*=\s*|["']\s*,\s*)["']?((?:<[\w.-]+>|[^\s"'\\;<>|&])+)` +
		`|(?i:Initialize-ECSAgent\s.*-Cluster):?\s*["']?([^\s"';]+)`)

// continuedRE matches the end of a line that PowerShell goes on with in the next one.
// https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing#line-continuation
var continuedRE = regexp.MustCompile("[ \t]`\r?\n")

// variableRE matches a name that is nothing but a variable of the shell.
var variableRE = regexp.MustCompile(`^\$(?:(\w+)|\{(\w+)\})$`)

// Cluster is what plain user data says for ECS_CLUSTER, as it is written there, placeholders included; the last one
// wins. It is empty where nothing is said.
func Cluster(text string) string {
	if name := rocket(text)[rocketCluster]; name != "" {
		return name
	}

	name := ""

	for line := range strings.Lines(continuedRE.ReplaceAllString(text, " ")) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}

		for _, found := range clusterRE.FindAllStringSubmatch(line, -1) {
			name = found[1] + found[2]
		}
	}

	return assigned(name, text)
}

// assigned is the value of a variable that the text itself gives one, once; any other name stays as it is.
func assigned(name, text string) string {
	found := variableRE.FindStringSubmatch(name)
	if found == nil {
		return name
	}

	values := regexp.MustCompile(`(?m)^\s*(?:export\s+|\$)?`+found[1]+found[2]+`\s*=\s*["']?([^\s"';]+)`).
		FindAllStringSubmatch(text, 2)
	if len(values) != 1 {
		return name
	}

	return values[0][1]
}

// Resolved reports whether the name of a cluster is one, and nothing that is filled in elsewhere. Names consist of
// letters, digits, hyphens and underscores; an ARN has colons and slashes too.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html
func Resolved(cluster string) bool { return !strings.ContainsAny(cluster, "$#<>{}%`(") }

// DefaultCluster is the cluster that instances without user data join, and empty for those which then join none: the
// agent of Amazon Linux and of Bottlerocket starts by itself, that of Windows waits for Initialize-ECSAgent. Only the
// name of a public parameter tells that an image is one of these.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html (ECS_CLUSTER)
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-bottlerocket-retrieve-ami.html
func DefaultCluster(image string) string {
	if strings.HasPrefix(image, "/aws/service/ecs/optimized-ami/") ||
		strings.HasPrefix(image, "/aws/service/bottlerocket/aws-ecs-") {
		return "default"
	}

	return ""
}

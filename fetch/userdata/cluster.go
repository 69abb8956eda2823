package userdata

import (
	"regexp"
	"strings"
)

// clusterRE finds the cluster that instances join, as ecs.config, shells and PowerShell write it.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_windows_container_instance.html
var clusterRE = regexp.MustCompile(
	`\bECS_CLUSTER\s*=\s*["']?((?:<[\w.-]+>|[^\s"'\\;<>|&])+)|(?i:Initialize-ECSAgent\s.*-Cluster)\s+["']?([^\s"';]+)`)

// Cluster is what plain user data says for ECS_CLUSTER, as it is written there, placeholders included; the last one
// wins. It is empty where nothing is said.
func Cluster(text string) string {
	name := ""

	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}

		for _, found := range clusterRE.FindAllStringSubmatch(line, -1) {
			name = found[1] + found[2]
		}
	}

	return name
}

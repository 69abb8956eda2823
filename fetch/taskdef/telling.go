package taskdef

import (
	"slices"

	"github.com/ecslint/ecslint/fetch/document"
)

// Telling reports whether documents are sure to be of ECS: they hold a task definition, or container definitions of
// which one has a key that nothing else has. A name and an image, with a command or variables, are in the lists of
// many tools, as in pipelines of CI, in charts and in lists of images to build.
func Telling(roots []*document.Node) bool {
	places, _ := locateAll(roots)

	return slices.ContainsFunc(places, func(p place) bool {
		return p.containers == nil || hasOwnKey(p.containers) || slices.ContainsFunc(items(p.containers), hasOwnKey)
	})
}

func items(list *document.Node) []*document.Node {
	all := make([]*document.Node, 0, list.Len())
	for _, item := range list.Items() {
		all = append(all, item)
	}

	return all
}

// hasOwnKey knows the keys that neither Kubernetes nor Compose nor a CI has beside an image.
//
//   - https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
//   - https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container
//   - https://github.com/compose-spec/compose-spec/blob/main/05-services.md
func hasOwnKey(container *document.Node) bool {
	own := []string{
		"essential", "portMappings", "mountPoints", "volumesFrom", "logConfiguration", "memoryReservation", "dockerLabels",
		"linuxParameters", "environmentFiles", "firelensConfiguration", "repositoryCredentials", "resourceRequirements",
		"systemControls", "readonlyRootFilesystem", "dockerSecurityOptions", "credentialSpecs", "extraHosts",
		"disableNetworking", "startTimeout", "stopTimeout", "pseudoTerminal", "versionConsistency",
	}

	return slices.ContainsFunc(items(container), func(item *document.Node) bool {
		return slices.ContainsFunc(own, func(key string) bool { return sameKey(item.Name(), key) })
	})
}

package awsjson

import "github.com/ecslint/ecslint/fetch/awsmap"

// cloudMapKinds are the answers of AWS Cloud Map, as lists and one by one. ListServices leaves out the namespace.
// https://docs.aws.amazon.com/cloud-map/latest/api/API_ListServices.html
func cloudMapKinds() []kind {
	const service = "servicediscovery"

	services := func(a *awsmap.Answers) *[]awsmap.CloudMapService { return &a.CloudMapServices }
	namespaces := func(a *awsmap.Answers) *[]awsmap.CloudMapNamespace { return &a.CloudMapNamespaces }
	serviceClue := func(s *awsmap.CloudMapService) clue { return clue{arn: s.ARN} }
	namespaceClue := func(n *awsmap.CloudMapNamespace) clue { return clue{arn: n.ARN} }

	return []kind{
		list("Services", "Arn", service, awsmap.GetService, services, serviceClue),
		list("Namespaces", "Arn", service, awsmap.ListNamespaces, namespaces, namespaceClue),
		single("Service", "Arn", service, awsmap.GetService, services, serviceClue),
		single("Namespace", "Arn", service, awsmap.ListNamespaces, namespaces, namespaceClue),
	}
}

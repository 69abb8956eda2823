package awsjson

import (
	cloudmap "github.com/aws/aws-sdk-go-v2/service/servicediscovery/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

// cloudMapKinds are the answers of AWS Cloud Map, as lists and one by one. A summary has some of the members of what
// it sums up, and none of its own.
// https://docs.aws.amazon.com/cloud-map/latest/api/API_ServiceSummary.html
// https://docs.aws.amazon.com/cloud-map/latest/api/API_NamespaceSummary.html
func cloudMapKinds() []kind {
	const service = "servicediscovery"

	services := func(a *awsmap.Answers) *[]cloudmap.Service { return &a.CloudMapServices }
	namespaces := func(a *awsmap.Answers) *[]cloudmap.NamespaceSummary { return &a.CloudMapNamespaces }
	serviceClue := func(s *cloudmap.Service) clue { return clue{arn: s.Arn} }
	namespaceClue := func(n *cloudmap.NamespaceSummary) clue { return clue{arn: n.Arn} }

	return []kind{
		list("Services", "Arn", service, awsmap.GetService, services, serviceClue),
		list("Namespaces", "Arn", service, awsmap.ListNamespaces, namespaces, namespaceClue),
		single("Service", "Arn", service, awsmap.GetService, services, serviceClue),
		single("Namespace", "Arn", service, awsmap.ListNamespaces, namespaces, namespaceClue),
	}
}

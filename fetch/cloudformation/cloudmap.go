package cloudformation

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// cloudMapService reads a service of Cloud Map.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-servicediscovery-service.html
func cloudMapService(r resource) {
	s := snapshot.CloudMapService{Meta: r.meta(), ID: r.id(), Name: r.called("Name")}

	for _, record := range r.items(r.get("DnsConfig", "DnsRecords")) {
		s.RecordTypes = append(s.RecordTypes, r.written(record.Get("Type")))
	}

	s.RecordTypes = set(s.RecordTypes)
	at := len(r.CloudMapServices)
	r.CloudMapServices = append(r.CloudMapServices, s)

	r.later = append(r.later, func() {
		id := r.get("NamespaceId")
		if id == nil { // where older templates have it
			id = r.get("DnsConfig", "NamespaceId")
		}

		r.CloudMapServices[at].Namespace = r.namespaceOf(id)
	})
}

func namespace(r resource) { r.namespaces[r.id()] = r.called("Name") }

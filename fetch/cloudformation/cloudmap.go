package cloudformation

import (
	"cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
)

// cloudMapService reads a service of Cloud Map.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-servicediscovery-service.html
func cloudMapService(r resource) {
	s := snapshot.CloudMapService{Meta: r.meta(), ID: r.id(), Name: r.called("Name")}

	s.RecordTypes, s.RecordTypesUnknown = r.recordTypes()
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

// recordTypes are those of the DNS records, and why there may be others.
func (r resource) recordTypes() (types []string, why string) {
	config := r.get("DnsConfig")
	why = config.Why()

	for _, record := range r.items(config.Get("DnsRecords")) {
		kind := field.Text[string](record.Get("Type"))
		why = cmp.Or(why, record.Why(), kind.Reason())
		types = append(types, kind.Or(""))
	}

	return set(types), why
}

func namespace(r resource) { r.namespaces[r.id()] = r.called("Name") }

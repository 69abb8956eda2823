package awsmap

import (
	"cmp"

	cloudmap "github.com/aws/aws-sdk-go-v2/service/servicediscovery/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// CloudMapNamespace is the id of a service's namespace, empty where the answer leaves it out, as a list of services
// does. Older answers have it beside the DNS records.
// https://docs.aws.amazon.com/cloud-map/latest/api/API_Service.html
// https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsConfig.html
func CloudMapNamespace(s *cloudmap.Service) string {
	older := deref(s.DnsConfig).NamespaceId //nolint:staticcheck // saved answers may be older than its successor

	return cmp.Or(deref(s.NamespaceId), deref(older))
}

// cloudMapServices joins what several answers say of one service, since each may leave out a part.
func (a *Answers) cloudMapServices() []snapshot.CloudMapService {
	var out []snapshot.CloudMapService

	names, places := a.namespaces(), map[string]int{}

	for i := range a.CloudMapServices {
		in := &a.CloudMapServices[i]
		arn := deref(in.Arn)
		s := snapshot.CloudMapService{
			Meta: a.meta(arn), ID: arn, Name: deref(in.Name),
			Namespace: names.byID[CloudMapNamespace(in)],
			RecordTypes: setOf(deref(in.DnsConfig).DnsRecords,
				func(r *cloudmap.DnsRecord) *string { return (*string)(&r.Type) }),
		}

		at, known := places[arn]
		if !known {
			places[arn] = len(out)
			out = append(out, s)

			continue
		}

		out[at].Name = max(out[at].Name, s.Name) // they are equal; max only keeps the order of answers out
		out[at].Namespace = max(out[at].Namespace, s.Namespace)
		out[at].RecordTypes = set(out[at].RecordTypes, s.RecordTypes)
	}

	return out
}

// namespaces are the names of Cloud Map namespaces, by id and by ARN, and which one a cluster has by default.
type namespaces struct{ byID, usual map[string]string }

func (a *Answers) namespaces() namespaces {
	n := namespaces{byID: map[string]string{}, usual: map[string]string{}}

	for i := range a.CloudMapNamespaces {
		in := &a.CloudMapNamespaces[i]
		for _, id := range []string{deref(in.Id), deref(in.Arn)} {
			n.byID[id] = max(n.byID[id], deref(in.Name))
		}
	}

	delete(n.byID, "") // what names no namespace is in none

	for i := range a.Clusters {
		c := &a.Clusters[i]
		arn := deref(c.ClusterArn)
		n.usual[arn] = max(n.usual[arn], deref(deref(c.ServiceConnectDefaults).Namespace))
	}

	return n
}

// name is a namespace by its name, since one service may be given it by name and another by ARN; it stays an ARN
// where no answer names it.
func (n namespaces) name(given string) string { return cmp.Or(n.byID[given], given) }

package awsmap

import (
	"cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A CloudMapService is what GetService and ListServices of AWS Cloud Map say of a service, as far as a snapshot needs
// it. ListServices leaves out the namespace.
// https://docs.aws.amazon.com/cloud-map/latest/api/API_Service.html
// https://docs.aws.amazon.com/cloud-map/latest/api/API_ServiceSummary.html
type CloudMapService struct {
	ARN         *string            `json:"Arn"`
	Name        *string            `json:"Name"`
	NamespaceID *string            `json:"NamespaceId"`
	DNSConfig   *CloudMapDNSConfig `json:"DnsConfig"`
}

// Namespace is the id of the service's namespace, empty where the answer leaves it out.
func (s *CloudMapService) Namespace() string {
	return cmp.Or(deref(s.NamespaceID), deref(deref(s.DNSConfig).NamespaceID))
}

// A CloudMapDNSConfig lists the records of a service that can be found by DNS.
// https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsConfig.html
type CloudMapDNSConfig struct {
	// NamespaceID is where older answers have it.
	NamespaceID *string             `json:"NamespaceId"`
	DNSRecords  []CloudMapDNSRecord `json:"DnsRecords"`
}

// A CloudMapDNSRecord has a type: A, AAAA, SRV or CNAME.
type CloudMapDNSRecord struct {
	Type *string `json:"Type"`
}

// A CloudMapNamespace is what ListNamespaces says of a namespace.
// https://docs.aws.amazon.com/cloud-map/latest/api/API_NamespaceSummary.html
type CloudMapNamespace struct {
	ARN  *string `json:"Arn"`
	ID   *string `json:"Id"`
	Name *string `json:"Name"`
}

// cloudMapServices joins what several answers say of one service, since each may leave out a part.
func (a *Answers) cloudMapServices() []snapshot.CloudMapService {
	var out []snapshot.CloudMapService

	names, places := a.namespaces(), map[string]int{}

	for i := range a.CloudMapServices {
		in := &a.CloudMapServices[i]
		arn := deref(in.ARN)
		s := snapshot.CloudMapService{
			Meta: a.meta(arn), ID: arn, Name: deref(in.Name),
			Namespace:   names.byID[in.Namespace()],
			RecordTypes: setOf(deref(in.DNSConfig).DNSRecords, func(r *CloudMapDNSRecord) *string { return r.Type }),
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
		for _, id := range []string{deref(in.ID), deref(in.ARN)} {
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

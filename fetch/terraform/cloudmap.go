package terraform

import (
	"cmp"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// cloudMapService is in the namespace of its DNS records, if it has any.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/service_discovery_service
func (m *mapper) cloudMapService(r *resource.Resource) {
	dns := r.Values.Get("dns_config")
	namespace := at(dns, "namespace_id")

	if empty(namespace) {
		namespace = r.Values.Get("namespace_id")
	}

	records, why := recordTypes(dns)
	m.out.CloudMapServices = append(m.out.CloudMapServices, snapshot.CloudMapService{
		Meta: m.meta(r), ID: m.idOf(r), Name: name(r, "name"), Namespace: m.named(namespace),
		RecordTypes: records, RecordTypesUnknown: why,
	})
}

// recordTypes are those of the DNS records, and why there may be others.
func recordTypes(dns *document.Node) (types []string, why string) {
	for _, block := range blocks(at(dns, "dns_records")) {
		kind := field.Text[string](at(block, "type"))
		why = cmp.Or(why, kind.Reason())
		types = append(types, kind.Or(""))
	}

	return set(types), why
}

// scalableTarget keeps the targets that move the desired count of a service: service/CLUSTER/NAME.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/appautoscaling_target
func (m *mapper) scalableTarget(r *resource.Resource) {
	v := r.Values
	if namespace := known(v.Get("service_namespace")); namespace != "" && namespace != "ecs" {
		return
	}

	cluster, service := m.scaled(v.Get("resource_id"))
	if service == "" {
		return
	}

	m.out.ScalableTargets = append(m.out.ScalableTargets, snapshot.ScalableTarget{
		Meta: m.meta(r), Cluster: cluster, Service: service,
		MinCapacity: m.number(r, v.Get("min_capacity"), snapshot.NounScalableTarget),
		MaxCapacity: m.number(r, v.Get("max_capacity"), snapshot.NounScalableTarget),
	})
}

// scaled is the cluster and the service, by name, that a resource ID stands for. Where it is not known but the service
// in it is, the cluster is the service's.
func (m *mapper) scaled(n *document.Node) (cluster, service string) {
	text, ok := n.Text()
	if !ok {
		id := m.id(n)

		r := m.resources[id]
		if r == nil || r.Type != "aws_ecs_service" {
			return "", ""
		}

		return m.named(r.Values.Get("cluster")), name(r, "name")
	}

	parts := split(text)
	if len(parts) != 3 || parts[0] != "service" {
		return "", ""
	}

	return m.named(n.MakeText(parts[1])), m.named(n.MakeText(parts[2]))
}

// split parts a text at its slashes, except for those in placeholders, which may be keys of for_each.
func split(text string) []string {
	var parts []string

	depth, start := 0, 0

	for i := range len(text) {
		switch {
		case strings.HasPrefix(text[i:], "${"):
			depth++
		case text[i] == '}' && depth > 0:
			depth--
		case text[i] == '/' && depth == 0:
			parts = append(parts, text[start:i])
			start = i + 1
		}
	}

	return append(parts, text[start:])
}

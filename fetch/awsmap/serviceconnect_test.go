package awsmap_test

import (
	"testing"

	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	cloudmap "github.com/aws/aws-sdk-go-v2/service/servicediscovery/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

const arnMap = "arn:aws:servicediscovery:" + region + ":" + account + ":"

// The configuration is that of the PRIMARY deployment; its namespace may be the cluster's, by name or by ARN.
func TestServiceConnect(t *testing.T) {
	t.Parallel()

	deployment := func(status string, c *ecs.ServiceConnectConfiguration) ecs.Deployment {
		return ecs.Deployment{Status: &status, ServiceConnectConfiguration: c}
	}
	on := func(namespace *string) *ecs.ServiceConnectConfiguration {
		return &ecs.ServiceConnectConfiguration{Enabled: true, Namespace: namespace}
	}
	full := on(new("prod.local"))
	full.Services = []ecs.ServiceConnectService{{
		PortName: new("http"), DiscoveryName: new("web"), IngressPortOverride: new(int32(9000)),
		ClientAliases: []ecs.ServiceConnectClientAlias{{DnsName: new("web"), Port: new(int32(80))}},
	}, {PortName: new("grpc")}}

	for name, c := range map[string]struct {
		deployments []ecs.Deployment
		want        string
	}{
		"full": {[]ecs.Deployment{deployment("ACTIVE", on(new("old"))), deployment("PRIMARY", full)}, `{
			"namespace": "prod.local", "services": [
				{"portName": "http", "discoveryName": "web", "ingressPort": 9000, "aliases": [{"dnsName": "web", "port": 80}]},
				{"portName": "grpc"}]}`},
		"namespace by ARN": {
			[]ecs.Deployment{deployment("PRIMARY", on(new(arnMap+"namespace/ns-1")))}, `{"namespace": "prod.local"}`,
		},
		"namespace nobody names": {
			[]ecs.Deployment{deployment("PRIMARY", on(new(arnMap+"namespace/ns-2")))},
			`{"namespace": "` + arnMap + `namespace/ns-2"}`,
		},
		"the cluster's": {[]ecs.Deployment{deployment("PRIMARY", on(nil))}, `{"namespace": "prod.local"}`},
		"off":           {[]ecs.Deployment{deployment("PRIMARY", &ecs.ServiceConnectConfiguration{})}, `null`},
		"left":          {[]ecs.Deployment{deployment("PRIMARY", nil), deployment("ACTIVE", full)}, `null`},
		"none":          {nil, `null`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := read(awsmap.Answers{
				Services: []ecs.Service{{
					ServiceArn: new(arnECS + "service/prod/web"), ClusterArn: new(arnECS + "cluster/prod"),
					Deployments: c.deployments,
				}},
				Clusters: []ecs.Cluster{{
					ClusterArn:             new(arnECS + "cluster/prod"),
					ServiceConnectDefaults: &ecs.ClusterServiceConnectDefaults{Namespace: new(arnMap + "namespace/ns-1")},
				}},
				CloudMapNamespaces: []cloudmap.NamespaceSummary{
					{Arn: new(arnMap + "namespace/ns-1"), Id: new("ns-1"), Name: new("prod.local")},
				},
			})

			same(t, `{"x": `+encoded(t, s.Services[0].ServiceConnect)+`}`, `{"x": `+c.want+`}`)
		})
	}
}

// Task sets repeat the registries of their service, and may have others.
func TestServiceRegistries(t *testing.T) {
	t.Parallel()

	registry := func(id string) ecs.ServiceRegistry {
		return ecs.ServiceRegistry{
			RegistryArn: new(arnMap + "service/" + id), ContainerName: new("web"), Port: new(int32(80)),
		}
	}
	s := read(awsmap.Answers{Services: []ecs.Service{{
		ServiceArn: new(arnECS + "service/prod/web"),
		ServiceRegistries: []ecs.ServiceRegistry{
			registry("srv-2"), {RegistryArn: new(arnMap + "service/srv-1"), ContainerPort: new(int32(8080))},
		},
		TaskSets: []ecs.TaskSet{{ServiceRegistries: []ecs.ServiceRegistry{registry("srv-2"), registry("srv-3")}}},
	}}})

	same(t, `{"x": `+encoded(t, s.Services[0].ServiceRegistries)+`}`, `{"x": [
		{"cloudMapService": "`+arnMap+`service/srv-1", "containerPort": 8080},
		{"cloudMapService": "`+arnMap+`service/srv-2", "containerName": "web", "port": 80},
		{"cloudMapService": "`+arnMap+`service/srv-3", "containerName": "web", "port": 80}]}`)
}

// One answer has the namespace of a service, another one its records.
func TestCloudMapService(t *testing.T) {
	t.Parallel()

	record := func(types ...cloudmap.RecordType) *cloudmap.DnsConfig {
		c := &cloudmap.DnsConfig{}
		for _, t := range types {
			c.DnsRecords = append(c.DnsRecords, cloudmap.DnsRecord{Type: t})
		}

		return c
	}
	old := record("A")
	old.NamespaceId = new("ns-1") //nolint:staticcheck // as older answers have it

	s := read(awsmap.Answers{
		CloudMapServices: []cloudmap.Service{
			{Arn: new(arnMap + "service/srv-1"), Name: new("orders"), DnsConfig: record("SRV", "A")},
			{Arn: new(arnMap + "service/srv-1"), Name: new("orders"), NamespaceId: new("ns-1")},
			{Arn: new(arnMap + "service/srv-2"), Name: new("billing"), DnsConfig: old},
			{Arn: new(arnMap + "service/srv-3"), Name: new("api"), NamespaceId: new("ns-unknown")},
		},
		CloudMapNamespaces: []cloudmap.NamespaceSummary{{Id: new("ns-1"), Name: new("prod.local")}, {}},
	})

	same(t, noun(t, s.CloudMapServices[:1]), `{"id": "`+arnMap+`service/srv-1", "name": "orders",
		"namespace": "prod.local", "recordTypes": ["A", "SRV"]}`)
	equal(t, ids(s.CloudMapServices, func(c snapshot.CloudMapService) string { return c.Name + " " + c.Namespace }),
		[]string{"orders prod.local", "billing prod.local", "api "})
}

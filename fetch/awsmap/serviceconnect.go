package awsmap

import (
	"cmp"

	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// serviceConnect is the configuration of the deployment that the service is moving to; nil where it has none, or one
// that is off. A configuration without a namespace is in that of the cluster.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterServiceConnectDefaults.html
func (n namespaces) serviceConnect(in *ecs.Service) *snapshot.ServiceConnect {
	const primary = "PRIMARY"

	for i := range in.Deployments {
		c := in.Deployments[i].ServiceConnectConfiguration
		if deref(in.Deployments[i].Status) != primary || c == nil || !c.Enabled {
			continue
		}

		return &snapshot.ServiceConnect{
			Namespace: n.name(cmp.Or(deref(c.Namespace), n.usual[deref(in.ClusterArn)])),
			Services:  all(c.Services, serviceConnectService),
		}
	}

	return nil
}

func serviceConnectService(in *ecs.ServiceConnectService) snapshot.ServiceConnectService {
	return snapshot.ServiceConnectService{
		PortName:      deref(in.PortName),
		DiscoveryName: deref(in.DiscoveryName),
		IngressPort:   snapshot.FromPtr[int32, int](in.IngressPortOverride),
		Aliases: all(in.ClientAliases, func(c *ecs.ServiceConnectClientAlias) snapshot.ServiceConnectAlias {
			return snapshot.ServiceConnectAlias{DNSName: deref(c.DnsName), Port: int(deref(c.Port))}
		}),
	}
}

// serviceRegistries are those of the service and, under an external controller, of its task sets.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
func serviceRegistries(in *ecs.Service) []snapshot.ServiceRegistry {
	var out []snapshot.ServiceRegistry

	seen := map[snapshot.ServiceRegistry]bool{}
	add := func(registries []ecs.ServiceRegistry) {
		for i := range registries {
			r := serviceRegistry(&registries[i])
			if !seen[r] {
				seen[r] = true
				out = append(out, r)
			}
		}
	}

	add(in.ServiceRegistries)

	for i := range in.TaskSets {
		add(in.TaskSets[i].ServiceRegistries)
	}

	order(out, func(r *snapshot.ServiceRegistry) string { return r.CloudMapService })

	return out
}

func serviceRegistry(in *ecs.ServiceRegistry) snapshot.ServiceRegistry {
	return snapshot.ServiceRegistry{
		CloudMapService: deref(in.RegistryArn),
		ContainerName:   deref(in.ContainerName),
		ContainerPort:   snapshot.FromPtr[int32, int](in.ContainerPort),
		Port:            snapshot.FromPtr[int32, int](in.Port),
	}
}

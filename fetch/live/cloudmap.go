package live

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/servicediscovery"
	"github.com/aws/aws-sdk-go-v2/service/servicediscovery/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// maxNamespaces is what a page of ListNamespaces holds.
// https://docs.aws.amazon.com/cloud-map/latest/api/API_ListNamespaces.html
const maxNamespaces = 100

// getService asks for one service: a list of them leaves out their namespace. It asks by ARN, since the service may be
// in a namespace that another account shares.
// https://docs.aws.amazon.com/cloud-map/latest/api/API_GetService.html
func (r *region) getService(ctx context.Context, arn string) (reply[types.Service], error) {
	const gone = "ServiceNotFound"

	out, err := r.cloudMap.GetService(ctx, &servicediscovery.GetServiceInput{Id: &arn})

	switch {
	case hasCode(err, gone): // ECS keeps the registry of a service that was deleted
		return reply[types.Service]{missing: []missing{{arn, gone}}}, nil
	case err != nil:
		return reply[types.Service]{}, err
	case out.Service == nil:
		return reply[types.Service]{}, errShort
	default:
		return reply[types.Service]{items: []types.Service{*out.Service}}, nil
	}
}

// listNamespaces asks for all of them, since it has no filter for ids.
func (r *region) listNamespaces(ctx context.Context, _ string) (reply[types.NamespaceSummary], error) {
	in := &servicediscovery.ListNamespacesInput{MaxResults: new(int32(maxNamespaces))}

	return pages(ctx, servicediscovery.NewListNamespacesPaginator(r.cloudMap, in),
		func(page *servicediscovery.ListNamespacesOutput) []types.NamespaceSummary { return page.Namespaces })
}

// registries are the Cloud Map services that tasks are registered in.
func registries(s *snapshot.Snapshot) []string {
	arns := make([][]string, len(s.Services))
	for i := range s.Services {
		arns[i] = of(s.Services[i].ServiceRegistries,
			func(r *snapshot.ServiceRegistry) string { return r.CloudMapService })
	}

	return sorted(arns...)
}

// inNamespaces are the services that are in a namespace of Cloud Map.
func inNamespaces(s *snapshot.Snapshot) []string {
	return sorted(of(s.Services, func(s *snapshot.Service) string {
		if s.ServiceConnect != nil || len(s.ServiceRegistries) > 0 {
			return s.ID
		}

		return ""
	}))
}

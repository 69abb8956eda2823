package live

import (
	"context"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// maxNamespaces is what a page of ListNamespaces holds.
// https://docs.aws.amazon.com/cloud-map/latest/api/API_ListNamespaces.html
const maxNamespaces = 100

// getService asks for one service: a list of them leaves out their namespace.
// https://docs.aws.amazon.com/cloud-map/latest/api/API_GetService.html
func (r *region) getService(ctx context.Context, arn string) (reply[awsmap.CloudMapService], error) {
	var out struct{ Service *awsmap.CloudMapService }

	const gone = "ServiceNotFound"

	err := r.cloudMap.call(ctx, "GetService", map[string]any{"Id": snapshot.Name(arn)}, &out)

	switch {
	case hasCode(err, gone): // ECS keeps the registry of a service that was deleted
		return reply[awsmap.CloudMapService]{missing: []missing{{arn, gone}}}, nil
	case err != nil:
		return reply[awsmap.CloudMapService]{}, err
	case out.Service == nil:
		return reply[awsmap.CloudMapService]{}, errShort
	default:
		return reply[awsmap.CloudMapService]{items: []awsmap.CloudMapService{*out.Service}}, nil
	}
}

// listNamespaces asks for all of them, since it has no filter for ids.
func (r *region) listNamespaces(ctx context.Context, _ string) (reply[awsmap.CloudMapNamespace], error) {
	var all reply[awsmap.CloudMapNamespace]

	in := map[string]any{"MaxResults": maxNamespaces}

	for range maxPages {
		var out struct {
			Namespaces []awsmap.CloudMapNamespace
			NextToken  string
		}

		if err := r.cloudMap.call(ctx, "ListNamespaces", in, &out); err != nil {
			return all, err
		}

		all.items = append(all.items, out.Namespaces...)

		if out.NextToken == "" {
			return all, nil
		}

		in["NextToken"] = out.NextToken
	}

	return all, errEndless
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

package build

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The target types that tasks can be targets by.
const (
	byAddress  = "ip"
	byInstance = "instance"
)

// targetGroups are those of a service, each once, that have another target type than its tasks ask for.
func (s *shard) targetGroups(t *placement.Tenant) []facts.TargetGroupUse {
	if t.Capacity.Launch == snapshot.LaunchExternal {
		return nil // ECS Anywhere has no load balancers
	}

	var all []facts.TargetGroupUse

	seen := map[string]bool{"": true}

	for _, entry := range exposure.LoadBalancers(t.Service) {
		for _, id := range []string{entry.TargetGroup, entry.AlternateTargetGroup} {
			if use, wrong := s.targetGroup(t, id); wrong && !seen[id] {
				all = append(all, use)
			}

			seen[id] = true
		}
	}

	return all
}

func (s *shard) targetGroup(t *placement.Tenant, id string) (use facts.TargetGroupUse, wrong bool) {
	group := s.Index.TargetGroups[id]
	wanted, why := wantedType(t)

	switch {
	case group == nil:
		why = "target group " + snapshot.Name(id) + " was not read"
	case group.TargetType == "":
		why = "the target type of target group " + group.Name + " is not known"
	case group.TargetType != byAddress && group.TargetType != byInstance:
		return use, false // no group for tasks, whatever their mode
	case wanted == group.TargetType:
		return use, false
	}

	use = facts.TargetGroupUse{Ref: s.refs.Add(ground.Tenant(t)), Wanted: wanted, Undecided: why}
	if group == nil || why != "" {
		return use, true
	}

	use.Name, use.Type = group.Name, group.TargetType
	use.Evidence = []facts.Ref{s.refs.Add(ground.Note("targetGroup", group.ID,
		"target group "+group.Name+" has target type "+group.TargetType))}

	if t.TaskDefinition != nil {
		use.Evidence = append(use.Evidence, s.refs.Add(ground.Definition(t.TaskDefinition)))
	}

	return use, wanted != ""
}

// wantedType is the type by which tasks can be targets: the address of their own interface in awsvpc mode, which
// Fargate always is, and else the instance, whose port it is. For host mode on managed instances AWS names none.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html (targetGroupArn)
func wantedType(t *placement.Tenant) (kind, why string) {
	mode, known := t.Mode.Get()

	switch {
	case t.Capacity.Launch == snapshot.LaunchFargate, mode == snapshot.ModeAWSVPC:
		return byAddress, ""
	case !known:
		return "", "network mode: " + t.Mode.Reason()
	case mode == snapshot.ModeNone || t.Capacity.Launch == snapshot.LaunchManagedInstances:
		return "", ""
	case t.Capacity.Unknown != "":
		return "", "launch type: " + t.Capacity.Unknown
	default:
		return byInstance, ""
	}
}

// registries are the Cloud Map services of a service whose tasks have the addresses of instances, by which records of
// addresses cannot tell them apart.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
func (s *shard) registries(t *placement.Tenant) []facts.RegistryUse {
	mode, known := t.Mode.Get()
	shared := mode == snapshot.ModeBridge || mode == snapshot.ModeHost

	// Fargate has no such mode, ECS Anywhere no service discovery.
	elsewhere := t.Capacity.Launch == snapshot.LaunchFargate || t.Capacity.Launch == snapshot.LaunchExternal
	if elsewhere || known && !shared {
		return nil
	}

	var all []facts.RegistryUse

	for _, registry := range t.Service.ServiceRegistries {
		use := facts.RegistryUse{Ref: s.refs.Add(ground.Tenant(t))}

		cloud := s.Index.CloudMapServices[registry.CloudMapService]
		if cloud == nil {
			use.Undecided = "Cloud Map service " + snapshot.Name(registry.CloudMapService) + " was not read"
			all = append(all, use)

			continue
		}

		use.Name, use.Records = cloud.Name, addressRecords(cloud)

		switch unread := cloud.RecordTypesUnknown; {
		case len(use.Records) == 0 && unread == "":
			continue
		case !known:
			use.Undecided = cmp.Or(t.Mode.Reason(), "the network mode is not known")
		case len(use.Records) == 0:
			use.Undecided = "records of Cloud Map service " + cloud.Name + ": " + unread
		}

		use.Evidence = s.registryEvidence(t, cloud)
		all = append(all, use)
	}

	return all
}

func addressRecords(cloud *snapshot.CloudMapService) []string {
	return slices.DeleteFunc(slices.Clone(cloud.RecordTypes), func(kind string) bool {
		return kind != "A" && kind != "AAAA"
	})
}

func (s *shard) registryEvidence(t *placement.Tenant, cloud *snapshot.CloudMapService) []facts.Ref {
	text := "Cloud Map service " + cloud.Name + " has records of type " + strings.Join(cloud.RecordTypes, ", ")
	refs := []facts.Ref{s.refs.Add(ground.Note("cloudMapService", cloud.ID, text))}

	if t.TaskDefinition != nil {
		refs = append(refs, s.refs.Add(ground.Definition(t.TaskDefinition)))
	}

	return refs
}

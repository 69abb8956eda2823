package groups

import (
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// taskGroups are the groups of an awsvpc service's own interfaces. A group that was not read is listed with
// its id alone.
func (s *Shard) taskGroups(t *placement.Tenant) []facts.TaskGroup {
	if t.Mode.Or("") != snapshot.ModeAWSVPC {
		return nil
	}

	omitted := t.Service.NetworkConfiguration != nil && t.Service.NetworkConfiguration.SecurityGroups.IsZero()

	ids, why := s.Placement.Groups(t)

	switch {
	case why != "" && omitted:
		ref := s.refs.Add(ground.Tenant(t))

		return []facts.TaskGroup{{Ref: ref, Name: "default", Default: true, Omitted: true, Rules: -1}}
	case why != "":
		return []facts.TaskGroup{{Ref: s.refs.Add(ground.Tenant(t)), Undecided: why, Rules: -1}}
	}

	all := make([]facts.TaskGroup, 0, len(ids))
	for _, id := range ids {
		all = append(all, s.taskGroup(id, omitted))
	}

	return all
}

func (s *Shard) taskGroup(id string, omitted bool) facts.TaskGroup {
	group := s.Index.SecurityGroups[id]
	if group == nil {
		return facts.TaskGroup{
			Ref: s.refs.Add(ground.Note("securityGroup", id, "security group "+id)), ID: id, Rules: -1,
			Undecided: "security group " + id + " was not read",
		}
	}

	return facts.TaskGroup{
		Ref: s.refs.Add(ground.Group(group)), ID: id, Name: group.Name, Default: group.Default(), Omitted: omitted,
		Rules: ground.IngressRules(group),
	}
}

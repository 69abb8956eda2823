package planned

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A choice is what an instance of a group starts from: a template with the only type that it can have, or with none and
// the types of which it will have one.
type choice struct {
	template *snapshot.LaunchTemplate
	types    []string
}

// choices are those of a group, one for each of its templates. Without overrides there is one.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html
func (st *stack) choices(asg *snapshot.AutoScalingGroup) []choice {
	usual := st.templateOr(asg.LaunchTemplate, asg)
	if len(asg.Overrides) == 0 {
		return []choice{{template: usual}}
	}

	var (
		ids   []string
		types = map[string][]string{}
	)

	for i := range asg.Overrides {
		o := &asg.Overrides[i]

		template := usual
		if o.LaunchTemplate != "" {
			template = st.templateOr(o.LaunchTemplate, asg)
		}

		if !slices.Contains(ids, template.ID) {
			ids = append(ids, template.ID)
		}

		types[template.ID] = append(types[template.ID], cmp.Or(o.InstanceType, template.InstanceType))
	}

	all := make([]choice, 0, len(ids))
	for _, id := range ids {
		all = append(all, chosen(*st.templateOr(id, asg), types[id]))
	}

	return all
}

// chosen is the template with one of several types. Among them may be one of which nothing is known.
func chosen(t snapshot.LaunchTemplate, types []string) choice {
	slices.Sort(types)
	types = slices.Compact(types)
	t.InstanceType = ""

	switch {
	case len(types) == 1:
		t.InstanceType = types[0]

		return choice{template: &t}
	case types[0] == "":
		return choice{template: &t}
	default:
		return choice{template: &t, types: types}
	}
}

// templateOr is a template of the stack, or what is known of one that is not.
func (st *stack) templateOr(id string, asg *snapshot.AutoScalingGroup) *snapshot.LaunchTemplate {
	switch t := st.template(id); {
	case t != nil:
		return t
	case id == "":
		return &snapshot.LaunchTemplate{Meta: asg.Meta}
	default:
		return Elsewhere(id)
	}
}

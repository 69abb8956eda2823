package terraform

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// autoScalingGroup wants as many instances as its minimum where it says nothing of it.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_group
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
func (m *mapper) autoScalingGroup(r *resource.Resource) {
	v := r.Values
	g := snapshot.AutoScalingGroup{
		Meta: m.meta(r), ID: m.idOf(r), Name: name(r, "name"),
		MinSize:        m.number(r, v.Get("min_size"), snapshot.NounAutoScalingGroup),
		MaxSize:        m.number(r, v.Get("max_size"), snapshot.NounAutoScalingGroup),
		Subnets:        m.ids(v.Get("vpc_zone_identifier")),
		LaunchTemplate: m.templateOf(v),
	}

	g.Desired = field.Int(v.Get("desired_capacity")).Or(g.MinSize)
	m.out.AutoScalingGroups = append(m.out.AutoScalingGroups, g)
}

// templateOf is the launch template, in either of its two places, or the launch configuration of a group.
func (m *mapper) templateOf(v *document.Node) string {
	for _, path := range [...][]string{
		{"launch_template", "id"},
		{"launch_template", "name"},
		{"mixed_instances_policy", "launch_template", "launch_template_specification", "launch_template_id"},
		{"mixed_instances_policy", "launch_template", "launch_template_specification", "launch_template_name"},
		{"launch_configuration"},
	} {
		if n := at(v, path...); !empty(n) {
			return m.id(n)
		}
	}

	return ""
}

// launchTemplate takes the groups from both places: a template with network interfaces names them there.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_template
func (m *mapper) launchTemplate(r *resource.Resource) {
	v := r.Values
	t := snapshot.LaunchTemplate{
		Meta: m.meta(r), ID: m.idOf(r), Name: name(r, "name"),
		InstanceType: known(v.Get("instance_type")), Image: m.id(v.Get("image_id")),
		SecurityGroups: m.ids(v.Get("vpc_security_group_ids")),
	}

	for _, card := range blocks(v.Get("network_interfaces")) {
		t.SecurityGroups = set(append(t.SecurityGroups, m.ids(at(card, "security_groups"))...))

		if public := field.Flag(at(card, "associate_public_ip_address")); t.AssociatePublicIP.IsZero() {
			t.AssociatePublicIP = public
		}
	}

	t.MetadataOptions = metadataOptions(v)
	m.tell(&t, encodedUserData(v.Get("user_data")))
	m.out.LaunchTemplates = append(m.out.LaunchTemplates, t)
}

// launchConfiguration is a launch template but for the name.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_configuration
func (m *mapper) launchConfiguration(r *resource.Resource) {
	m.out.LaunchTemplates = append(m.out.LaunchTemplates, m.launched(r, "image_id", "security_groups"))
}

// launched is what instances start from where a resource says so itself.
func (m *mapper) launched(r *resource.Resource, image, groups string) snapshot.LaunchTemplate {
	v := r.Values
	t := snapshot.LaunchTemplate{
		Meta: m.meta(r), ID: m.idOf(r), Name: name(r, "name"),
		InstanceType: known(v.Get("instance_type")), Image: m.id(v.Get(image)), SecurityGroups: m.ids(v.Get(groups)),
		AssociatePublicIP: field.Flag(v.Get("associate_public_ip_address")), MetadataOptions: metadataOptions(v),
	}

	if encoded := v.Get("user_data_base64"); !empty(encoded) {
		m.tell(&t, encodedUserData(encoded))
	} else {
		m.tell(&t, plainUserData(v.Get("user_data")))
	}

	return t
}

// metadataOptions are those of the block, of which there is one at most.
func metadataOptions(v *document.Node) *snapshot.MetadataOptions {
	for _, block := range blocks(v.Get("metadata_options")) {
		return field.MetadataOptions(block, "http_endpoint", "http_tokens", "http_put_response_hop_limit")
	}

	return nil
}

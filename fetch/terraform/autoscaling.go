package terraform

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/planned"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// autoScalingGroup wants as many instances as its minimum where it says nothing of it.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_group
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
func (m *mapper) autoScalingGroup(r *resource.Resource) {
	v := r.Values
	g := snapshot.AutoScalingGroup{
		Meta: m.meta(r), ID: m.idOf(r), Name: name(r, "name"),
		MinSize: m.size(r, v.Get("min_size")), MaxSize: m.size(r, v.Get("max_size")),
		Desired:        m.size(r, v.Get("desired_capacity")),
		Subnets:        m.ids(v.Get("vpc_zone_identifier")),
		LaunchTemplate: m.templateOf(v),
	}

	units := knownOr(v.Get("desired_capacity_type"), "units") != "units"

	for _, o := range blocks(at(v, "mixed_instances_policy", "launch_template", "override")) {
		if o.Why() != "" { // a plan has the whole policy as known after apply, also where there is none
			continue
		}

		units = units || planned.Weighs(field.Int(at(o, "weighted_capacity")))
		g.Overrides = append(g.Overrides, snapshot.LaunchOverride{
			InstanceType: known(at(o, "instance_type")), LaunchTemplate: m.overriding(o),
		})
	}

	planned.Size(&g, !empty(v.Get("desired_capacity")), units)
	m.out.AutoScalingGroups = append(m.out.AutoScalingGroups, g)
}

// size is a number of instances, 0 where it is left out. A gap says if it is not known.
func (m *mapper) size(r *resource.Resource, n *document.Node) snapshot.Value[int] {
	if v := field.Int(n); v.IsUnknown() {
		m.gap(r, r.Type+" "+n.Name(), v.Reason(), snapshot.NounAutoScalingGroup)

		return v
	}

	return snapshot.Known(field.Int(n).Or(0))
}

// overriding is the launch template of an override, which most leave to the group.
func (m *mapper) overriding(override *document.Node) string {
	for _, name := range [...]string{"launch_template_id", "launch_template_name"} {
		if n := at(override, "launch_template_specification", name); !empty(n) {
			return m.id(n)
		}
	}

	return ""
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
		InstanceType: known(v.Get("instance_type")), Image: m.image(v.Get("image_id")),
		SecurityGroups: m.ids(v.Get("vpc_security_group_ids")),
	}

	var interfaces []planned.Interface

	for i, card := range blocks(v.Get("network_interfaces")) {
		interfaces = append(interfaces, m.launchInterface(i, card))
		t.SecurityGroups = set(append(t.SecurityGroups, m.ids(at(card, "security_groups"))...))

		if public := field.Flag(at(card, "associate_public_ip_address")); t.AssociatePublicIP.IsZero() {
			t.AssociatePublicIP = public
		}
	}

	t.Interfaces = planned.Interfaces(interfaces)
	t.MetadataOptions = metadataOptions(v)
	m.tell(&t, encodedUserData(v.Get("user_data")))
	planned.Settle(&t)
	m.out.LaunchTemplates = append(m.out.LaunchTemplates, t)
}

// launchInterface is one of the interfaces that instances get. Their order stands for places that are not written.
func (m *mapper) launchInterface(i int, n *document.Node) planned.Interface {
	return planned.Interface{
		Card: field.Int(at(n, "network_card_index")).Or(0), Device: field.Int(at(n, "device_index")).Or(i),
		LaunchInterface: snapshot.LaunchInterface{
			InterfaceType: known(at(n, "interface_type")), Subnet: m.id(at(n, "subnet_id")),
			SecurityGroups: m.ids(at(n, "security_groups")),
		},
	}
}

// image is the ID of an image, or the public parameter that AWS keeps it in, which tells the operating system.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html (resolve:ssm:)
func (m *mapper) image(n *document.Node) string {
	path := strings.TrimPrefix(known(n), "resolve:ssm:")
	if address, _, ok := literal(n).Reference(); ok {
		if r := m.resources[address]; r != nil && r.Data && r.Type == "aws_ssm_parameter" {
			path = known(r.Values.Get("name"))
		}
	}

	if strings.HasPrefix(path, "/aws/service/") {
		return path
	}

	return m.id(n)
}

// launchConfiguration is a launch template but for the name.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_configuration
func (m *mapper) launchConfiguration(r *resource.Resource) {
	t := m.launched(r, "image_id", "security_groups")
	planned.Settle(&t)
	m.out.LaunchTemplates = append(m.out.LaunchTemplates, t)
}

// launched is what instances start from where a resource says so itself.
func (m *mapper) launched(r *resource.Resource, image, groups string) snapshot.LaunchTemplate {
	v := r.Values
	t := snapshot.LaunchTemplate{
		Meta: m.meta(r), ID: m.idOf(r), Name: name(r, "name"),
		InstanceType: known(v.Get("instance_type")), Image: m.image(v.Get(image)), SecurityGroups: m.ids(v.Get(groups)),
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

package suggest

import (
	"fmt"
	"io"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// Terraform writes the plan as configuration for version 5 or 6 of the AWS provider: downstream rules first, then
// the groups of each service. The description of each rule carries its reason.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule
func (p *Plan) Terraform(w io.Writer) error {
	t := &terraform{file: hclwrite.NewEmptyFile(), taken: map[string]bool{}, labels: map[string]string{}}
	for i := range p.Services {
		for _, g := range p.Services[i].groups() {
			t.labels[g.Name] = t.unique("aws_security_group", label(g.Name))
		}
	}

	t.downstream(p.Downstream)
	t.comment("Step 2: the groups of the tasks.")

	for i := range p.Services {
		t.service(&p.Services[i])
	}

	if _, err := t.file.WriteTo(w); err != nil {
		return fmt.Errorf("write Terraform: %w", err)
	}

	return nil
}

type terraform struct {
	file *hclwrite.File

	// taken are the addresses of resources, labels those of the groups of the plan by their names.
	taken  map[string]bool
	labels map[string]string
}

// downstream leaves out a rule that stands beside two rules of one group: EC2 refuses to have it twice.
func (t *terraform) downstream(all []Downstream) {
	t.comment("Step 1: let the groups that services depend on admit the new task groups, before anything moves.")

	type direction struct {
		group  string
		egress bool
	}

	written := map[direction]flows{}

	for _, d := range all {
		t.comment(fmt.Sprintf("Beside rule %s of %s (%s).", d.Rule, d.GroupName, d.Group))

		if d.Undecided != "" {
			t.comment("It cannot be judged (" + d.Undecided + "); see to it by hand.")
		}

		key := direction{d.Group, d.Egress}
		if written[key] == nil {
			written[key] = flows{}
		}

		for _, rule := range written[key].add(nil, d.Add...) {
			body := t.ruleBlock(label(d.GroupName), rule, d.Egress)
			body.SetAttributeValue("security_group_id", cty.StringVal(d.Group))
			t.fill(body, rule)
		}
	}
}

func (t *terraform) service(s *Service) {
	t.comment(fmt.Sprintf("Service %s of cluster %s.", s.Service, s.Cluster))

	for _, note := range s.Notes {
		t.comment("Note: " + note + ".")
	}

	for _, removed := range s.Removed {
		t.comment(fmt.Sprintf("Not carried over: %s from %s (%s).", removed.Ports(), removed.Peer(), removed.Reason))
	}

	for _, g := range s.groups() {
		t.group(g)
	}
}

func (t *terraform) comment(text string) {
	t.file.Body().AppendUnstructuredTokens(hclwrite.Tokens{
		{Type: hclsyntax.TokenComment, Bytes: []byte("# " + strings.ReplaceAll(text, "\n", " ") + "\n")},
	})
}

func (t *terraform) group(g *Group) {
	block := t.block("aws_security_group", t.labels[g.Name])
	block.SetAttributeValue("name", cty.StringVal(g.Name))
	block.SetAttributeValue("description", cty.StringVal(description(g.Description)))
	block.SetAttributeValue("vpc_id", cty.StringVal(g.VPC))
	t.file.Body().AppendNewline()

	for _, rule := range g.Ingress {
		t.attach(g, rule, false)
	}

	for _, rule := range g.Egress {
		t.attach(g, rule, true)
	}
}

// attach writes a rule of a group of this plan.
func (t *terraform) attach(g *Group, rule Rule, egress bool) {
	body := t.ruleBlock(t.labels[g.Name], rule, egress)
	body.SetAttributeTraversal("security_group_id", t.groupID(g.Name))
	t.fill(body, rule)
}

func (t *terraform) ruleBlock(name string, rule Rule, egress bool) *hclwrite.Body {
	resource, direction := "aws_vpc_security_group_ingress_rule", "from"
	if egress {
		resource, direction = "aws_vpc_security_group_egress_rule", "to"
	}

	peer := rule.SuggestedGroup + rule.PeerGroupName + rule.CIDR + rule.PrefixList
	if peer == "" {
		peer = rule.PeerGroup
	}

	name = label(strings.Join([]string{name, rule.Ports(), direction, peer}, "_"))

	return t.block(resource, t.unique(resource, name))
}

func (t *terraform) block(resource, name string) *hclwrite.Body {
	return t.file.Body().AppendNewBlock("resource", []string{resource, name}).Body()
}

// unique is the label, with a number where another resource of the kind has it.
func (t *terraform) unique(resource, name string) string {
	unique := name
	for i := 2; t.taken[resource+"."+unique]; i++ {
		unique = fmt.Sprintf("%s_%d", name, i)
	}

	t.taken[resource+"."+unique] = true

	return unique
}

func (t *terraform) fill(body *hclwrite.Body, rule Rule) {
	text := rule.Reason
	if rule.Flag != "" {
		text = rule.Flag + ": " + text
	}

	body.SetAttributeValue("description", cty.StringVal(description(text)))
	body.SetAttributeValue("ip_protocol", cty.StringVal(rule.Protocol))

	if rule.FromPort != nil && rule.ToPort != nil {
		body.SetAttributeValue("from_port", cty.NumberIntVal(int64(*rule.FromPort)))
		body.SetAttributeValue("to_port", cty.NumberIntVal(int64(*rule.ToPort)))
	}

	switch {
	case rule.SuggestedGroup != "":
		body.SetAttributeTraversal("referenced_security_group_id", t.groupID(rule.SuggestedGroup))
	case rule.PeerGroup != "":
		body.SetAttributeValue("referenced_security_group_id", cty.StringVal(rule.PeerGroup))
	case rule.PrefixList != "":
		body.SetAttributeValue("prefix_list_id", cty.StringVal(rule.PrefixList))
	case strings.Contains(rule.CIDR, ":"):
		body.SetAttributeValue("cidr_ipv6", cty.StringVal(rule.CIDR))
	default:
		body.SetAttributeValue("cidr_ipv4", cty.StringVal(rule.CIDR))
	}

	t.file.Body().AppendNewline()
}

func (t *terraform) groupID(group string) hcl.Traversal {
	return hcl.Traversal{
		hcl.TraverseRoot{Name: "aws_security_group"}, hcl.TraverseAttr{Name: t.labels[group]}, hcl.TraverseAttr{Name: "id"},
	}
}

// label makes a Terraform identifier of a name.
func label(name string) string {
	var b strings.Builder

	for i, r := range name {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', r == '_':
			b.WriteRune(r)
		case '0' <= r && r <= '9':
			if i == 0 {
				b.WriteByte('_')
			}

			b.WriteRune(r)
		default:
			b.WriteByte('_')
		}
	}

	return b.String()
}

// description keeps what EC2 takes: 255 characters of a small set.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
func description(text string) string {
	allowed := func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9',
			strings.ContainsRune(" ._-:/()#,@[]+=&;{}!$*", r):
			return r
		default:
			return '-'
		}
	}

	text = strings.Map(allowed, text)
	if len(text) > 255 {
		text = text[:255]
	}

	return text
}

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
	t := &terraform{file: hclwrite.NewEmptyFile(), names: map[string]string{}}
	t.comment("Step 1: let the groups that services depend on admit the new task groups, before anything moves.")

	for _, d := range p.Downstream {
		t.comment(fmt.Sprintf("Beside rule %s of %s (%s).", d.Rule, d.GroupName, d.Group))

		for _, rule := range d.Add {
			t.rule(label(d.GroupName), cty.StringVal(d.Group), rule, d.Egress)
		}
	}

	t.comment("Step 2: the groups of the tasks.")

	for i := range p.Services {
		s := &p.Services[i]
		t.comment(fmt.Sprintf("Service %s of cluster %s.", s.Service, s.Cluster))

		for _, note := range s.Notes {
			t.comment("Note: " + note + ".")
		}

		for _, removed := range s.Removed {
			t.comment(fmt.Sprintf("Not carried over: %s from %s (%s).", removed.Ports(), removed.Peer(), removed.Reason))
		}

		t.group(s.Group)

		if s.Unexplained != nil {
			t.group(*s.Unexplained)
		}
	}

	if _, err := t.file.WriteTo(w); err != nil {
		return fmt.Errorf("write Terraform: %w", err)
	}

	return nil
}

type terraform struct {
	file  *hclwrite.File
	names map[string]string
}

func (t *terraform) comment(text string) {
	t.file.Body().AppendUnstructuredTokens(hclwrite.Tokens{
		{Type: hclsyntax.TokenComment, Bytes: []byte("# " + strings.ReplaceAll(text, "\n", " ") + "\n")},
	})
}

func (t *terraform) group(g Group) {
	block := t.block("aws_security_group", label(g.Name))
	block.SetAttributeValue("name", cty.StringVal(g.Name))
	block.SetAttributeValue("description", cty.StringVal(description(g.Description)))
	block.SetAttributeValue("vpc_id", cty.StringVal(g.VPC))
	t.file.Body().AppendNewline()

	for _, rule := range g.Ingress {
		t.attach(g.Name, rule, false)
	}

	for _, rule := range g.Egress {
		t.attach(g.Name, rule, true)
	}
}

// attach writes a rule of a group of this plan.
func (t *terraform) attach(group string, rule Rule, egress bool) {
	body := t.ruleBlock(label(group), rule, egress)
	body.SetAttributeTraversal("security_group_id", groupID(group))
	fill(body, rule)
	t.file.Body().AppendNewline()
}

// rule writes a rule of a group that exists.
func (t *terraform) rule(name string, group cty.Value, rule Rule, egress bool) {
	body := t.ruleBlock(name, rule, egress)
	body.SetAttributeValue("security_group_id", group)
	fill(body, rule)
	t.file.Body().AppendNewline()
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

	return t.block(resource, label(strings.Join([]string{name, rule.Ports(), direction, peer}, "_")))
}

// block begins a resource under a label that is not taken yet.
func (t *terraform) block(resource, name string) *hclwrite.Body {
	unique := name
	for i := 2; t.names[resource+"."+unique] != ""; i++ {
		unique = fmt.Sprintf("%s_%d", name, i)
	}

	t.names[resource+"."+unique] = unique

	return t.file.Body().AppendNewBlock("resource", []string{resource, unique}).Body()
}

func fill(body *hclwrite.Body, rule Rule) {
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
		body.SetAttributeTraversal("referenced_security_group_id", groupID(rule.SuggestedGroup))
	case rule.PeerGroup != "":
		body.SetAttributeValue("referenced_security_group_id", cty.StringVal(rule.PeerGroup))
	case rule.PrefixList != "":
		body.SetAttributeValue("prefix_list_id", cty.StringVal(rule.PrefixList))
	case strings.Contains(rule.CIDR, ":"):
		body.SetAttributeValue("cidr_ipv6", cty.StringVal(rule.CIDR))
	default:
		body.SetAttributeValue("cidr_ipv4", cty.StringVal(rule.CIDR))
	}
}

func groupID(group string) hcl.Traversal {
	return hcl.Traversal{
		hcl.TraverseRoot{Name: "aws_security_group"}, hcl.TraverseAttr{Name: label(group)}, hcl.TraverseAttr{Name: "id"},
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

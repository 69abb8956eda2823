package cloudformation_test

import (
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/cloudformation"
)

// TestRefused is about rules that EC2 does not take.
func TestRefused(t *testing.T) {
	t.Parallel()

	const end = "; EC2 refuses the rule"

	for rule, want := range map[string]string{
		"CidrIp: 10.0.0.0/33, FromPort: 1, ToPort: 2":                   ":4:103: CidrIp is no block of addresses" + end,
		"CidrIp: 10.0.0.0/8, FromPort: 90, ToPort: 22":                  ": FromPort lies behind ToPort" + end,
		"CidrIp: 10.0.0.0/8, FromPort: 22, ToPort: 22":                  "",
		"CidrIpv6: '::/0', FromPort: 22, ToPort: 90":                    "",
		"CidrIpv6: '::/0/0', FromPort: 22, ToPort: 90":                  ": CidrIpv6 is no block of addresses" + end,
		"CidrIp: !Ref Block, FromPort: 22, ToPort: !Ref Port":           "",
		"CidrIp: !Sub '${Block}/8', FromPort: 22, ToPort: 23":           "",
		"CidrIp: 10.0.0.0/8, FromPort: 8, ToPort: -1, IpProtocol: icmp": "",
		"CidrIp: ' 10.0.0.0/8', FromPort: 22, ToPort: 23":               "",
		"SourceSecurityGroupId: sg-1, FromPort: 22, ToPort: 23":         "",
		"CidrIp: 10.0.0.0/8, FromPort: 22, ToPort: 1, IpProtocol: '-1'": "",
	} {
		if !strings.Contains(rule, "IpProtocol") {
			rule += ", IpProtocol: tcp"
		}

		text := "Parameters: {Block: {Type: String}, Port: {Type: Number}}\nResources:\n  G:\n" +
			"    {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, SecurityGroupIngress: [{" + rule + "}]}}\n"

		r, err := readFile(stack, []byte(text), cloudformation.Options{})
		if err != nil {
			t.Fatal(err)
		}

		got := strings.Join(r.Remarks, "\n")
		if !strings.Contains(got, want) || (got == "") != (want == "") {
			t.Errorf("%s: %q, want %q", rule, got, want)
		}
	}
}

package main

import "fmt"

// balancer is where another resource can stand before the load balancer in Terraform.
const balancer = `resource "aws_lb" "front" {`

// networkFaults are wrong about what security groups admit.
func networkFaults() []fault {
	const (
		login = "+ critical exposure/instance-admin-port"
		open  = "+ critical bridge/ephemeral-range-open"
	)

	more := func(text string) map[string]string { return map[string]string{moreIngress: text} }
	world := func(from, to int) map[string]string { return more(ingress(from, to, `cidr_blocks = ["0.0.0.0/0"]`)) }

	return []fault{
		{
			"Checkov SG ingress", "reports a rule that admits a group (bridgecrewio/checkov issue 6624)",
			peerTerraform, more(ingress(22, 22, "security_groups = [aws_security_group.front.id]")), nil,
		},
		{
			"Checkov CKV_AWS_24", "reports such a rule that is a resource of its own",
			peerTerraform,
			map[string]string{balancer: `
resource "aws_vpc_security_group_ingress_rule" "login" {
  security_group_id            = aws_security_group.hosts.id
  referenced_security_group_id = aws_security_group.front.id
  ip_protocol                  = "tcp"
  from_port                    = 22
  to_port                      = 22
}

` + balancer},
			nil,
		},
		{
			"Checkov SG ingress", "passes all rules behind one that admits the group itself",
			peerTerraform, more(ingress(9100, 9100, "self = true") + ingress(22, 22, `cidr_blocks = ["0.0.0.0/0"]`)),
			[]string{login},
		},
		{
			"Checkov, Trivy, Prowler SG ingress", "pass the internet in two halves",
			peerTerraform, more(ingress(22, 22, `cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]`)),
			[]string{login},
		},
		{
			"Checkov CKV_AWS_24, 25, 260, 277, Trivy AWS-0107, Prowler", "pass the range that tasks get their ports from",
			peerTerraform, world(32768, 65535),
			[]string{open},
		},
		{
			"Checkov, Prowler all ports", "have 1-65535 be fewer than all",
			peerTerraform, world(1, 65535),
			[]string{open},
		},
		{
			"Terrascan AC_AWS_0227", "compares the ends of a range only",
			peerTerraform, world(20, 30),
			[]string{login},
		},
		{
			"Steampipe authorized_ports", "looks at the first port of a range only",
			peerTerraform, world(80, 65535),
			[]string{open},
		},
		{
			"Steampipe ingress_ssh_all", "does not see IPv6",
			peerAccount,
			map[string]string{`"cidrIpv4": "10.20.9.0/24"`: `"cidrIpv6": "::/0"`},
			[]string{login},
		},
		{
			"Trivy public ingress", "takes a few public addresses for the internet (aquasecurity/trivy issue 7455)",
			peerTerraform, more(ingress(22, 22, `cidr_blocks = ["93.184.216.0/28"]`)), nil,
		},
		{
			"Prowler any port", "reports the listener of a load balancer (prowler-cloud/prowler issue 2442)",
			peerTemplate,
			map[string]string{"ToPort: 80, CidrIp: 0.0.0.0/0}": `ToPort: 80, CidrIp: 0.0.0.0/0}
        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}`},
			nil,
		},
		{
			"cfn_nag W27, KICS public port wide", "take the range that a load balancer needs for one that is open to all",
			peerTerraform,
			map[string]string{"to_port         = 60999": "to_port = 65535"},
			nil,
		},
		{
			"KICS CFN fully_open_ingress", "reports a group that nothing of ECS has",
			peerTemplate,
			map[string]string{moreOther: "SecurityGroupIngress: [{IpProtocol: '-1', CidrIp: 0.0.0.0/0}]"},
			nil,
		},
		{
			"KICS CFN fully_open_ingress, Checkov CFN", "miss a rule for all protocols without ports",
			peerTemplate, more("- {IpProtocol: '-1', CidrIp: 0.0.0.0/0}"),
			[]string{open},
		},
	}
}

// ingress is a rule of a security group in Terraform.
func ingress(from, to int, source string) string {
	return fmt.Sprintf(`
  ingress {
    protocol  = "tcp"
    from_port = %d
    to_port   = %d
    %s
  }
`, from, to, source)
}

package main

// serviceFaults are wrong about services and clusters.
func serviceFaults() []fault {
	const (
		drawn  = "portMappings = [{ containerPort = 8080, hostPort = 0 }"
		ports  = drawn + "]"
		health = `port = "traffic-port"`
		fixed  = `port = "8081"`
	)

	return []fault{
		{
			"opentofu-opa ecs.2", "fails enhanced",
			peerTerraform,
			map[string]string{`value = "enabled"`: `value = "enhanced"`},
			nil,
		},
		{
			"cfn-lint E3049", "takes only a host port of 0 for one that ECS draws",
			peerTerraform,
			map[string]string{ports: "portMappings = [{ containerPort = 8080 }]", health: fixed},
			[]string{"+ high bridge/health-check-port-fixed"},
		},
		{
			"cfn-lint E3049", "reports a fixed check of a fixed port (aws-cloudformation/cfn-lint issues 3541, 3542)",
			peerTerraform,
			map[string]string{
				ports:                 drawn + ", { containerPort = 8081, hostPort = 8081 }]",
				health:                fixed,
				moreIngress:           ingress(8081, 8081, "security_groups = [aws_security_group.front.id]"),
				"desired_count   = 2": "desired_count = 1",
			},
			[]string{"+ low ports/static-mapping"},
		},
		{
			"cfn-lint E3049", "reports a fixed check of targets by address (aws-cloudformation/cfn-lint issues 3541, 3542)",
			peerTerraform,
			map[string]string{
				`network_mode = "bridge"`:  `network_mode = "awsvpc"`,
				`target_type = "instance"`: `target_type = "ip"`,
				ports:                      "portMappings = [{ containerPort = 8080 }, { containerPort = 8081 }]",
				health:                     fixed,
				"launch_type     = \"EC2\"": `launch_type = "EC2"
  network_configuration {
    subnets         = [aws_subnet.public.id]
    security_groups = [aws_security_group.web.id]
  }`,
				balancer: `
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.main.id
` + ingress(8080, 8081, "security_groups = [aws_security_group.front.id]") + `
}

` + balancer,
			},
			[]string{
				"- info bridge/ephemeral-range-open", "- info bridge/introspection-reachable",
				"+ low awsvpc/metadata-not-blocked", "- low bridge/network-mode",
			},
		},
	}
}

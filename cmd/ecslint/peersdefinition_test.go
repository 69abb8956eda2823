package main

// definitionFaults are wrong about what a task definition says.
func definitionFaults() []fault {
	const user = `user                   = "1000"`

	more := func(text string) map[string]string { return map[string]string{moreContainer: text} }

	return []fault{
		{
			"Checkov CKV_AWS_334, Steampipe container_non_privileged", "look for the key privilege, which ECS does not have",
			peerTerraform, more("privileged = true"),
			[]string{"+ high hardening/privileged"},
		},
		{
			"Checkov CKV_AWS_334", "takes the key that ECS does not have for the real one",
			peerTerraform, more("privilege = true"), nil,
		},
		{
			"Checkov CKV_AWS_335, Steampipe no_host_pid_mode", "look for pidMode inside of containers",
			peerTerraform,
			map[string]string{moreDefinition: `pid_mode = "host"`},
			[]string{"+ high hardening/host-pid"},
		},
		{
			"Checkov CKV_AWS_335", "finds pidMode inside of a container, where ECS reads none",
			peerTerraform, more(`pidMode = "host"`), nil,
		},
		{
			"Checkov CKV_AWS_97", "judges the first EFS volume for all",
			peerTerraform,
			map[string]string{moreDefinition: efs("first", "ENABLED") + efs("second", "DISABLED")},
			[]string{"+ medium hardening/efs-transit-encryption"},
		},
		{
			"KICS CFN volume", "misses volumes where there are several",
			peerTerraform,
			map[string]string{moreDefinition: efs("first", "DISABLED") + efs("second", "DISABLED")},
			[]string{"+ medium hardening/efs-transit-encryption", "+ medium hardening/efs-transit-encryption"},
		},
		{
			"Terrascan AC_AWS_0463", "passes DISABLED",
			peerTerraform,
			map[string]string{moreDefinition: efs("data", "DISABLED")},
			[]string{"+ medium hardening/efs-transit-encryption"},
		},
		{
			"Trivy AWS-0035, KICS TF volume", "fail a volume that is no EFS",
			peerTemplate,
			map[string]string{moreVolumes: "- {Name: cache, Host: {SourcePath: /srv/cache}}"},
			nil,
		},
		{
			"Trivy AWS-0036", "drops all containers where cpu is a number",
			peerTerraform, more(`environment = [{ name = "AWS_SECRET_ACCESS_KEY", value = "x" }]`),
			[]string{"+ high hardening/secret-in-environment"},
		},
		{
			"cdk-nag ECS2", "fails every variable",
			peerTerraform, more(`environment = [{ name = "STAGE", value = "production" }]`), nil,
		},
		{
			"Prowler host_networking_mode_users", "knows root by name only",
			peerTerraform,
			map[string]string{user: `user = "0:0"`},
			[]string{"+ low hardening/root-user"},
		},
		{
			"Prowler host_networking_mode_users", "passes 0",
			peerTerraform,
			map[string]string{user: `user = "0"`},
			[]string{"+ low hardening/root-user"},
		},
		{
			"Prowler host_networking_mode_users", "passes root:root",
			peerTerraform,
			map[string]string{user: `user = "root:root"`},
			[]string{"+ low hardening/root-user"},
		},
		{
			"opentofu-opa ecs.8", "takes 10 for root",
			peerTerraform,
			map[string]string{user: `user = "10"`},
			nil,
		},
		{
			"opentofu-opa ecs.8", "takes a name with root in it for root",
			peerTerraform,
			map[string]string{user: `user = "chroot"`},
			nil,
		},
		{
			"Steampipe readonly_root_filesystem, logging_enabled", "pass if any container complies",
			peerDefinition,
			map[string]string{`"containerDefinitions": [`: `"containerDefinitions": [
				{"name": "proxy", "image": "proxy", "memory": 64, "user": "1000"},`},
			[]string{"+ info hardening/missing-logging", "+ info hardening/writable-root-filesystem"},
		},
		{
			"Steampipe user_for_host_mode_check", "passes host mode where a container is privileged",
			peerDefinition,
			map[string]string{`"awsvpc"`: `"host"`, `"memory": 256`: `"memory": 256, "privileged": true`},
			[]string{"+ high hardening/privileged", "+ medium host/network-mode"},
		},
		{
			"Steampipe user_for_host_mode_check", "fails host mode for a user that is not root",
			peerDefinition,
			map[string]string{`"awsvpc"`: `"host"`},
			[]string{"+ medium host/network-mode"},
		},
		{
			"KICS TF, Terrascan AC_AWS_0088 network mode", "pass the mode that is left out, which is bridge",
			peerDefinition,
			map[string]string{`"networkMode": "awsvpc",`: ""},
			[]string{"+ low bridge/network-mode"},
		},
		{
			"KICS CFN network mode", "fails none, which has no network at all",
			peerDefinition,
			map[string]string{
				`"awsvpc"`: `"none"`, `"portMappings": [{"containerPort": 8080}]`: `"essential": true`,
			},
			nil,
		},
		{
			"cfn-lint E3053", "judges host ports in awsvpc alone",
			peerDefinition,
			map[string]string{`"awsvpc"`: `"host"`, `{"containerPort": 8080}`: `{"containerPort": 8080, "hostPort": 80}`},
			[]string{"+ high host/port-not-remappable", "+ medium host/network-mode"},
		},
	}
}

// efs is an EFS volume of a task definition in Terraform.
func efs(name, encryption string) string {
	return `
  volume {
    name = "` + name + `"
    efs_volume_configuration {
      file_system_id     = "fs-0a1b2c3d4e5f60718"
      transit_encryption = "` + encryption + `"
    }
  }`
}

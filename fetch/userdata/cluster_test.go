package userdata_test

import (
	"testing"

	"github.com/ecslint/ecslint/fetch/userdata"
)

// The cluster is found in whatever language the user data is, and the last one wins.
func TestCluster(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct{ text, want string }{
		"shell":          {"#!/bin/bash\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config\n", "prod"},
		"quoted whole":   {"echo 'ECS_CLUSTER=prod' >> /etc/ecs/ecs.config", "prod"},
		"quoted value":   {`echo ECS_CLUSTER="prod" >> /etc/ecs/ecs.config`, "prod"},
		"escaped end":    {`printf "ECS_CLUSTER=prod\nECS_ENABLE_TASK_ENI=true\n" > /etc/ecs/ecs.config`, "prod"},
		"one of several": {"ECS_A=1; ECS_CLUSTER=prod; ECS_B=2", "prod"},
		"ecs.config":     {"ECS_ENABLE_TASK_ENI=true\nECS_CLUSTER=prod\r\n", "prod"},
		"here document":  {"cat <<'EOF' >> /etc/ecs/ecs.config\nECS_CLUSTER=prod\nEOF\n", "prod"},
		"cloud-init":     {"#cloud-config\nbootcmd:\n  - echo ECS_CLUSTER=prod >> /etc/ecs/ecs.config\n", "prod"},
		"PowerShell":     {`Initialize-ECSAgent -Cluster "prod" -EnableTaskIAMRole`, "prod"},
		"PowerShell, in any case": {
			"initialize-ecsagent -EnableTaskENI -cluster prod -EnableTaskIAMRole", "prod",
		},
		"PowerShell's environment": {`$env:ECS_CLUSTER = "prod"`, "prod"},
		"placeholder":              {"echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config", "${Cluster}"},
		"placeholder in brackets":  {"ECS_CLUSTER=<CLUSTER>-a\n", "<CLUSTER>-a"},
		"redirected":               {"echo ECS_CLUSTER=prod>>/etc/ecs/ecs.config", "prod"},
		"piped":                    {"echo ECS_CLUSTER=prod|tee /etc/ecs/ecs.config", "prod"},
		"empty, redirected":        {"echo ECS_CLUSTER= >> /etc/ecs/ecs.config", ""},
		"comment":                  {"# ECS_CLUSTER=prod\n  #ECS_CLUSTER=dev\n", ""},
		"comment below":            {"ECS_CLUSTER=prod\n# ECS_CLUSTER=dev\n", "prod"},
		"last wins":                {"ECS_CLUSTER=dev\nECS_CLUSTER=prod\n", "prod"},
		"last on a line":           {"ECS_CLUSTER=dev ECS_CLUSTER=prod", "prod"},
		"another variable":         {"MY_ECS_CLUSTER=prod\nECS_CLUSTER_NAME=prod\n", ""},
		"empty":                    {"ECS_CLUSTER=\n", ""},
		"none":                     {"#!/bin/bash\nyum update -y\n", ""},
		"nothing":                  {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if got := userdata.Cluster(c.text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

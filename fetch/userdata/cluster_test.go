package userdata_test

import (
	"strconv"
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
		"PowerShell over lines": {
			"Initialize-ECSAgent `\r\n  -EnableTaskIAMRole `\r\n  -Cluster 'prod'\r\n", "prod",
		},
		"PowerShell with a colon": {"Initialize-ECSAgent -Cluster:prod", "prod"},
		"PowerShell's method": {
			`[Environment]::SetEnvironmentVariable("ECS_CLUSTER", "prod", "Machine")`, "prod",
		},
		"a file of cloud-init": {
			"#cloud-config\nwrite_files:\n- path: /etc/ecs/ecs.config\n  content: |\n    ECS_CLUSTER=prod\n", "prod",
		},
		"an option of docker":      {"docker run --env=ECS_CLUSTER=prod --net=host amazon/amazon-ecs-agent", "prod"},
		"a variable":               {"C=prod\necho ECS_CLUSTER=$C >> /etc/ecs/ecs.config", "prod"},
		"a variable in braces":     {"export NAME='prod'\necho ECS_CLUSTER=${NAME}", "prod"},
		"a variable set twice":     {"C=prod\nC=dev\necho ECS_CLUSTER=$C", "$C"},
		"a variable set elsewhere": {"echo ECS_CLUSTER=$C", "$C"},
		"Bottlerocket":             {"[settings.ecs]\ncluster = \"prod\" # ours\n", "prod"},
		"Bottlerocket, dotted":     {"settings.ecs.cluster = 'prod'\n", "prod"},
		"Bottlerocket's table":     {"[settings]\necs.cluster = \"prod\"\n", "prod"},
		"Bottlerocket's EKS":       {"[settings.kubernetes]\ncluster-name = \"prod\"\ncluster = \"prod\"\n", ""},
		"Bottlerocket's comment":   {"[settings.ecs]\n# cluster = \"prod\"\n", ""},
		"a table of another TOML":  {"[ecs]\ncluster = \"prod\"\n", ""},
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

// A name is one, or is filled in elsewhere.
func TestResolved(t *testing.T) {
	t.Parallel()

	for name, want := range map[string]bool{
		"prod": true, "pro_d-1": true, "arn:aws:ecs:eu-north-1:111122223333:cluster/prod": true,
		"$C": false, "${aws_ecs_cluster.c.name}": false, "stack.yaml#Cluster": false, "<CLUSTER>": false, "$(name)": false,
	} {
		if got := userdata.Resolved(name); got != want {
			t.Errorf("%s is resolved: %v, want %v", name, got, want)
		}
	}
}

// Images that AWS publishes for ECS join the cluster default by themselves, if their agent starts without being told.
func TestDefaultCluster(t *testing.T) {
	t.Parallel()

	for image, want := range map[string]string{
		"/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id":                   "default",
		"/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id":                              "default",
		"/aws/service/bottlerocket/aws-k8s-1.31/x86_64/latest/image_id":                           "",
		"/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-ECS_Optimized/image_id": "",
		"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64":                   "",
		"ami-0123456789abcdef0": "",
		"":                      "",
	} {
		if got := userdata.DefaultCluster(image); got != want {
			t.Errorf("%s: got %q, want %q", image, got, want)
		}
	}
}

// Two settings of Bottlerocket are read, and no setting of another operator of containers.
func TestBottlerocketAgent(t *testing.T) {
	t.Parallel()

	for text, want := range map[string]string{
		"[settings.ecs]\nawsvpc-block-imds = true\n":         "true",
		"settings.ecs.awsvpc-block-imds = false\n":           "false",
		"[settings.ecs]\nawsvpc-block-imds = \"${var.b}\"\n": "unknown",
		"[settings.kubernetes]\nawsvpc-block-imds = true\n":  "absent",
		"[settings.ecs]\ncluster = \"prod\"\n":               "absent",
	} {
		got := "absent"

		switch v := userdata.Settings(text).BlockIMDS; {
		case v.IsUnknown():
			got = "unknown"
		case v.IsKnown():
			got = strconv.FormatBool(v.Or(false))
		}

		if got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

// What plain user data packs itself is unpacked, and what is no message stays.
func TestUnpacked(t *testing.T) {
	t.Parallel()

	const message = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"B\"\n\n--B\n" +
		"Content-Type: text/x-shellscript\nContent-Transfer-Encoding: base64\n\nRUNTX0NMVVNURVI9cHJvZA==\n--B--\n"

	for text, want := range map[string]string{
		message: "prod",
		"#cloud-config\nwrite_files:\n- encoding: b64\n  content: RUNTX0NMVVNURVI9cHJvZA==\n": "prod",
		"Content-Type: broken\nECS_CLUSTER=prod\n":                                            "prod",
		"ECS_CLUSTER=prod": "prod",
		"#!/bin/sh\n":      "",
	} {
		if got := userdata.Cluster(userdata.Unpacked(text)); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

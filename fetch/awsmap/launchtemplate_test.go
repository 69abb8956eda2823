package awsmap_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"strings"
	"testing"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestLaunchTemplate(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{LaunchTemplateVersions: []ec2.LaunchTemplateVersion{
		{
			LaunchTemplateId: new("lt-1"), LaunchTemplateName: new("fleet"), VersionNumber: new(int64(3)),
			LaunchTemplateData: &ec2.ResponseLaunchTemplateData{
				InstanceType: "c5.large", ImageId: new("ami-1"), SecurityGroupIds: []string{"sg-2"},
				NetworkInterfaces: []ec2.LaunchTemplateInstanceNetworkInterfaceSpecification{{Groups: []string{"sg-1", "sg-2"}}},
				UserData:          new(b64("echo ECS_ENABLE_TASK_ENI=true >> /etc/ecs/ecs.config")),
				MetadataOptions:   &ec2.LaunchTemplateInstanceMetadataOptions{HttpTokens: "required", State: "pending"},
			},
		},
		{LaunchTemplateId: new("lt-2"), VersionNumber: new(int64(1)), LaunchTemplateData: &ec2.ResponseLaunchTemplateData{}},
		{LaunchTemplateId: new("lt-3"), VersionNumber: new(int64(1))},
	}})

	same(t, noun(t, s.LaunchTemplates[:1]), `{"id": "lt-1:3", "name": "fleet", "instanceType": "c5.large",
		"image": "ami-1", "securityGroups": ["sg-1", "sg-2"], "agent": {"taskEni": true},
		"metadataOptions": {"httpTokens": "required"}}`)
	same(t, noun(t, s.LaunchTemplates[1:2]), `{"id": "lt-2:1", "agent": {}}`) // no user data: the agent's defaults
	same(t, noun(t, s.LaunchTemplates[2:]), `{"id": "lt-3:1"}`)               // not read
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func gzipped(s string) string {
	var b bytes.Buffer

	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(s)); err != nil {
		panic(err)
	}

	if err := w.Close(); err != nil {
		panic(err)
	}

	return b.String()
}

func agent(t *testing.T, userData string) string {
	t.Helper()

	s := read(awsmap.Answers{LaunchTemplateVersions: []ec2.LaunchTemplateVersion{{
		LaunchTemplateId: new("lt-1"), LaunchTemplateData: &ec2.ResponseLaunchTemplateData{UserData: &userData},
	}}})

	return encoded(t, s.LaunchTemplates[0].Agent)
}

const (
	noLiteral = `{"unknown": "the user data sets it to no literal"}`
	narrow    = `{"dynamicPortRange": {"from": 40000, "to": 40100}}`
	badValue  = `{"unknown": "the user data sets it to what the agent does not take"}`
)

func TestAgent(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct{ userData, want string }{
		"empty":           {``, `{}`},
		"nothing of ours": {"#!/bin/bash\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config", `{}`},
		"echo":            {`echo ECS_ENABLE_TASK_ENI=true >> /etc/ecs/ecs.config`, `{"taskEni": true}`},
		"echo quoted":     {`echo "ECS_AWSVPC_BLOCK_IMDS=true" >> /etc/ecs/ecs.config`, `{"blockImds": true}`},
		"echo single":     {`echo 'ECS_RESERVED_PORTS=[22, 80,80]' >> /etc/ecs/ecs.config`, `{"reservedPorts": [22, 80]}`},
		"value quoted":    {`echo ECS_DYNAMIC_HOST_PORT_RANGE="40000-40100" >>/etc/ecs/ecs.config`, narrow},
		"echo -e": {
			`echo -e "ECS_ENABLE_TASK_ENI=true\nECS_RESERVED_PORTS_UDP=[53]" > /etc/ecs/ecs.config`,
			`{"taskEni": true, "reservedPortsUdp": [53]}`,
		},
		"escaped quotes": {`echo "ECS_DYNAMIC_HOST_PORT_RANGE=\"40000-40100\""`, narrow},
		"heredoc": {
			"cat <<'EOF' >> /etc/ecs/ecs.config\r\nECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS=true\r\n" +
				"ECS_AWSVPC_BLOCK_IMDS=false\r\nEOF\r\n",
			`{"offhostIntrospection": true, "blockImds": false}`,
		},
		"tee":             {`echo ECS_ENABLE_TASK_ENI=1 | tee -a /etc/ecs/ecs.config`, `{"taskEni": true}`},
		"the last wins":   {"ECS_ENABLE_TASK_ENI=true\nECS_ENABLE_TASK_ENI=false", `{"taskEni": false}`},
		"emptied":         {"ECS_ENABLE_TASK_ENI=true\nECS_ENABLE_TASK_ENI=\n", `{}`},
		"comment":         {"# ECS_ENABLE_TASK_ENI=true\ntrue # ECS_AWSVPC_BLOCK_IMDS=true", `{}`},
		"trailing words":  {"ECS_ENABLE_TASK_ENI=true # for awsvpc", `{"taskEni": true}`},
		"longer name":     {"MY_ECS_ENABLE_TASK_ENI=true\nECS_ENABLE_TASK_ENIS=true", `{}`},
		"variable":        {`echo ECS_AWSVPC_BLOCK_IMDS=$BLOCK`, `{"blockImds": ` + noLiteral + `}`},
		"quoted variable": {`echo "ECS_DYNAMIC_HOST_PORT_RANGE=${LOW}-65535"`, `{"dynamicPortRange": ` + noLiteral + `}`},
		"command":         {"echo ECS_ENABLE_TASK_ENI=`cat eni`", `{"taskEni": ` + noLiteral + `}`},
		"printf":          {`printf 'ECS_ENABLE_TASK_ENI=%s\n' true`, `{"taskEni": ` + noLiteral + `}`},
		"ports variable":  {`ECS_RESERVED_PORTS=$PORTS`, `{}`},
		"no bool":         {`ECS_ENABLE_TASK_ENI=yes`, `{"taskEni": ` + badValue + `}`},
		"no range":        {`ECS_DYNAMIC_HOST_PORT_RANGE=40000`, `{"dynamicPortRange": ` + badValue + `}`},
		"range reversed":  {`ECS_DYNAMIC_HOST_PORT_RANGE=50000-40000`, `{"dynamicPortRange": ` + badValue + `}`},
		"range from zero": {`ECS_DYNAMIC_HOST_PORT_RANGE=0-40000`, `{"dynamicPortRange": ` + badValue + `}`},
		"range too high":  {`ECS_DYNAMIC_HOST_PORT_RANGE=50000-70000`, `{"dynamicPortRange": ` + badValue + `}`},
		"port too high":   {`ECS_RESERVED_PORTS=[70000]`, `{}`},
		"PowerShell": {
			`[Environment]::SetEnvironmentVariable("ECS_ENABLE_TASK_ENI", $TRUE, "Machine")` + "\n" +
				`[Environment]::SetEnvironmentVariable('ECS_DYNAMIC_HOST_PORT_RANGE','50000-50100','Machine')` + "\n" +
				`[Environment]::SetEnvironmentVariable("ECS_AWSVPC_BLOCK_IMDS", $block, "Machine")` + "\n" +
				`$env:ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS = "false"`,
			`{"taskEni": true, "dynamicPortRange": {"from": 50000, "to": 50100}, "blockImds": ` + noLiteral + `,
				"offhostIntrospection": false}`,
		},
		"PowerShell switches": {
			"<powershell>\nInitialize-ECSAgent -Cluster x -EnableTaskENI -AwsvpcBlockIMDS:$b\n</powershell>",
			`{"taskEni": true, "blockImds": ` + noLiteral + `}`,
		},
		"switches of another command": {`Start-It -EnableTaskENI`, `{}`},
		"write_files": {
			"#cloud-config\nwrite_files:\n  - path: /etc/ecs/ecs.config\n    content: |\n      ECS_ENABLE_TASK_ENI=true\n",
			`{"taskEni": true}`,
		},
		"write_files on one line": {
			"#cloud-config\nwrite_files:\n  - content: \"ECS_ENABLE_TASK_ENI=true\\nECS_AWSVPC_BLOCK_IMDS=true\\n\"\n",
			`{"taskEni": true, "blockImds": true}`,
		},
		"write_files in base64": {
			"#cloud-config\nwrite_files:\n- encoding: b64\n  content: " + b64("ECS_ENABLE_TASK_ENI=true\n") + "\n  path: x\n",
			`{"taskEni": true}`,
		},
		"write_files packed, in a block": {
			"#cloud-config\nwrite_files:\n- encoding: gz+b64\n  content: |\n    " +
				b64(gzipped("ECS_ENABLE_TASK_ENI=true\n")) + "\n",
			`{"taskEni": true}`,
		},
		"gzip": {gzipped("ECS_ENABLE_TASK_ENI=true"), `{"taskEni": true}`},
		"MIME": {strings.Join([]string{
			"Content-Type: multipart/mixed; boundary=\"==B==\"", "MIME-Version: 1.0", "",
			"--==B==", "Content-Type: text/cloud-boothook; charset=\"us-ascii\"", "",
			"echo ECS_ENABLE_TASK_ENI=true >> /etc/ecs/ecs.config", "",
			"--==B==", "Content-Type: text/x-shellscript", "Content-Transfer-Encoding: base64", "",
			b64("echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config"), "--==B==--", "",
		}, "\n"), `{"taskEni": true, "blockImds": true}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			same(t, agent(t, b64(c.userData)), c.want)
		})
	}
}

// What cannot be read is unknown: it never passes for the agent's default.
func TestAgentUnknown(t *testing.T) {
	t.Parallel()

	all := func(why string) string {
		u := `{"unknown": "` + why + `"}`

		return `"dynamicPortRange": ` + u + `, "blockImds": ` + u +
			`, "offhostIntrospection": ` + u + `, "taskEni": ` + u + `}`
	}

	const undecoded = "the user data cannot be decoded"

	unread := `{"blockBridgeImds": {"unknown": "` + undecoded + `"}, ` + all(undecoded)
	elsewhere := `{` + all("the user data takes the agent's settings from elsewhere")

	for name, c := range map[string]struct{ userData, want string }{
		"no base64":      {"#!/bin/bash", unread},
		"broken gzip":    {b64(gzipped("ECS_ENABLE_TASK_ENI=true")[:20]), unread},
		"gzip bomb":      {b64(gzipped(strings.Repeat("a", 2<<20))), unread},
		"broken MIME":    {b64("Content-Type: multipart/mixed; boundary=b\n\n--b\nX: y\n\ntext without an end"), unread},
		"endless gzip":   {b64(gzipped(gzipped(gzipped(gzipped("x"))))), unread},
		"copied from S3": {b64("aws s3 cp s3://b/ecs.config /etc/ecs/ecs.config"), elsewhere},
		"include":        {b64("#include\nhttps://example.org/user-data"), elsewhere},
		"JSON":           {b64(`{"ECSAgentConfiguration": {"TaskENIEnabled": true}}`), elsewhere},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			same(t, agent(t, c.userData), c.want)
		})
	}
}

// What is set beside a copied file is known.
func TestAgentPartlyKnown(t *testing.T) {
	t.Parallel()

	got := decoded(t, agent(t, b64("aws s3 cp s3://b/ecs.config /etc/ecs/ecs.config\n"+
		"# curl -o /etc/ecs/ecs.config\necho ECS_ENABLE_TASK_ENI=true >> /etc/ecs/ecs.config")))

	equal(t, got["taskEni"], any(true))
	equal(t, got["blockImds"] != nil, true)
	same(t, agent(t, b64("# aws s3 cp s3://b/ecs.config /etc/ecs/ecs.config")), `{}`)
}

// Whatever the user data holds, none of its words reaches the snapshot.
func FuzzAgent(f *testing.F) {
	for _, seed := range []string{
		`echo ECS_ENABLE_TASK_ENI=true`, `ECS_RESERVED_PORTS=[22`, `SetEnvironmentVariable("ECS_ENABLE_TASK_ENI", "`,
		"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nECS_ENABLE_TASK_ENI=$(hunter2)\n--b--", gzipped("x"),
		`ECS_DYNAMIC_HOST_PORT_RANGE=\"`, `$env:ECS_X =`, "content: aGVsbG8gd29ybGQ=", `ECS_AWSVPC_BLOCK_IMDS='`,
	} {
		f.Add(seed)
	}

	f.Fuzz(func(t *testing.T, userData string) {
		got := agent(t, b64("ECS_ENABLE_TASK_ENI=hunter2 "+userData+" ECS_AWSVPC_BLOCK_IMDS=hunter2"))
		if strings.Contains(got, "hunter2") {
			t.Errorf("the snapshot quotes the user data: %s", got)
		}

		agent(t, userData)
	})
}

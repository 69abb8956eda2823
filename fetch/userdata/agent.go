// Package userdata reads what the user data of an instance tells the ECS agent. Nothing else of user data is kept, and
// no error quotes it, since scripts hold secrets.
package userdata

import (
	"path"
	"regexp"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

var (
	// settingRE finds an assignment to one of the agent's variables: X=Y as ecs.config and shells have it,
	// $env:X = "Y" and SetEnvironmentVariable("X", "Y", "Machine") of PowerShell.
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
	settingRE = regexp.MustCompile(`\b(ECS_DYNAMIC_HOST_PORT_RANGE|ECS_RESERVED_PORTS_UDP|ECS_RESERVED_PORTS` +
		`|ECS_AWSVPC_BLOCK_IMDS|ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS|ECS_ENABLE_TASK_ENI)(?:=|["']\s*,\s*)` +
		`|(?i:\$env:)(ECS_\w+)\s*=\s*`)

	// flagRE finds the switches of Initialize-ECSAgent that stand for a variable.
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_windows_container_instance.html
	flagRE = regexp.MustCompile(`(?i)\s-(EnableTaskENI|AwsvpcBlockIMDS)\b(:?)`)

	// fileRE finds the file that a line is written to.
	fileRE = regexp.MustCompile(`(?:>>?|\|\s*(?:sudo\s+)?tee(?:\s+-a|\s+--append)?)\s*["']?([^\s"'|;&<>]+)`)

	// elsewhereRE matches user data that takes the agent's settings from a place that is not read.
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-config-s3.html
	// https://github.com/aws/amazon-ecs-agent/blob/master/agent/config/config.go (ECSAgentConfiguration)
	elsewhereRE = regexp.MustCompile(`(?i)\b(?:s3 (?:cp|sync)|s3api get-object|curl|wget|copy-s3object|read-s3object)` +
		`\b.*ecs\.config|^#include|"ECSAgentConfiguration"`)
)

// The reasons for which a setting is unknown. None of them quotes the user data.
const (
	notRead      = "the user data cannot be decoded"
	notLiteral   = "the user data sets it to no literal"
	notWellTyped = "the user data sets it to what the agent does not take"
	notItsFile   = "the user data writes it to another file than the agent's"
	notHere      = "the user data takes the agent's settings from elsewhere"
)

// Agent reads the agent's settings out of base64 user data, as the API has it.
func Agent(encoded string) *snapshot.Agent {
	text, err := decode(encoded)
	if err != nil {
		return Unknown(notRead)
	}

	return Settings(text)
}

// Unknown is an agent of whose settings nothing is known, for a reason.
func Unknown(why string) *snapshot.Agent {
	agent := &snapshot.Agent{BlockBridgeIMDS: snapshot.Unknown[bool](why)}
	unknown(agent, why)

	return agent
}

// Settings reads the agent's settings out of plain user data, as people write it into templates. The last assignment
// wins, as in the file that the lines are appended to; conditions are not followed.
func Settings(text string) *snapshot.Agent {
	agent := &snapshot.Agent{}
	elsewhere := false
	windows := strings.Contains(strings.ToLower(text), "initialize-ecsagent")

	text = strings.ReplaceAll(text, `\n`, "\n") // as echo -e, printf and quoted YAML write the end of a line
	agent.BlockBridgeIMDS = blocksBridge(text)

	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") && !strings.HasPrefix(line, "#include") {
			continue
		}

		elsewhere = elsewhere || elsewhereRE.MatchString(line)

		assign(agent, line)

		if windows {
			switchOn(agent, line)
		}
	}

	assignRocket(agent, text)

	if elsewhere {
		unknown(agent, notHere)
	}

	return agent
}

// assign takes the assignments of a line in their order: one echo or printf may write several.
func assign(agent *snapshot.Agent, line string) {
	line, _, _ = strings.Cut(line, " #") // a comment

	for _, at := range settingRE.FindAllStringSubmatchIndex(line, -1) {
		name := line[max(at[2], at[4]):max(at[3], at[5])]
		value, ok := literal(line[at[1]:])
		set := setting{agent: agent, value: value, literal: ok, why: otherFile(line[at[1]:])}
		set.to(name)
	}
}

// otherFile is why an assignment may be of something else than the agent: its line is written to a file of which the
// name is plain, and another than the agent's.
func otherFile(rest string) string {
	m := fileRE.FindStringSubmatch(rest)
	if len(m) == 0 {
		return ""
	}

	file := m[1]
	if path.Base(file) == "ecs.config" || strings.HasPrefix(file, "/dev/") || strings.ContainsAny(file, "$`{%&") {
		return ""
	}

	return notItsFile
}

// switchOn takes the switches of a line. There are none that turn a setting off.
func switchOn(agent *snapshot.Agent, line string) {
	for _, m := range flagRE.FindAllStringSubmatch(line, -1) {
		value := snapshot.Known(true)
		if m[2] != "" { // -EnableTaskENI:$x
			value = snapshot.Unknown[bool](notLiteral)
		}

		if strings.EqualFold(m[1], "EnableTaskENI") {
			agent.TaskENI = value
		} else {
			agent.BlockIMDS = value
		}
	}
}

// unknown gives the reason for every setting that nothing is known of.
func unknown(agent *snapshot.Agent, why string) {
	if agent.DynamicPortRange.IsZero() {
		agent.DynamicPortRange = snapshot.Unknown[snapshot.PortRange](why)
	}

	for _, v := range []*snapshot.Value[bool]{&agent.BlockIMDS, &agent.OffhostIntrospection, &agent.TaskENI} {
		if v.IsZero() {
			*v = snapshot.Unknown[bool](why)
		}
	}
}

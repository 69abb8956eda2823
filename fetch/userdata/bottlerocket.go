package userdata

import (
	"regexp"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// User data of Bottlerocket is TOML, of which two settings are networking's. There is none for the range of host ports,
// nor for interfaces of tasks, which are always on.
// https://github.com/bottlerocket-os/bottlerocket/blob/2b4d77a/packages/ecs-agent/ecs-base-conf
const (
	rocketCluster   = "settings.ecs.cluster"
	rocketBlockIMDS = "settings.ecs.awsvpc-block-imds"
)

var (
	// tableRE matches the head of a table of TOML.
	tableRE = regexp.MustCompile(`^\[\s*([\w.-]+)\s*\]`)

	// rocketRE matches such user data: no other kind has tables, or dotted keys, of settings.
	rocketRE = regexp.MustCompile(`(?m)^\s*(?:\[\s*settings(?:\.[\w.-]+)?\s*\]|settings\.[\w.-]+\s*=)`)
)

// rocket reads user data of Bottlerocket: the values of its keys, each with the names of the tables around it.
func rocket(text string) map[string]string {
	if !rocketRE.MatchString(text) {
		return nil
	}

	values, table := map[string]string{}, ""

	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)

		if head := tableRE.FindStringSubmatch(line); head != nil {
			table = head[1] + "."

			continue
		}

		key, value, ok := strings.Cut(line, "=")
		if key = strings.TrimSpace(key); ok && !strings.HasPrefix(key, "#") {
			values[table+key] = unquoted(value)
		}
	}

	return values
}

// unquoted is a value of TOML, without its quotes and what is said of it behind them.
// https://toml.io/en/v1.0.0#string
func unquoted(value string) string {
	value = strings.TrimSpace(value)

	if value != "" && (value[0] == '"' || value[0] == '\'') {
		value, _, _ = strings.Cut(value[1:], value[:1])

		return value
	}

	value, _, _ = strings.Cut(value, "#")

	return strings.TrimSpace(value)
}

// assignRocket takes what the settings of Bottlerocket say.
func assignRocket(agent *snapshot.Agent, text string) {
	if value, ok := rocket(text)[rocketBlockIMDS]; ok {
		_, literal := literal(value)
		set := setting{agent: agent, value: value, literal: literal}
		set.to("ECS_AWSVPC_BLOCK_IMDS")
	}
}

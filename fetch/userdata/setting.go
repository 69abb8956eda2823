package userdata

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// literal is the value that a line goes on with, and whether it is one: nothing that a shell, printf or a
// template fills in.
func literal(rest string) (string, bool) {
	const longest = 1024 // more than any list of the 100 ports that an instance can reserve

	rest = strings.TrimLeft(strings.TrimRight(rest[:min(len(rest), longest)], "\r\n"), `\`)
	end := len(rest)

	switch {
	case rest == "":
	case rest[0] == '"' || rest[0] == '\'':
		if i := strings.IndexByte(rest[1:], rest[0]); i >= 0 {
			end = i + 1
		}

		return literal(rest[1:end])
	case rest[0] == '[':
		if i := strings.IndexByte(rest, ']'); i >= 0 {
			end = i + 1
		}
	default:
		if i := strings.IndexAny(rest, " \t\"';|&<>)\\,"); i >= 0 {
			end = i
		}
	}

	value := strings.ReplaceAll(rest[:end], `\`, "")
	if strings.EqualFold(value, "$true") || strings.EqualFold(value, "$false") { // PowerShell's own constants
		return value[1:], true
	}

	return value, !strings.ContainsAny(value, "$`%{(")
}

// A setting is one assignment.
type setting struct {
	agent   *snapshot.Agent
	value   string
	literal bool
	why     string // it may be none of the agent's
}

// to puts the value into the agent's field. Variables that networking does not ask for are passed over.
// https://github.com/aws/amazon-ecs-agent/blob/master/README.md#environment-variables
func (s setting) to(name string) {
	switch name {
	case "ECS_DYNAMIC_HOST_PORT_RANGE":
		s.agent.DynamicPortRange = read(s, snapshot.ParsePortRange)
	case "ECS_RESERVED_PORTS":
		s.agent.ReservedPorts = s.ports()
	case "ECS_RESERVED_PORTS_UDP":
		s.agent.ReservedPortsUDP = s.ports()
	case "ECS_AWSVPC_BLOCK_IMDS":
		s.agent.BlockIMDS = read(s, parseBool)
	case "ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS":
		s.agent.OffhostIntrospection = read(s, parseBool)
	case "ECS_ENABLE_TASK_ENI":
		s.agent.TaskENI = read(s, parseBool)
	}
}

// read is absent for an empty value, which the agent takes for its default.
func read[T any](s setting, parse func(string) (T, bool)) snapshot.Value[T] {
	if s.why != "" || !s.literal {
		return snapshot.Unknown[T](cmp.Or(s.why, notLiteral))
	}

	if s.value == "" {
		return snapshot.Value[T]{}
	}

	v, ok := parse(s.value)
	if !ok {
		return snapshot.Unknown[T](notWellTyped)
	}

	return snapshot.Known(v)
}

// ports reads a JSON list; anything else leaves the agent's own list in force, as in the agent.
// https://github.com/aws/amazon-ecs-agent/blob/master/agent/config/parse.go
func (s setting) ports() []int {
	var list []uint16
	if s.why != "" || !s.literal || json.Unmarshal([]byte(s.value), &list) != nil {
		return nil
	}

	var out []int
	for _, p := range list {
		out = append(out, int(p))
	}

	slices.Sort(out)

	return slices.Compact(out)
}

// parseBool takes what the agent takes: 1, t, true and their like in any of three cases.
// https://github.com/aws/amazon-ecs-agent/blob/master/agent/utils/utils.go
func parseBool(s string) (value, ok bool) {
	value, err := strconv.ParseBool(s)

	return value, err == nil
}

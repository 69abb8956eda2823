package fleet

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A verdict is whether tasks get to something on the instances of a class: they do by some way, they do not, or it is
// not known.
type verdict struct {
	way, unknown string
	assumed      string
}

// The values of the options of instance metadata.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsResponse.html
const (
	enabled  = "enabled"
	disabled = "disabled"
	optional = "optional"
	required = "required"
)

// A question is asked of every class; text is what of the class tells in evidence.
type question struct {
	judge func(*class) verdict
	text  func(*class) string
}

func askHostMetadata() question   { return question{hostMetadata, endpointText} }
func askBridgeMetadata() question { return question{bridgeMetadata, optionsText} }
func askAWSVPCMetadata() question { return question{awsvpcMetadata, endpointText} }
func askIntrospection() question  { return question{introspection, agentText} }

func endpointText(c *class) string {
	return "instance metadata " + c.metadata.HTTPEndpoint.Or("on or off, which is not known")
}

func optionsText(c *class) string {
	hops := "hop limit not known"
	if n, ok := c.metadata.HTTPPutResponseHopLimit.Get(); ok {
		hops = fmt.Sprintf("hop limit %d", n)
	}

	return fmt.Sprintf("%s, tokens %s, %s", endpointText(c), c.metadata.HTTPTokens.Or("optional or required"), hops)
}

func agentText(c *class) string {
	return "agent " + cmp.Or(c.version, "of a version that is not known")
}

// hostMetadata: the containers have the network of the instance, in which no hop limit counts, and which the agent
// needs metadata in.
// https://repost.aws/knowledge-center/ecs-container-ec2-metadata
func hostMetadata(c *class) verdict {
	switch c.metadata.HTTPEndpoint.Or("") {
	case enabled:
		return verdict{way: "instance metadata is on"}
	case disabled:
		return verdict{}
	default:
		return verdict{unknown: reason(c.metadata.HTTPEndpoint)}
	}
}

// bridgeMetadata: from a bridge it is one hop more to the instance, which a token with a hop limit of 1 does not
// survive. Version 1 asks for no token.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
func bridgeMetadata(c *class) verdict {
	o := c.metadata
	hops, hopsKnown := o.HTTPPutResponseHopLimit.Get()
	near := hopsKnown && hops <= 1

	var blocked snapshot.Value[bool]
	if c.template != nil && c.template.Agent != nil {
		blocked = c.template.Agent.BlockBridgeIMDS
	}

	switch {
	case o.HTTPEndpoint.Or("") == disabled, blocked.Or(false), o.HTTPTokens.Or("") == required && near:
		return verdict{}
	case o.HTTPEndpoint.Or("") != enabled:
		return verdict{unknown: reason(o.HTTPEndpoint)}
	case blocked.IsUnknown():
		return verdict{unknown: "whether iptables keeps Docker's bridge from instance metadata: " + blocked.Reason()}
	case o.HTTPTokens.Or("") == optional:
		return verdict{way: "version 1 of instance metadata asks for no token"}
	case hopsKnown && !near:
		return verdict{way: fmt.Sprintf("tokens of instance metadata have a hop limit of %d", hops)}
	case o.HTTPTokens.Or("") == required:
		return verdict{unknown: o.HTTPPutResponseHopLimit.Reason()}
	default:
		return verdict{unknown: reason(o.HTTPTokens)}
	}
}

// awsvpcMetadata: an interface of the task's own has the metadata of the instance beside it, whatever the hop limit,
// unless the agent takes the route away.
// https://github.com/aws/amazon-ecs-agent/blob/master/README.md (ECS_AWSVPC_BLOCK_IMDS)
func awsvpcMetadata(c *class) verdict {
	switch {
	case c.metadata.HTTPEndpoint.Or("") == disabled, c.blocking == blocks:
		return verdict{}
	case c.blocking == unsaid:
		if blocked, why := blockedBySetting(c.template); blocked || why != "" {
			return verdict{unknown: why}
		}
	}

	v := verdict{way: "the agent does not block instance metadata"}
	if c.metadata.HTTPEndpoint.Or("") != enabled {
		v.assumed = facts.MetadataOn
	}

	return v
}

func blockedBySetting(t *snapshot.LaunchTemplate) (blocked bool, why string) {
	const setting = "ECS_AWSVPC_BLOCK_IMDS: "

	switch {
	case t == nil || t.Agent == nil:
		return false, setting + "the user data of the instances was not read"
	case t.Agent.BlockIMDS.IsUnknown():
		return false, setting + t.Agent.BlockIMDS.Reason()
	default:
		return t.Agent.BlockIMDS.Or(false), ""
	}
}

// What an agent registered of ECS_AWSVPC_BLOCK_IMDS.
const (
	blocks = "blocks"
	lets   = "does not block"
	unsaid = "" // no capability at all, as with the instances of files
)

// blocking is what the agent of an instance registered: an attribute for each of its capabilities.
// https://github.com/aws/amazon-ecs-agent/blob/master/agent/app/agent_capability.go
func blocking(instance *snapshot.ContainerInstance) string {
	const capability = "ecs.capability."

	said := unsaid

	for i := range instance.Attributes {
		switch name := instance.Attributes[i].Name; {
		case name == capability+"task-eni-block-instance-metadata":
			return blocks
		case strings.HasPrefix(name, capability):
			said = lets
		}
	}

	return said
}

// introspection: the agent listens on all addresses, and what ecs-init drops does not come from Docker's bridge. One
// version listened on loopback alone.
// https://github.com/aws/amazon-ecs-init/pull/354
// https://github.com/aws/amazon-ecs-agent/pull/4657
func introspection(c *class) verdict {
	version, readable := ground.ParseAgentVersion(c.version)

	switch {
	case c.windows, readable && version == ground.LoopbackOnly():
		return verdict{}
	case !readable:
		return verdict{way: "the agent answers on Docker's bridge", assumed: facts.IntrospectionOn}
	default:
		return verdict{way: "the agent " + strings.TrimPrefix(c.version, "v") + " answers on Docker's bridge"}
	}
}

func reason(v snapshot.Value[string]) string {
	return cmp.Or(v.Reason(), "not a value that EC2 has")
}

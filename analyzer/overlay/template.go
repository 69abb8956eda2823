package overlay

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// nextTemplate is what the next instances of a group start from; nil where that is what they start from now, or nobody
// knows it, which is said.
func (l *layer) nextTemplate(written, laid *snapshot.AutoScalingGroup) *snapshot.LaunchTemplate {
	next := templateOf(l.change.LaunchTemplates, written.LaunchTemplate)
	now := templateOf(l.account.LaunchTemplates, laid.LaunchTemplate)

	if next == nil {
		id, _, _ := strings.Cut(written.LaunchTemplate, ":")
		if !symbolic(id) && id != "" && !strings.HasPrefix(laid.LaunchTemplate, id+":") && (now == nil || now.Name != id) {
			l.keep("launch templates", id, "it is not in them; the account's is kept")
		}

		return nil
	}

	if now == nil {
		now = &snapshot.LaunchTemplate{Meta: laid.Meta}
	}

	merged := l.template(next, now)
	if sameTemplate(&merged, now) {
		return nil
	}

	return &merged
}

func templateOf(all []snapshot.LaunchTemplate, id string) *snapshot.LaunchTemplate {
	at := slices.IndexFunc(all, func(t snapshot.LaunchTemplate) bool { return id != "" && t.ID == id })
	if at < 0 {
		return nil
	}

	return &all[at]
}

// template is a written launch template with what files cannot know as the account's has it: groups of elsewhere, and
// the image, of which files mostly have the parameter that names it.
func (l *layer) template(written, account *snapshot.LaunchTemplate) snapshot.LaunchTemplate {
	laid := *written
	settle(&laid.Meta, account.Meta)
	laid.Name = cmp.Or(account.Name, written.Name)
	laid.InstanceType = cmp.Or(written.InstanceType, account.InstanceType)
	laid.AssociatePublicIP = or(written.AssociatePublicIP, account.AssociatePublicIP)

	if !strings.HasPrefix(written.Image, "ami-") {
		laid.Image = account.Image
	}

	if laid.SecurityGroups = l.callAll(written.SecurityGroups); !known(laid.SecurityGroups, l.hasGroup) {
		laid.SecurityGroups = account.SecurityGroups
	}

	laid.Agent = agent(written.Agent, account.Agent)
	laid.MetadataOptions = metadata(written.MetadataOptions, account.MetadataOptions)

	return laid
}

// agent is what written user data tells the agent, and what the account's does where the written cannot be read.
func agent(written, account *snapshot.Agent) *snapshot.Agent {
	if written == nil {
		return account
	}

	if account == nil {
		account = &snapshot.Agent{}
	}

	laid := *written
	laid.DynamicPortRange = or(written.DynamicPortRange, account.DynamicPortRange)
	laid.BlockIMDS = or(written.BlockIMDS, account.BlockIMDS)
	laid.BlockBridgeIMDS = or(written.BlockBridgeIMDS, account.BlockBridgeIMDS)
	laid.OffhostIntrospection = or(written.OffhostIntrospection, account.OffhostIntrospection)
	laid.TaskENI = or(written.TaskENI, account.TaskENI)

	return &laid
}

// metadata is what a written template says of instance metadata, with the account's for what it leaves to parameters.
// What it does not write at all the next version does not have.
func metadata(written, account *snapshot.MetadataOptions) *snapshot.MetadataOptions {
	if written == nil || account == nil {
		return written
	}

	return &snapshot.MetadataOptions{
		HTTPEndpoint:            or(written.HTTPEndpoint, account.HTTPEndpoint),
		HTTPTokens:              or(written.HTTPTokens, account.HTTPTokens),
		HTTPPutResponseHopLimit: or(written.HTTPPutResponseHopLimit, account.HTTPPutResponseHopLimit),
	}
}

// sameTemplate reports whether instances of two templates are alike, for all that a snapshot knows.
func sameTemplate(a, b *snapshot.LaunchTemplate) bool {
	bare := func(t *snapshot.LaunchTemplate) snapshot.LaunchTemplate {
		out := *t
		out.Meta, out.ID, out.Name, out.Cluster = snapshot.Meta{}, "", "", ""
		out.SecurityGroups = sortedSet(slices.Clone(t.SecurityGroups))

		if out.Agent == nil {
			out.Agent = &snapshot.Agent{}
		}

		return out
	}

	return reflect.DeepEqual(bare(a), bare(b))
}

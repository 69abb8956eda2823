package planned

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/userdata"
)

// An Interface is one that a launch template, or an instance, asks for, with its place.
type Interface struct {
	snapshot.LaunchInterface

	Card, Device int
}

// Interfaces puts the interfaces of a template in the order of their places, the primary one first. Of one alone the
// template needs no list. Those that carry nothing but EFA traffic have no address.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa.html (EFA-only)
func Interfaces(all []Interface) []snapshot.LaunchInterface {
	slices.SortStableFunc(all, func(x, y Interface) int {
		return cmp.Or(cmp.Compare(x.Card, y.Card), cmp.Compare(x.Device, y.Device))
	})

	var out []snapshot.LaunchInterface

	for i := range all {
		if all[i].InterfaceType != "efa-only" {
			out = append(out, all[i].LaunchInterface)
		}
	}

	if len(out) < 2 {
		return nil
	}

	return out
}

// Settle gives what instances start from AWS's defaults for user data that it leaves out: the agent has its own
// settings, and joins the cluster that its image does by itself.
func Settle(t *snapshot.LaunchTemplate) {
	if t.Agent == nil {
		t.Agent = userdata.Agent("")
		t.Cluster = cmp.Or(t.Cluster, userdata.DefaultCluster(t.Image))
	}
}

// Inherit gives an instance what it leaves to a launch template. What it says itself comes first.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html (LaunchTemplate)
func Inherit(own, from *snapshot.LaunchTemplate) {
	own.InstanceType = cmp.Or(own.InstanceType, from.InstanceType)
	own.Image = cmp.Or(own.Image, from.Image)

	if len(own.SecurityGroups) == 0 && len(own.Interfaces) == 0 {
		own.SecurityGroups, own.Interfaces = from.SecurityGroups, from.Interfaces
	}

	if own.AssociatePublicIP.IsZero() {
		own.AssociatePublicIP = from.AssociatePublicIP
	}

	if own.MetadataOptions == nil {
		own.MetadataOptions = from.MetadataOptions
	}

	if own.Agent == nil {
		own.Agent, own.Cluster = from.Agent, from.Cluster
	}
}

// Elsewhere is the launch template of another stack, of which nothing is known: its groups equal no other.
func Elsewhere(id string) *snapshot.LaunchTemplate {
	const why = "the launch template is not in this source"

	return &snapshot.LaunchTemplate{
		ID: id, SecurityGroups: []string{id + ".SecurityGroupIds"}, Agent: userdata.Unknown(why),
		AssociatePublicIP: snapshot.Unknown[bool](why),
	}
}

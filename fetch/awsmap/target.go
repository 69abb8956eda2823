package awsmap

import (
	"cmp"
	"slices"

	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// targets keeps those of every state: without a healthy one, a load balancer sends to all that are registered. Why a
// target is not healthy is text that a server makes up.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
func targets(in []elb.TargetHealthDescription) []snapshot.Target {
	out := each(in, func(d *elb.TargetHealthDescription) (snapshot.Target, bool) {
		t := deref(d.Target)
		target := snapshot.Target{ID: deref(t.Id), Port: int(deref(t.Port))}

		if d.TargetHealth != nil {
			target.State = string(d.TargetHealth.State)
		}

		return target, target.ID != ""
	})

	slices.SortFunc(out, func(x, y snapshot.Target) int {
		return cmp.Or(cmp.Compare(x.ID, y.ID), cmp.Compare(x.Port, y.Port), cmp.Compare(x.State, y.State))
	})

	return slices.Compact(out)
}

// preserveClientIP is absent where no attribute says so, as for a group that has no such attribute: AWS's default,
// which depends on protocol and target type, holds then. It is unknown where somebody could have chosen and nothing
// answered.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
func (a *Answers) preserveClientIP(in *elb.TargetGroup) snapshot.Value[bool] {
	attributes, answered := a.TargetGroupAttributes[deref(in.TargetGroupArn)]
	if !answered && choosesAddress(in) {
		return snapshot.Unknown[bool](DescribeTargetGroupAttributes + " was not read")
	}

	var out snapshot.Value[bool]

	for i := range attributes {
		if deref(attributes[i].Key) != PreserveClientIP {
			continue
		}

		switch deref(attributes[i].Value) {
		case "true":
			return snapshot.Known(true)
		case "false":
			out = snapshot.Known(false)
		}
	}

	return out
}

// choosesAddress reports whether a target group can be told to keep the addresses of clients, or not to: with UDP it
// always does, and one of an Application Load Balancer as the target has AWS's defaults.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
func choosesAddress(in *elb.TargetGroup) bool {
	return (in.Protocol == elb.ProtocolEnumTcp || in.Protocol == elb.ProtocolEnumTls) &&
		(in.TargetType == elb.TargetTypeEnumInstance || in.TargetType == elb.TargetTypeEnumIp)
}

// PreserveClientIP is the attribute of target groups that decides which source address a target sees.
const PreserveClientIP = "preserve_client_ip.enabled"

package planned

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Size makes the sizes of a group agree, as EC2 Auto Scaling wants them: it wants as many instances as its minimum
// where nothing is written, and no size is beyond the other two. Sizes in other units than instances, as of capacity
// that has weights, say of no number of instances what it is.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups-instance-weighting.html
func Size(g *snapshot.AutoScalingGroup, written, units bool) {
	if units {
		unknown := snapshot.Unknown[int]("its sizes are not numbers of instances")
		g.MinSize, g.MaxSize, g.Desired = unknown, unknown, unknown

		return
	}

	if !written {
		g.Desired = g.MinSize
	}

	g.Desired = atLeast(g.Desired, g.MinSize)
	g.MaxSize = atLeast(g.MaxSize, g.Desired)
}

// atLeast raises a number that is known to another one that is.
func atLeast(v, least snapshot.Value[int]) snapshot.Value[int] {
	if v.IsKnown() && least.IsKnown() {
		return snapshot.Known(max(v.Or(0), least.Or(0)))
	}

	return v
}

// Weighs reports whether an instance counts for more than one, or may do so.
func Weighs(weight snapshot.Value[int]) bool { return weight.IsUnknown() || weight.Or(1) != 1 }

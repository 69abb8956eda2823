package awsjson

import (
	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// A folder holds the answers of one account and region.
type folder struct {
	at      location
	answers awsmap.Answers
	clues   clues

	// seen are the actions of which there is an answer, and failed those of which there is an error instead.
	seen, failed map[string]bool
	pages        []page

	// uncounted is set where a cluster does not say how many services it has.
	uncounted bool

	needs needs
	gaps  []snapshot.Gap

	// prefixList and targetGroup are what a document says that its entries, targets or attributes are of.
	prefixList, targetGroup string

	// health and attributes are by target group: its ARN, or the last part of it.
	health     map[string][]elb.TargetHealthDescription
	attributes map[string][]elb.TargetGroupAttribute
}

func newFolder(at location) *folder {
	f := &folder{
		at: at, clues: newClues(), seen: map[string]bool{}, failed: map[string]bool{}, needs: needs{},
		health:     map[string][]elb.TargetHealthDescription{},
		attributes: map[string][]elb.TargetGroupAttribute{},
	}
	f.answers.AgentsUntold = map[string]bool{}
	f.answers.ListenerRules = map[string][]elb.Rule{}
	f.answers.PrefixListEntries = map[string][]ec2.PrefixListEntry{}

	return f
}

// gap adds the gap of an action and returns it, for the caller to narrow. The pointer holds until the next gap.
func (f *folder) gap(action, why string) *snapshot.Gap {
	f.gaps = append(f.gaps, awsmap.ActionNamed(action).Gap(why))

	return &f.gaps[len(f.gaps)-1]
}

package awsmap_test

import (
	"regexp"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestActions(t *testing.T) {
	t.Parallel()

	name := regexp.MustCompile(`^(ecs|ec2|elasticloadbalancing|(application-)?autoscaling):(List|Describe|Get)[A-Z]`)
	seen := map[string]bool{}

	for _, a := range awsmap.Actions() {
		if !name.MatchString(a.Name) || seen[a.Name] || len(a.Nouns) == 0 {
			t.Errorf("%s: not the name of an action, twice, or without nouns", a.Name)
		}

		seen[a.Name] = true
		equal(t, awsmap.ActionNamed(a.Name), a)
	}

	equal(t, len(seen), 27)
}

// Every noun of a snapshot comes from some action.
func TestActionsCoverNouns(t *testing.T) {
	t.Parallel()

	covered := map[snapshot.Noun]bool{}

	for _, a := range awsmap.Actions() {
		for _, n := range a.Nouns {
			covered[n] = true
		}
	}

	for _, n := range []snapshot.Noun{
		snapshot.NounCluster, snapshot.NounCapacityProvider, snapshot.NounService, snapshot.NounTaskDefinition,
		snapshot.NounTask, snapshot.NounContainerInstance, snapshot.NounScalableTarget, snapshot.NounAutoScalingGroup,
		snapshot.NounLaunchTemplate, snapshot.NounInstance, snapshot.NounImage, snapshot.NounNetworkInterface,
		snapshot.NounSecurityGroup, snapshot.NounPrefixList, snapshot.NounVPC, snapshot.NounSubnet,
		snapshot.NounRouteTable, snapshot.NounLoadBalancer, snapshot.NounListener, snapshot.NounTargetGroup,
	} {
		equal(t, covered[n], true)
	}
}

func TestDefaultStands(t *testing.T) {
	t.Parallel()

	stands := map[string]bool{
		awsmap.DescribeImages: true, awsmap.DescribeLaunchTemplateVersions: true,
		awsmap.DescribeSecurityGroupRules: true, awsmap.DescribeScalableTargets: true,
	}

	for _, a := range awsmap.Actions() {
		equal(t, a.Gap("denied"), snapshot.Gap{
			What: a.Name, Why: "denied", Nouns: a.Nouns, DefaultStands: stands[a.Name],
		})
	}
}

func TestActionUnknown(t *testing.T) {
	t.Parallel()

	equal(t, awsmap.ActionNamed("s3:ListBuckets"), awsmap.Action{Name: "s3:ListBuckets"})
}

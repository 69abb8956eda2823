package awsmap_test

import (
	"regexp"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestActions(t *testing.T) {
	t.Parallel()

	name := regexp.MustCompile(`^(ecs|ec2|elasticloadbalancing|(application-)?autoscaling|servicediscovery):` +
		`(List|Describe|Get)[A-Z]`)
	seen := map[string]bool{}

	for _, a := range awsmap.Actions() {
		if !name.MatchString(a.Name) || seen[a.Name] || len(a.Nouns) == 0 {
			t.Errorf("%s: not the name of an action, twice, or without nouns", a.Name)
		}

		seen[a.Name] = true
		equal(t, awsmap.ActionNamed(a.Name), a)
	}

	equal(t, len(seen), 40)
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
		snapshot.NounTargetHealth, snapshot.NounNetworkACL, snapshot.NounVPCBlockPublicAccess, snapshot.NounInternetGateway,
		snapshot.NounPeering, snapshot.NounTransitGateway, snapshot.NounTransitGatewayAttachment, snapshot.NounVPCEndpoint,
		snapshot.NounCloudMapService,
	} {
		equal(t, covered[n], true)
	}
}

func TestDefaultStands(t *testing.T) {
	t.Parallel()

	stands := map[string]bool{
		awsmap.DescribeImages: true, awsmap.DescribeLaunchTemplateVersions: true,
		awsmap.DescribeSecurityGroupRules: true, awsmap.DescribeScalableTargets: true,
		awsmap.DescribeTargetGroupAttributes: true, awsmap.DescribeInternetGateways: true,
		awsmap.DescribeVPCBlockPublicAccessOptions: true, awsmap.DescribeVPCBlockPublicAccessExclusions: true,
		awsmap.DescribeVPCPeeringConnections: true, awsmap.DescribeTransitGateways: true,
		awsmap.DescribeTransitGatewayAttachments: true, awsmap.DescribeTransitGatewayVPCAttachments: true,
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

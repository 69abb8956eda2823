package live

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/servicediscovery"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// A region reads one region of one account. It has one client for each service, which adapts its pace to that
// service.
type region struct {
	partition string
	parallel  int
	progress  *progress

	ecs      *ecs.Client
	ec2      *ec2.Client
	elb      *elb.Client
	scaling  *autoscaling.Client
	scalable *applicationautoscaling.Client
	cloudMap *servicediscovery.Client

	// clusters are the ARNs of those that are read. A blind region has others, perhaps.
	clusters []string
	blind    bool

	// all, listed and vpcs are what one stage leaves for a later one: every cluster, what the clusters hold, and
	// the VPCs whose subnets are known.
	all    *question[string, string]
	listed listings
	vpcs   []string

	answers awsmap.Answers
	gaps    []snapshot.Gap
}

// newRegion makes the clients of a region. None of them connects to anything yet.
func newRegion(cfg *aws.Config, caller awsmap.ARN, parallel int, p *progress) *region {
	if parallel <= 0 {
		parallel = usualParallel
	}

	return &region{
		partition: caller.Partition, parallel: parallel, progress: p,
		ecs: ecs.NewFromConfig(*cfg), ec2: ec2.NewFromConfig(*cfg), elb: elb.NewFromConfig(*cfg),
		scaling: autoscaling.NewFromConfig(*cfg), scalable: applicationautoscaling.NewFromConfig(*cfg),
		cloudMap: servicediscovery.NewFromConfig(*cfg),
		answers: awsmap.Answers{
			Account: caller.Account, Region: cfg.Region,
			ContainerInstanceClusters: map[string]string{},
		},
	}
}

// snapshot is what was read, with a gap for what was not.
func (r *region) snapshot() *snapshot.Snapshot {
	s := r.known()

	for _, g := range r.gaps {
		g.Account, g.Region = r.answers.Account, r.answers.Region
		s.Gaps = append(s.Gaps, g)
	}

	return s
}

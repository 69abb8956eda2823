package awsmap_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	applicationautoscaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	autoscaling "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	cloudmap "github.com/aws/aws-sdk-go-v2/service/servicediscovery/types"
	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// A filler fills every field of the AWS types it can reach, so that a law holds for all of them, and for
// those that a later SDK adds.
type filler struct {
	// word makes a string from the path of its field, such as Services.ContainerDefinitions.Environment.Value.
	word func(path string) string

	// count is how long a list or map gets, and number what a number is.
	count  func(path string) int
	number func() int64
}

const deepest = 12

func (f filler) fill(v reflect.Value, path string, depth int) {
	if depth > deepest {
		return
	}

	switch v.Kind() {
	case reflect.Pointer:
		if f.count(path) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(v.Elem(), path, depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if t := v.Type().Field(i); t.IsExported() {
				f.fill(v.Field(i), path+"."+t.Name, depth+1)
			}
		}
	case reflect.Slice:
		n := f.count(path)
		v.Set(reflect.MakeSlice(v.Type(), n, n))

		for i := range v.Len() {
			f.fill(v.Index(i), path, depth+1)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))

		for range f.count(path) {
			key, elem := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			f.fill(key, path, depth+1)
			f.fill(elem, path, depth+1)
			v.SetMapIndex(key, elem)
		}
	case reflect.String:
		v.SetString(f.word(path))
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(f.number())
	case reflect.Bool:
		v.SetBool(f.number() > 0)
	default: // times, floats and interfaces: none is mapped
	}
}

// The members that must not be kept, by the end of their path: everything that people write freely.
var secret = []string{
	".Environment.Value", ".Secrets.ValueFrom", ".Command", ".EntryPoint", ".DockerLabels", ".Options", ".Tags.Key",
	".Tags.Value", ".TagSet.Value", ".UserData", ".Description", ".EnvironmentFiles.Value",
	".RepositoryCredentials.CredentialsParameter",
	".ClientSecret", ".Events.Message", ".StoppedReason", ".ExtraHosts.IpAddress", ".KeyName", ".Statistics.Value",
	".PolicyDocument",
	".FixedResponseConfig.MessageBody", ".HealthCheckPath", ".Conditions.Values", ".ProxyConfiguration.Properties.Value",
}

// No value of the environment, tag, command, log option or user data reaches a snapshot, in whichever member
// the API has them. Every such member of the SDK's types is filled.
func TestSecretsAreDropped(t *testing.T) {
	t.Parallel()

	planted := map[string]int{}
	answers := full(func(path string) string {
		for _, s := range secret {
			if strings.HasSuffix(path, s) {
				planted[s]++

				if s == ".UserData" {
					return b64("MARKER\nECS_ENABLE_TASK_ENI=MARKER\nECS_DYNAMIC_HOST_PORT_RANGE=$MARKER\n")
				}

				return "postgres://MARKER:MARKER@db.internal/MARKER?a=MARKER" + s // for those that are looked at
			}
		}

		return "word"
	})

	for _, s := range secret {
		if planted[s] == 0 {
			t.Errorf("no member ends with %s: the SDK has renamed it, and the law looks at nothing", s)
		}
	}

	s := snapshot.New()
	answers.AddTo(s)

	if out := encoded(t, s); strings.Contains(out, "MARKER") {
		i := strings.Index(out, "MARKER")
		t.Errorf("the snapshot keeps …%s…", out[max(0, i-80):min(len(out), i+80)])
	}

	if len(s.TaskDefinitions) == 0 || len(s.Instances) == 0 || len(s.LaunchTemplates) == 0 {
		t.Error("the answers map to nothing, so the law looks at nothing")
	}
}

// full fills every field of every type, one element each.
func full(word func(string) string) awsmap.Answers {
	var a awsmap.Answers

	f := filler{word: word, count: func(string) int { return 1 }, number: func() int64 { return 1 }}
	f.fill(reflect.ValueOf(&a).Elem(), "", 0)

	return a
}

// An answer may leave out everything; the SDK then gives nil pointers throughout.
func TestZeroAnswers(t *testing.T) {
	t.Parallel()

	a := awsmap.Answers{
		Clusters: make([]ecs.Cluster, 1), CapacityProviders: make([]ecs.CapacityProvider, 1),
		Services: make([]ecs.Service, 1), TaskDefinitions: make([]ecs.TaskDefinition, 1),
		Tasks: make([]ecs.Task, 1), ContainerInstances: make([]ecs.ContainerInstance, 1),
		AutoScalingGroups: make([]autoscaling.AutoScalingGroup, 1),
		ScalableTargets:   make([]applicationautoscaling.ScalableTarget, 1),
		Instances:         make([]ec2.Instance, 1), Images: make([]ec2.Image, 1),
		LaunchTemplateVersions: make([]ec2.LaunchTemplateVersion, 1), NetworkInterfaces: make([]ec2.NetworkInterface, 1),
		SecurityGroups: make([]ec2.SecurityGroup, 1), SecurityGroupRules: make([]ec2.SecurityGroupRule, 1),
		PrefixLists: make([]ec2.ManagedPrefixList, 1), PrefixListEntries: map[string][]ec2.PrefixListEntry{"": {{}}},
		VPCs: make([]ec2.Vpc, 1), Subnets: make([]ec2.Subnet, 1), RouteTables: make([]ec2.RouteTable, 1),
		NetworkACLs: make([]ec2.NetworkAcl, 1), VPCBlockPublicAccess: &ec2.VpcBlockPublicAccessOptions{},
		VPCBlockPublicAccessExclusions: make([]ec2.VpcBlockPublicAccessExclusion, 1),
		InternetGateways:               make([]ec2.InternetGateway, 1),
		VPCPeeringConnections:          make([]ec2.VpcPeeringConnection, 1),
		VPCEndpoints:                   make([]ec2.VpcEndpoint, 1),
		TransitGateways:                make([]ec2.TransitGateway, 1),
		TransitGatewayAttachments:      make([]ec2.TransitGatewayAttachment, 1),
		TransitGatewayVPCAttachments:   make([]ec2.TransitGatewayVpcAttachment, 1),
		TargetHealth:                   map[string][]elb.TargetHealthDescription{"": {{}}},
		TargetGroupAttributes:          map[string][]elb.TargetGroupAttribute{"": {{}}},
		CloudMapServices:               make([]cloudmap.Service, 1),
		CloudMapNamespaces:             make([]cloudmap.NamespaceSummary, 1),
		LoadBalancers:                  make([]elb.LoadBalancer, 1), Listeners: make([]elb.Listener, 1),
		ListenerRules: map[string][]elb.Rule{"": {{}}}, TargetGroups: make([]elb.TargetGroup, 1),
	}

	s := snapshot.New()
	a.AddTo(s)

	// No noun without an id, and each of them a gap; the target of another service is nobody's.
	equal(t, len(s.Clusters)+len(s.Services)+len(s.SecurityGroups)+len(s.TargetGroups)+len(s.PrefixLists), 0)

	without := []string{ // an id, or joined to what has one
		awsmap.DescribeScalableTargets, awsmap.DescribeSecurityGroupRules, awsmap.DescribeRules,
		awsmap.DescribeTargetHealth, awsmap.DescribeTargetGroupAttributes, awsmap.DescribeTransitGatewayVPCAttachments,
		awsmap.DescribeVPCBlockPublicAccessOptions, awsmap.DescribeVPCBlockPublicAccessExclusions,
	}

	for _, action := range awsmap.Actions() {
		lost := false
		for _, g := range s.Gaps {
			lost = lost || g.What == action.Name
		}

		described := (strings.Contains(action.Name, ":Describe") || action.Name == awsmap.GetService) &&
			!slices.Contains(without, action.Name)
		if lost != described {
			t.Errorf("%s without an id is a gap: %v, want %v", action.Name, lost, described)
		}
	}
}

// One resource in two answers is one noun, the same whichever came first.
func TestOneNounPerResource(t *testing.T) {
	t.Parallel()

	old := ecs.Service{ServiceArn: new("s"), DesiredCount: 1}
	young := ecs.Service{ServiceArn: new("s"), DesiredCount: 2}

	s := read(awsmap.Answers{Services: []ecs.Service{old, young, old}})
	other := read(awsmap.Answers{Services: []ecs.Service{young, old}})

	equal(t, len(s.Services), 1)
	equal(t, mustEncode(other), mustEncode(s))
}

// What AWS lists under one id in two regions is two nouns.
func TestOneIDInTwoRegions(t *testing.T) {
	t.Parallel()

	s := snapshot.New()

	for _, r := range []string{"eu-west-1", "eu-north-1"} {
		a := awsmap.Answers{Account: account, Region: r, Images: []ec2.Image{{ImageId: new("ami-1")}}}
		a.AddTo(s)
	}

	equal(t, ids(s.Images, func(i snapshot.Image) string { return i.Region }), []string{"eu-north-1", "eu-west-1"})
}

// Mapping never panics, and does not depend on the order of the answers.
func TestOrderOfAnswers(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		a, s := drawn(t), snapshot.New()
		a.AddTo(s)

		shuffle(t, &a)

		other := snapshot.New()
		a.AddTo(other)

		if x, y := mustEncode(s), mustEncode(other); x != y {
			t.Fatalf("another order gives another snapshot:\n%s\n%s", x, y)
		}
	})
}

// Two regions give one snapshot, whichever is added first.
func TestOrderOfRegions(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		a, b := drawn(t), drawn(t)
		a.Region, b.Region = "eu-north-1", "eu-west-1"

		s, other := snapshot.New(), snapshot.New()
		a.AddTo(s)
		b.AddTo(s)
		b.AddTo(other)
		a.AddTo(other)

		if x, y := mustEncode(s), mustEncode(other); x != y {
			t.Fatalf("another order gives another snapshot:\n%s\n%s", x, y)
		}
	})
}

// drawn draws answers from few words, so that ids meet each other. The types have too many fields to draw each
// one through rapid, so only the seed is.
func drawn(t *rapid.T) awsmap.Answers {
	words := []string{
		"", "a", "b", "sg-1", "eni-1", "10.0.0.0/8", "ACTIVE", "ecs", "service/a/b", "7-9", "$Latest",
		arnECS + "container-instance/prod/c1", arnECS + "service/prod/web", arnELB + "listener-rule/app/w/1/2/3",
	}
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))

	var a awsmap.Answers

	f := filler{
		word:   func(string) string { return words[r.IntN(len(words))] },
		number: func() int64 { return r.Int64N(5) - 1 },
		count: func(path string) int {
			const deep = 5
			if strings.Count(path, ".") > deep {
				return 0
			}

			return r.IntN(3)
		},
	}
	f.fill(reflect.ValueOf(&a).Elem(), "", 0)
	a.Account, a.Region = account, region

	return a
}

// shuffle brings every list of the answers into another order, and the lists inside of them whose order means
// nothing.
func shuffle(t *rapid.T, a *awsmap.Answers) {
	for _, f := range reflect.ValueOf(a).Elem().Fields() {
		switch f.Kind() {
		case reflect.Slice:
			permute(t, f)
		case reflect.Map:
			for _, k := range f.MapKeys() {
				if l := f.MapIndex(k); l.Kind() == reflect.Slice {
					permute(t, l)
				}
			}
		default:
		}
	}

	for i := range a.SecurityGroups {
		permute(t, reflect.ValueOf(a.SecurityGroups[i].IpPermissions))
	}

	for i := range a.NetworkInterfaces {
		permute(t, reflect.ValueOf(a.NetworkInterfaces[i].Groups))
		permute(t, reflect.ValueOf(a.NetworkInterfaces[i].PrivateIpAddresses))
	}

	for i := range a.NetworkACLs {
		permute(t, reflect.ValueOf(a.NetworkACLs[i].Entries))
	}

	for i := range a.RouteTables {
		permute(t, reflect.ValueOf(a.RouteTables[i].Routes))
	}
}

func permute(t *rapid.T, list reflect.Value) {
	swap := reflect.Swapper(list.Interface())
	for i := list.Len() - 1; i > 0; i-- {
		swap(i, rapid.IntRange(0, i).Draw(t, "place"))
	}
}

func mustEncode(s *snapshot.Snapshot) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}

	return string(b)
}

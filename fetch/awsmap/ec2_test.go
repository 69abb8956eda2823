package awsmap_test

import (
	"testing"

	applicationautoscaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	autoscaling "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestAutoScalingGroup(t *testing.T) {
	t.Parallel()

	spec := func(id, version *string) *autoscaling.LaunchTemplateSpecification {
		return &autoscaling.LaunchTemplateSpecification{LaunchTemplateId: id, Version: version}
	}
	versions := []ec2.LaunchTemplateVersion{
		{LaunchTemplateId: new("lt-1"), LaunchTemplateName: new("fleet"), VersionNumber: new(int64(3))},
		{
			LaunchTemplateId: new("lt-1"), LaunchTemplateName: new("fleet"), VersionNumber: new(int64(2)),
			DefaultVersion: new(true),
		},
	}

	for name, c := range map[string]struct {
		group autoscaling.AutoScalingGroup
		want  string
	}{
		"latest":           {autoscaling.AutoScalingGroup{LaunchTemplate: spec(new("lt-1"), new("$Latest"))}, "lt-1:3"},
		"default":          {autoscaling.AutoScalingGroup{LaunchTemplate: spec(new("lt-1"), new("$Default"))}, "lt-1:2"},
		"absent":           {autoscaling.AutoScalingGroup{LaunchTemplate: spec(new("lt-1"), nil)}, "lt-1:2"},
		"number":           {autoscaling.AutoScalingGroup{LaunchTemplate: spec(new("lt-1"), new("1"))}, "lt-1:1"},
		"not answered":     {autoscaling.AutoScalingGroup{LaunchTemplate: spec(new("lt-2"), new("$Latest"))}, "lt-2:$Latest"},
		"no template":      {autoscaling.AutoScalingGroup{}, ""},
		"template of none": {autoscaling.AutoScalingGroup{LaunchTemplate: spec(nil, nil)}, ""},
		"by name": {autoscaling.AutoScalingGroup{
			LaunchTemplate: &autoscaling.LaunchTemplateSpecification{LaunchTemplateName: new("fleet"), Version: new("$Latest")},
		}, "lt-1:3"},
		"mixed": {autoscaling.AutoScalingGroup{MixedInstancesPolicy: &autoscaling.MixedInstancesPolicy{
			LaunchTemplate: &autoscaling.LaunchTemplate{LaunchTemplateSpecification: spec(new("lt-1"), new("3"))},
		}}, "lt-1:3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			c.group.AutoScalingGroupARN = new(
				"arn:aws:autoscaling:eu-north-1:111122223333:autoScalingGroup:u:autoScalingGroupName/f")
			c.group.MinSize, c.group.MaxSize, c.group.DesiredCapacity = new(int32(1)), new(int32(4)), new(int32(2))
			c.group.VPCZoneIdentifier = new("subnet-2,subnet-1")

			got := read(awsmap.Answers{
				AutoScalingGroups: []autoscaling.AutoScalingGroup{c.group}, LaunchTemplateVersions: versions,
			}).AutoScalingGroups[0]

			equal(t, got.LaunchTemplate, c.want)
			equal(t, got.Name, "f")
			equal(t, [3]int{got.MinSize.Or(-1), got.MaxSize.Or(-1), got.Desired.Or(-1)}, [3]int{1, 4, 2})
			equal(t, got.Subnets, []string{"subnet-1", "subnet-2"})
		})
	}
}

func TestScalableTarget(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		namespace, resource string
		kept                bool
	}{
		"service":        {"ecs", "service/prod/web", true},
		"short resource": {"ecs", "service/web", false},
		"other service":  {"dynamodb", "table/a/b", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := read(awsmap.Answers{ScalableTargets: []applicationautoscaling.ScalableTarget{{
				ServiceNamespace: applicationautoscaling.ServiceNamespace(c.namespace), ResourceId: new(c.resource),
				MinCapacity: new(int32(1)), MaxCapacity: new(int32(9)),
			}}})

			equal(t, len(s.ScalableTargets) == 1, c.kept)

			if c.kept {
				same(t, noun(t, s.ScalableTargets),
					`{"cluster": "prod", "service": "web", "minCapacity": 1, "maxCapacity": 9}`)
			}
		})
	}
}

func TestInstance(t *testing.T) {
	t.Parallel()

	tags := func(kv ...string) (out []ec2.Tag) {
		for i := 0; i < len(kv); i += 2 {
			out = append(out, ec2.Tag{Key: &kv[i], Value: &kv[i+1]})
		}

		return out
	}

	full := ec2.Instance{
		InstanceId: new("i-1"), InstanceType: "c5.large", Architecture: "x86_64", Platform: "Windows", ImageId: new("ami-1"),
		Placement: &ec2.Placement{AvailabilityZone: new("eu-north-1a")},
		Tags: tags("Name", "SECRET", "aws:autoscaling:groupName", "fleet",
			"aws:ec2launchtemplate:id", "lt-1", "aws:ec2launchtemplate:version", "4"),
		MetadataOptions: &ec2.InstanceMetadataOptionsResponse{
			HttpEndpoint: "enabled", HttpTokens: "optional", HttpPutResponseHopLimit: new(int32(2)), State: "applied",
		},
		NetworkInterfaces: []ec2.InstanceNetworkInterface{
			{NetworkInterfaceId: new("eni-a"), Attachment: &ec2.InstanceNetworkInterfaceAttachment{DeviceIndex: new(int32(1))}},
			{NetworkInterfaceId: new("eni-b"), Attachment: &ec2.InstanceNetworkInterfaceAttachment{DeviceIndex: new(int32(0))}},
		},
	}

	s := read(awsmap.Answers{Instances: []ec2.Instance{
		full, {InstanceId: new("i-2"), State: &ec2.InstanceState{Name: "terminated"}},
	}})

	same(t, noun(t, s.Instances), `{"id": "i-1", "instanceType": "c5.large", "availabilityZone": "eu-north-1a",
		"architecture": "x86_64", "platform": "windows", "image": "ami-1", "autoScalingGroup": "fleet",
		"launchTemplate": "lt-1:4", "networkInterfaces": ["eni-b", "eni-a"],
		"metadataOptions": {"httpEndpoint": "enabled", "httpTokens": "optional", "httpPutResponseHopLimit": 2}}`)
	equal(t, s.Instances[0].Origin.ARN, arnEC2+"instance/i-1")
}

// Without tags, the auto-scaling group tells: the instance's own template, or the one for new instances.
func TestInstanceOfGroup(t *testing.T) {
	t.Parallel()

	spec := func(v string) *autoscaling.LaunchTemplateSpecification {
		return &autoscaling.LaunchTemplateSpecification{LaunchTemplateId: new("lt-1"), Version: &v}
	}
	s := read(awsmap.Answers{
		Instances: []ec2.Instance{{InstanceId: new("i-1")}, {InstanceId: new("i-2")}, {InstanceId: new("i-3")}},
		AutoScalingGroups: []autoscaling.AutoScalingGroup{{
			AutoScalingGroupARN: new("g"), AutoScalingGroupName: new("fleet"), LaunchTemplate: spec("5"),
			Instances: []autoscaling.Instance{{InstanceId: new("i-1"), LaunchTemplate: spec("4")}, {InstanceId: new("i-2")}},
		}},
	})

	equal(t, ids(s.Instances, func(i snapshot.Instance) string { return i.AutoScalingGroup + " " + i.LaunchTemplate }),
		[]string{"fleet lt-1:4", "fleet lt-1:5", " "})
}

func TestImage(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{Images: []ec2.Image{{
		ImageId: new("ami-1"), Name: new("al2023-ami-ecs-hvm-2023"), Architecture: "arm64", OwnerId: new("591542846629"),
	}}})

	same(t, noun(t, s.Images), `{"id": "ami-1", "name": "al2023-ami-ecs-hvm-2023", "architecture": "arm64"}`)
	equal(t, s.Images[0].Origin.ARN, "arn:aws:ec2:eu-north-1::image/ami-1")
	equal(t, s.Images[0].Account, account)
}

func TestNetworkInterface(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{NetworkInterfaces: []ec2.NetworkInterface{{
		NetworkInterfaceId: new("eni-1"), VpcId: new("vpc-1"), SubnetId: new("subnet-1"), InterfaceType: "interface",
		OwnerId: new(account), Groups: []ec2.GroupIdentifier{{GroupId: new("sg-2")}, {GroupId: new("sg-1")}},
		Attachment:       &ec2.NetworkInterfaceAttachment{InstanceId: new("i-1")},
		PrivateIpAddress: new("10.0.0.9"),
		Association:      &ec2.NetworkInterfaceAssociation{PublicIp: new("203.0.113.9")},
		PrivateIpAddresses: []ec2.NetworkInterfacePrivateIpAddress{
			{PrivateIpAddress: new("10.0.0.1"), Association: &ec2.NetworkInterfaceAssociation{PublicIp: new("203.0.113.1")}},
			{PrivateIpAddress: new("10.0.0.9"), Association: &ec2.NetworkInterfaceAssociation{PublicIp: new("203.0.113.9")}},
		},
		Ipv6Addresses: []ec2.NetworkInterfaceIpv6Address{{Ipv6Address: new("2001:db8::1")}},
		TagSet:        []ec2.Tag{{Key: new("Name"), Value: new("SECRET")}},
	}}})

	same(t, noun(t, s.NetworkInterfaces), `{"id": "eni-1", "vpc": "vpc-1", "subnet": "subnet-1", "instance": "i-1",
		"interfaceType": "interface", "securityGroups": ["sg-1", "sg-2"], "privateIps": ["10.0.0.9", "10.0.0.1"],
		"publicIps": ["203.0.113.1", "203.0.113.9"], "ipv6s": ["2001:db8::1"]}`)
	equal(t, s.NetworkInterfaces[0].Origin.ARN, arnEC2+"network-interface/eni-1")
}

// An instance carries its interfaces in its own answer; one that was described is taken from there.
func TestNetworkInterfaceOfInstance(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{
		NetworkInterfaces: []ec2.NetworkInterface{{NetworkInterfaceId: new("eni-1"), VpcId: new("vpc-described")}},
		Instances: []ec2.Instance{{InstanceId: new("i-1"), NetworkInterfaces: []ec2.InstanceNetworkInterface{
			{NetworkInterfaceId: new("eni-1"), VpcId: new("vpc-carried")},
			{
				NetworkInterfaceId: new("eni-2"), VpcId: new("vpc-carried"), InterfaceType: new("efa"),
				Groups:             []ec2.GroupIdentifier{{GroupId: new("sg-1")}},
				PrivateIpAddress:   new("10.0.0.9"),
				Association:        &ec2.InstanceNetworkInterfaceAssociation{PublicIp: new("203.0.113.9")},
				PrivateIpAddresses: []ec2.InstancePrivateIpAddress{{PrivateIpAddress: new("10.0.0.9")}},
				Ipv6Addresses:      []ec2.InstanceIpv6Address{{Ipv6Address: new("2001:db8::1")}},
			},
		}}},
	})

	equal(t, ids(s.NetworkInterfaces, func(n snapshot.NetworkInterface) string { return n.ID + " " + n.VPC }),
		[]string{"eni-1 vpc-described", "eni-2 vpc-carried"})
	same(t, noun(t, s.NetworkInterfaces[1:]), `{"id": "eni-2", "vpc": "vpc-carried", "instance": "i-1",
		"interfaceType": "efa", "securityGroups": ["sg-1"], "privateIps": ["10.0.0.9"], "publicIps": ["203.0.113.9"],
		"ipv6s": ["2001:db8::1"]}`)
}

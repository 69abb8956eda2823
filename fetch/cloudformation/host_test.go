package cloudformation_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/cloudformation"
)

// What an instance says itself, what its launch template says, and what others give it.
func TestSingleInstance(t *testing.T) {
	t.Parallel()

	const template = `
Resources:
  Subnet: {Type: "AWS::EC2::Subnet", Properties: {VpcId: vpc-1, MapPublicIpOnLaunch: false}}
  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateName: hosts
      LaunchTemplateData:
        InstanceType: m5.large
        UserData: RUNTX0NMVVNURVI9cHJvZA==
        NetworkInterfaces:
          - {DeviceIndex: 1, Groups: [sg-2]}
          - {DeviceIndex: 0, Groups: [sg-1]}
  Plain: {Type: "AWS::EC2::Instance", Properties: {SubnetId: !Ref Subnet, SecurityGroupIds: [sg-1]}}
  Started:
    Type: AWS::EC2::Instance
    Properties:
      LaunchTemplate: {LaunchTemplateName: hosts, Version: !GetAtt Template.LatestVersionNumber}
      SubnetId: !Ref Subnet
  Elsewhere: {Type: "AWS::EC2::Instance", Properties: {LaunchTemplate: {LaunchTemplateId: lt-1, Version: "3"}}}
  Optimised:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}'
      NetworkInterfaces: [{DeviceIndex: 0, NetworkInterfaceId: !Ref Card}]
  Card: {Type: "AWS::EC2::NetworkInterface", Properties: {SubnetId: !Ref Subnet, GroupSet: [sg-3]}}
  Second: {Type: "AWS::EC2::NetworkInterface", Properties: {SubnetId: !Ref Subnet, GroupSet: [sg-4]}}
  Attached:
    Type: AWS::EC2::NetworkInterfaceAttachment
    Properties: {DeviceIndex: 1, InstanceId: !Ref Plain, NetworkInterfaceId: !Ref Second}
  Address: {Type: "AWS::EC2::EIP", Properties: {InstanceId: !Ref Plain}}
  Other: {Type: "AWS::EC2::EIPAssociation", Properties: {NetworkInterfaceId: !Ref Card, AllocationId: eipalloc-1}}
  Loose: {Type: "AWS::EC2::EIP", Properties: {Domain: vpc}}
`

	r, err := readFile("s", []byte(template), cloudformation.Options{})
	if err != nil || len(r.Problems) > 0 {
		t.Fatal(err, r)
	}

	got := map[string]any{}

	for _, i := range r.Snapshot.Instances {
		got[i.ID] = i.NetworkInterfaces
	}

	for _, n := range r.Snapshot.NetworkInterfaces {
		got[n.ID] = []any{n.SecurityGroups, n.PublicIP.Or(false), n.Instance}
	}

	for _, l := range r.Snapshot.LaunchTemplates {
		got["template "+l.ID] = []any{l.Cluster, l.InstanceType, l.SecurityGroups, l.Agent.TaskENI.IsUnknown()}
	}

	for key, want := range map[string]string{
		"s#Plain":              `["eni-s#Plain","eni-s#Second"]`,
		"s#Optimised":          `["eni-s#Card"]`,
		"eni-s#Plain":          `[["sg-1"],true,"s#Plain"]`,
		"eni-s#Started":        `[["sg-1"],false,"s#Started"]`,
		"eni-s#Elsewhere":      `[["lt-1:3.SecurityGroupIds"],false,"s#Elsewhere"]`,
		"eni-s#Card":           `[["sg-3"],true,""]`,
		"eni-s#Second":         `[["sg-4"],false,"s#Plain"]`,
		"template s#Plain":     `["","",["sg-1"],false]`,
		"template s#Started":   `["prod","m5.large",["sg-1","sg-2"],false]`,
		"template s#Elsewhere": `["","",["lt-1:3.SecurityGroupIds"],true]`,
		"template s#Optimised": `["default","",[],false]`,
	} {
		data, err := json.Marshal(got[key])
		if text := strings.ReplaceAll(string(data), "null", "[]"); err != nil || text != want {
			t.Errorf("%s: got %s, want %s (%v)", key, text, want, err)
		}
	}
}

// An item of the list may be several subnets with commas between, and the name of a template may have commas too.
func TestSubnetsWithCommas(t *testing.T) {
	t.Parallel()

	const template = `
Resources:
  Subnet: {Type: "AWS::EC2::Subnet", Properties: {VpcId: vpc-1}}
  Hosts:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: "1"
      MaxSize: "1"
      VPCZoneIdentifier: [!Ref Subnet, "subnet-1, subnet-2", !Sub "${Subnet},subnet-3"]
`

	r, err := readFile("a,b", []byte(template), cloudformation.Options{})
	if err != nil || len(r.Problems) > 0 {
		t.Fatal(err, r)
	}

	want := []string{"a,b#Subnet", "subnet-1", "subnet-2", "subnet-3"}
	if got := r.Snapshot.AutoScalingGroups[0].Subnets; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

package livetest

import (
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

// place runs a task of a service, in place of whose interface that moto invents it gets one that is in the subnet.
func (b *fiveWays) place(service, definition string, launch types.LaunchType, in *types.NetworkConfiguration) {
	vpc := in.AwsvpcConfiguration

	eni, err := b.ec2.CreateNetworkInterface(b.ctx, &ec2.CreateNetworkInterfaceInput{
		SubnetId: &vpc.Subnets[0], Groups: vpc.SecurityGroups,
	})
	b.done("create the interface of "+service, err)

	if vpc.AssignPublicIp == types.AssignPublicIpEnabled {
		address, err := b.ec2.AllocateAddress(b.ctx, &ec2.AllocateAddressInput{Domain: ec2types.DomainTypeVpc})
		b.done("allocate an address for "+service, err)

		_, err = b.ec2.AssociateAddress(b.ctx, &ec2.AssociateAddressInput{
			AllocationId: address.AllocationId, NetworkInterfaceId: eni.NetworkInterface.NetworkInterfaceId,
		})
		b.done("associate the address of "+service, err)
	}

	out, err := b.ecs.RunTask(b.ctx, &ecs.RunTaskInput{
		Cluster: new(Prod), TaskDefinition: &definition, Group: new("service:" + service),
		LaunchType: launch, NetworkConfiguration: in,
	})
	b.done("run the task of "+service, err)

	b.server.Overlay(*out.Tasks[0].TaskArn, map[string]any{"attachments": []any{map[string]any{
		"id": service, "type": "ElasticNetworkInterface", "status": "ATTACHED", "details": []any{
			map[string]any{"name": "subnetId", "value": vpc.Subnets[0]},
			map[string]any{"name": "networkInterfaceId", "value": *eni.NetworkInterface.NetworkInterfaceId},
			map[string]any{"name": "privateIPv4Address", "value": *eni.NetworkInterface.PrivateIpAddress},
		},
	}}})
}

// task registers a task definition of one container, which has the name of the family.
func (b *fiveWays) task(family string, mode types.NetworkMode, mappings ...types.PortMapping) string {
	in := &ecs.RegisterTaskDefinitionInput{
		Family: &family, NetworkMode: mode, ContainerDefinitions: []types.ContainerDefinition{{
			Name: &family, Image: new("example.com/" + family + ":1"), Memory: new(int32(128)), Essential: new(true),
			PortMappings: mappings, Privileged: new(family == Agent),
		}},
	}
	if mode == types.NetworkModeAwsvpc && family != "queue" {
		in.RequiresCompatibilities = []types.Compatibility{types.CompatibilityFargate}
		in.Cpu, in.Memory = new("256"), new("512")
	}

	out, err := b.ecs.RegisterTaskDefinition(b.ctx, in)
	b.done("register task definition "+family, err)

	return *out.TaskDefinition.TaskDefinitionArn
}

func led(group, container string, port int32) []types.LoadBalancer {
	return []types.LoadBalancer{{TargetGroupArn: &group, ContainerName: &container, ContainerPort: &port}}
}

// rolling is the deployment that ECS makes where nothing is said.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
func rolling() map[string]any {
	return map[string]any{"minimumHealthyPercent": 100, "maximumPercent": 200}
}

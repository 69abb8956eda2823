package awsjson

import (
	"errors"

	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

// clusters also notes where their counts were left out, as with --query: AWS always gives them, and the SDK takes none
// for 0.
func clusters() kind {
	k := list("clusters", "clusterArn", "ecs", awsmap.DescribeClusters,
		func(a *awsmap.Answers) *[]ecs.Cluster { return &a.Clusters },
		func(c *ecs.Cluster) clue { return clue{arn: c.ClusterArn} })
	read := k.read

	k.read = func(f *folder, v value) error {
		var in []struct {
			ActiveServicesCount *int32
			Status              string
		}

		if err := errors.Join(read(f, v), v.decode(&in)); err != nil {
			return err
		}

		for _, c := range in {
			f.uncounted = f.uncounted || c.ActiveServicesCount == nil && c.Status != "INACTIVE"
		}

		return nil
	}

	return k
}

// containerInstances also notes of which it is left out whether the agent is connected.
func containerInstances() kind {
	k := list("containerInstances", "containerInstanceArn", "ecs", awsmap.DescribeContainerInstances,
		func(a *awsmap.Answers) *[]ecs.ContainerInstance { return &a.ContainerInstances },
		func(c *ecs.ContainerInstance) clue { return clue{arn: c.ContainerInstanceArn} })
	read := k.read

	k.read = func(f *folder, v value) error {
		var in []struct {
			ContainerInstanceArn string
			AgentConnected       *bool
		}

		if err := errors.Join(read(f, v), v.decode(&in)); err != nil {
			return err
		}

		for _, c := range in {
			if c.AgentConnected == nil {
				f.answers.AgentsUntold[c.ContainerInstanceArn] = true
			}
		}

		return nil
	}

	return k
}

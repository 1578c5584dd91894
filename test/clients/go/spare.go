//go:build !sdk10

package main

import (
	"github.com/volcengine/volcengine-go-sdk/service/ecs"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
)

// spare is an instance that one step has for itself.
type spare struct {
	*scenario
	id *string
}

func (s *scenario) spare(volumes ...*ecs.VolumeForRunInstancesInput) *spare {
	ids := must(s.ecs.RunInstances(&ecs.RunInstancesInput{
		ZoneId:         str(zone),
		ImageId:        s.imageID,
		InstanceTypeId: str(instanceType),
		InstanceName:   str("spare"),
		NetworkInterfaces: []*ecs.NetworkInterfaceForRunInstancesInput{
			{SubnetId: s.subnetID, SecurityGroupIds: []*string{s.groupID}},
		},
		Volumes: volumes,
		Tags:    []*ecs.TagForRunInstancesInput{{Key: str("team"), Value: str("network")}},
	})).InstanceIds
	it := &spare{s, ids[0]}
	it.is("RUNNING")
	return it
}

func (v *spare) listed() []*ecs.InstanceForDescribeInstancesOutput {
	return must(v.ecs.DescribeInstances(
		&ecs.DescribeInstancesInput{InstanceIds: []*string{v.id}})).Instances
}

func (v *spare) is(status string) *ecs.InstanceForDescribeInstancesOutput {
	return until(status, func() (*ecs.InstanceForDescribeInstancesOutput, *string) {
		it := v.listed()[0]
		return it, it.Status
	})
}

func (v *spare) isGone() {
	poll(func() bool { return len(v.listed()) == 0 })
}

func (v *spare) stopped() {
	details := must(v.ecs.StopInstances(&ecs.StopInstancesInput{
		InstanceIds: []*string{v.id},
		StoppedMode: str("KeepCharging"),
	})).OperationDetails
	equal(len(details), 1)
	equal(*details[0].InstanceId, *v.id)
	v.is("STOPPED")
}

func (v *spare) subscribed() {
	must(v.ecs.ModifyInstanceChargeType(&ecs.ModifyInstanceChargeTypeInput{
		InstanceIds:        []*string{v.id},
		InstanceChargeType: str("PrePaid"),
		Period:             volcengine.Int32(1),
		IncludeDataVolumes: volcengine.Bool(true),
	}))
	equal(*v.is("RUNNING").InstanceChargeType, "PrePaid")
}

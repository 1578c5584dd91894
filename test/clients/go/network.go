package main

import (
	"github.com/volcengine/volcengine-go-sdk/service/ecs"
	"github.com/volcengine/volcengine-go-sdk/service/vpc"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
)

const (
	zone         = "cn-beijing-a"
	instanceType = "ecs.g3i.large"
	// Text in which signatures go wrong when a client and a server escape differently.
	description = "spaces, 中文 _ and = -"
)

func (s *scenario) network() {
	s.vpcID = must(s.vpc.CreateVpc(&vpc.CreateVpcInput{
		CidrBlock: str("10.0.0.0/16"),
		VpcName:   str("scenario"),
	})).VpcId
	s.vpcIsAvailable()
	s.subnetID = must(s.vpc.CreateSubnet(&vpc.CreateSubnetInput{
		VpcId:       s.vpcID,
		ZoneId:      str(zone),
		CidrBlock:   str("10.0.1.0/24"),
		Description: str(description),
	})).SubnetId
	equal(*s.subnetIsAvailable().AvailableIpAddressCount, int64(253))
	subnets := must(s.vpc.DescribeSubnets(&vpc.DescribeSubnetsInput{
		VpcId:     s.vpcID,
		SubnetIds: []*string{s.subnetID},
	})).Subnets
	equal(*subnets[0].Description, description)
	s.groupID = must(s.vpc.CreateSecurityGroup(&vpc.CreateSecurityGroupInput{
		VpcId: s.vpcID,
	})).SecurityGroupId
	s.groupIsAvailable()
	must(s.vpc.ModifySecurityGroupAttributes(&vpc.ModifySecurityGroupAttributesInput{
		SecurityGroupId:   s.groupID,
		SecurityGroupName: str("renamed"),
	}))
	equal(*s.groupIsAvailable().SecurityGroupName, "renamed")
	vpcs := must(s.vpc.DescribeVpcs(&vpc.DescribeVpcsInput{VpcIds: []*string{s.vpcID}})).Vpcs
	equal(values(vpcs[0].SubnetIds), []string{*s.subnetID})
}

func (s *scenario) vpcIsAvailable() *vpc.DescribeVpcAttributesOutput {
	return until("Available", func() (*vpc.DescribeVpcAttributesOutput, *string) {
		it := must(s.vpc.DescribeVpcAttributes(&vpc.DescribeVpcAttributesInput{VpcId: s.vpcID}))
		return it, it.Status
	})
}

func (s *scenario) subnetIsAvailable() *vpc.DescribeSubnetAttributesOutput {
	return until("Available", func() (*vpc.DescribeSubnetAttributesOutput, *string) {
		it := must(s.vpc.DescribeSubnetAttributes(
			&vpc.DescribeSubnetAttributesInput{SubnetId: s.subnetID}))
		return it, it.Status
	})
}

func (s *scenario) groupIsAvailable() *vpc.DescribeSecurityGroupAttributesOutput {
	return until("Available", func() (*vpc.DescribeSecurityGroupAttributesOutput, *string) {
		it := must(s.vpc.DescribeSecurityGroupAttributes(
			&vpc.DescribeSecurityGroupAttributesInput{SecurityGroupId: s.groupID}))
		return it, it.Status
	})
}

func (s *scenario) catalogue() {
	found := false
	for _, each := range must(s.ecs.DescribeZones(&ecs.DescribeZonesInput{})).Zones {
		found = found || *each.ZoneId == zone
	}
	equal(found, true)
	images := must(s.ecs.DescribeImages(&ecs.DescribeImagesInput{OsType: str("Linux")})).Images
	s.imageID = images[0].ImageId
	types := must(s.ecs.DescribeInstanceTypes(&ecs.DescribeInstanceTypesInput{
		InstanceTypeIds: []*string{str(instanceType)},
	})).InstanceTypes
	equal(len(types), 1)
	equal(*types[0].Network.MaximumNetworkInterfaces, int32(3))
}

func (s *scenario) instances() {
	s.instanceIDs = must(s.ecs.RunInstances(&ecs.RunInstancesInput{
		ZoneId:         str(zone),
		ImageId:        s.imageID,
		InstanceTypeId: str(instanceType),
		InstanceName:   str("scenario"),
		Count:          volcengine.Int32(2),
		NetworkInterfaces: []*ecs.NetworkInterfaceForRunInstancesInput{
			{SubnetId: s.subnetID, SecurityGroupIds: []*string{s.groupID}},
		},
	})).InstanceIds
	equal(len(s.instanceIDs), 2)
	s.instancesAre("RUNNING", 2)
	s.apart()
	s.template()
	s.image()
}

func (s *scenario) instancesAre(status string, count int) {
	poll(func() bool {
		found := 0
		for _, each := range s.listedInstances() {
			if *each.Status == status {
				found++
			}
		}
		return found == count
	})
}

func (s *scenario) operations() {
	one := s.instanceIDs[0]
	must(s.ecs.StopInstance(&ecs.StopInstanceInput{InstanceId: one}))
	s.instancesAre("STOPPED", 1)
	must(s.ecs.StartInstance(&ecs.StartInstanceInput{InstanceId: one}))
	s.instancesAre("RUNNING", 2)
	rebooted := must(s.ecs.RebootInstances(&ecs.RebootInstancesInput{InstanceIds: s.instanceIDs}))
	equal(len(rebooted.OperationDetails), 2)
	s.instancesAre("RUNNING", 2)
}

func (s *scenario) listedInstances() []*ecs.InstanceForDescribeInstancesOutput {
	return must(s.ecs.DescribeInstances(&ecs.DescribeInstancesInput{
		InstanceIds: s.instanceIDs,
	})).Instances
}

func (s *scenario) end() {
	must(s.vpc.DetachNetworkInterface(&vpc.DetachNetworkInterfaceInput{
		NetworkInterfaceId: s.eniID,
		InstanceId:         s.instanceIDs[0],
	}))
	s.interfaceIs("Available", s.eniID)
	for _, id := range append(s.otherIDs, s.eniID) {
		must(s.vpc.DeleteNetworkInterface(
			&vpc.DeleteNetworkInterfaceInput{NetworkInterfaceId: id}))
	}
	must(s.ecs.DeleteInstance(&ecs.DeleteInstanceInput{InstanceId: s.instanceIDs[0]}))
	must(s.ecs.DeleteInstances(&ecs.DeleteInstancesInput{InstanceIds: s.instanceIDs[1:]}))
	poll(func() bool { return len(s.listedInstances()) == 0 })
	poll(func() bool {
		return len(must(s.vpc.DescribeNetworkInterfaces(&vpc.DescribeNetworkInterfacesInput{
			VpcId: s.vpcID,
		})).NetworkInterfaceSets) == 0
	})
	must(s.vpc.DeleteSecurityGroup(&vpc.DeleteSecurityGroupInput{SecurityGroupId: s.groupID}))
	must(s.vpc.DeleteSubnet(&vpc.DeleteSubnetInput{SubnetId: s.subnetID}))
	poll(func() bool {
		return len(must(s.vpc.DescribeSubnets(
			&vpc.DescribeSubnetsInput{VpcId: s.vpcID})).Subnets) == 0
	})
	must(s.vpc.DeleteVpc(&vpc.DeleteVpcInput{VpcId: s.vpcID}))
	poll(func() bool {
		return len(must(s.vpc.DescribeVpcs(
			&vpc.DescribeVpcsInput{VpcIds: []*string{s.vpcID}})).Vpcs) == 0
	})
}

package main

import (
	"sort"

	"github.com/volcengine/volcengine-go-sdk/service/vpc"
)

func (s *scenario) eni() {
	s.eniID = must(s.vpc.CreateNetworkInterface(&vpc.CreateNetworkInterfaceInput{
		SubnetId:                       s.subnetID,
		SecurityGroupIds:               []*string{s.groupID},
		SecondaryPrivateIpAddressCount: num(2),
		Tags: []*vpc.TagForCreateNetworkInterfaceInput{
			{Key: str("team"), Value: str("network")},
		},
	})).NetworkInterfaceId
	eni := s.interfaceIs("Available", s.eniID)
	equal(*eni.Type, "secondary")
	equal(len(*eni.MacAddress), 17)
	primary := []string{}
	for _, each := range eni.PrivateIpSets.PrivateIpSet {
		if *each.Primary {
			primary = append(primary, *each.PrivateIpAddress)
		}
	}
	equal(len(eni.PrivateIpSets.PrivateIpSet), 3)
	equal(primary, []string{*eni.PrimaryIpAddress})
	must(s.vpc.ModifyNetworkInterfaceAttributes(&vpc.ModifyNetworkInterfaceAttributesInput{
		NetworkInterfaceId:   s.eniID,
		NetworkInterfaceName: str("renamed"),
	}))
	listed := must(s.vpc.DescribeNetworkInterfaces(&vpc.DescribeNetworkInterfacesInput{
		NetworkInterfaceIds: []*string{s.eniID},
		TagFilters: []*vpc.TagFilterForDescribeNetworkInterfacesInput{
			{Key: str("team"), Values: []*string{str("network")}},
		},
	})).NetworkInterfaceSets
	equal(*listed[0].NetworkInterfaceName, "renamed")
	equal(*listed[0].Tags[0].Key+"="+*listed[0].Tags[0].Value, "team=network")
}

func (s *scenario) interfaceIs(
	status string, id *string,
) *vpc.DescribeNetworkInterfaceAttributesOutput {
	return until(status, func() (*vpc.DescribeNetworkInterfaceAttributesOutput, *string) {
		it := must(s.vpc.DescribeNetworkInterfaceAttributes(
			&vpc.DescribeNetworkInterfaceAttributesInput{NetworkInterfaceId: id}))
		return it, it.Status
	})
}

func (s *scenario) addresses() {
	assigned := must(s.vpc.AssignPrivateIpAddresses(&vpc.AssignPrivateIpAddressesInput{
		NetworkInterfaceId:             s.eniID,
		SecondaryPrivateIpAddressCount: num(1),
	})).PrivateIpSet
	equal(len(assigned), 1)
	must(s.vpc.UnassignPrivateIpAddresses(&vpc.UnassignPrivateIpAddressesInput{
		NetworkInterfaceId: s.eniID,
		PrivateIpAddress:   assigned,
	}))
}

func (s *scenario) attach() {
	must(s.vpc.AttachNetworkInterface(&vpc.AttachNetworkInterfaceInput{
		NetworkInterfaceId: s.eniID,
		InstanceId:         s.instanceIDs[0],
	}))
	equal(*s.interfaceIs("InUse", s.eniID).DeviceId, *s.instanceIDs[0])
	for _, instance := range s.listedInstances() {
		if *instance.InstanceId != *s.instanceIDs[0] {
			continue
		}
		types := []string{}
		for _, each := range instance.NetworkInterfaces {
			types = append(types, *each.Type)
		}
		sort.Strings(types)
		equal(types, []string{"primary", "secondary"})
	}
}

func (s *scenario) eip() {
	eip := must(s.vpc.AllocateEipAddress(&vpc.AllocateEipAddressInput{
		BillingType: num(3),
		Bandwidth:   num(5),
		ISP:         str("BGP"),
	}))
	equal(*s.eipIs("Available", eip.AllocationId).BillingType, int64(3))
	must(s.vpc.AssociateEipAddress(&vpc.AssociateEipAddressInput{
		AllocationId: eip.AllocationId,
		InstanceId:   s.eniID,
		InstanceType: str("NetworkInterface"),
	}))
	equal(*s.eipIs("Attached", eip.AllocationId).InstanceId, *s.eniID)
	bound := s.interfaceIs("InUse", s.eniID).AssociatedElasticIp
	equal(*bound.EipAddress, *eip.EipAddress)
	must(s.vpc.DisassociateEipAddress(&vpc.DisassociateEipAddressInput{
		AllocationId: eip.AllocationId,
		InstanceId:   s.eniID,
	}))
	s.eipIs("Available", eip.AllocationId)
	must(s.vpc.ReleaseEipAddress(&vpc.ReleaseEipAddressInput{AllocationId: eip.AllocationId}))
	poll(func() bool {
		return len(must(s.vpc.DescribeEipAddresses(&vpc.DescribeEipAddressesInput{
			AllocationIds: []*string{eip.AllocationId},
		})).EipAddresses) == 0
	})
}

func (s *scenario) eipIs(status string, id *string) *vpc.DescribeEipAddressAttributesOutput {
	return until(status, func() (*vpc.DescribeEipAddressAttributesOutput, *string) {
		it := must(s.vpc.DescribeEipAddressAttributes(
			&vpc.DescribeEipAddressAttributesInput{AllocationId: id}))
		return it, it.Status
	})
}

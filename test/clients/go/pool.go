//go:build !sdk10

package main

import "github.com/volcengine/volcengine-go-sdk/service/vpc"

// pools makes a pool of addresses, and watches an EIP of it.
func (s *scenario) pools() {
	id := must(s.vpc.CreateIpAddressPool(&vpc.CreateIpAddressPoolInput{
		ISP:       str("BGP"),
		Name:      str("scenario"),
		CidrBlock: str("203.0.113.0/28"),
	})).IpAddressPoolId
	settled := func() *vpc.DescribeIpAddressPoolAttributesOutput {
		return until("Available", func() (*vpc.DescribeIpAddressPoolAttributesOutput, *string) {
			it := must(s.vpc.DescribeIpAddressPoolAttributes(
				&vpc.DescribeIpAddressPoolAttributesInput{IpAddressPoolId: id}))
			return it, it.Status
		})
	}
	equal(*settled().TotalIpCount, int64(16))
	must(s.vpc.ModifyIpAddressPoolAttributes(&vpc.ModifyIpAddressPoolAttributesInput{
		IpAddressPoolId: id,
		Name:            str("renamed"),
	}))
	equal(*settled().Name, "renamed")
	block := str("203.0.113.32/28")
	must(s.vpc.AddIpAddressPoolCidrBlock(&vpc.AddIpAddressPoolCidrBlockInput{
		IpAddressPoolId: id,
		CidrBlock:       block,
	}))
	blocks := func() []*vpc.IpAddressPoolCidrBlockForDescribeIpAddressPoolCidrBlocksOutput {
		return must(s.vpc.DescribeIpAddressPoolCidrBlocks(
			&vpc.DescribeIpAddressPoolCidrBlocksInput{IpAddressPoolId: id})).IpAddressPoolCidrBlocks
	}
	poll(func() bool { return len(blocks()) == 2 && *blocks()[1].Status == "Available" })
	equal(*settled().TotalIpCount, int64(32))

	eip := must(s.vpc.AllocateEipAddress(&vpc.AllocateEipAddressInput{
		BillingType:     num(3),
		IpAddressPoolId: id,
		IpAddress:       str("203.0.113.9"),
	}))
	equal(*eip.EipAddress, "203.0.113.9")
	listed := func() []*vpc.IpAddressPoolForDescribeIpAddressPoolsOutput {
		return must(s.vpc.DescribeIpAddressPools(
			&vpc.DescribeIpAddressPoolsInput{IpAddressPoolIds: []*string{id}})).IpAddressPools
	}
	equal(*listed()[0].UsedIpCount, int64(1))
	s.watched(eip.AllocationId)
	must(s.vpc.ReleaseEipAddress(&vpc.ReleaseEipAddressInput{AllocationId: eip.AllocationId}))
	poll(func() bool { return *settled().UsedIpCount == 0 })
	must(s.vpc.DeleteIpAddressPoolCidrBlock(&vpc.DeleteIpAddressPoolCidrBlockInput{
		IpAddressPoolId: id,
		CidrBlock:       block,
	}))
	poll(func() bool { return len(blocks()) == 1 })
	settled()
	must(s.vpc.DeleteIpAddressPool(&vpc.DeleteIpAddressPoolInput{IpAddressPoolId: id}))
	poll(func() bool { return len(listed()) == 0 })
}

func (s *scenario) watched(allocationID *string) {
	s.eipIs("Available", allocationID)
	ids := []*string{allocationID}
	must(s.vpc.EnableEipAddressHighResolutionMonitor(
		&vpc.EnableEipAddressHighResolutionMonitorInput{
			AllocationIds:  ids,
			LogProjectName: str("metrics"),
			LogTopicName:   str("eips"),
		}))
	topic := func() string {
		return *must(s.vpc.DescribeEipAddressHighResolutionMonitorAttribute(
			&vpc.DescribeEipAddressHighResolutionMonitorAttributeInput{
				AllocationId: allocationID,
			})).LogTopicName
	}
	equal(topic(), "eips")
	must(s.vpc.DisableEipAddressHighResolutionMonitor(
		&vpc.DisableEipAddressHighResolutionMonitorInput{AllocationIds: ids}))
	equal(topic(), "")
}

func (s *scenario) ipv4Gateways() {
	id := must(s.vpc.CreateIpv4Gateway(&vpc.CreateIpv4GatewayInput{
		Ipv4GatewayName: str("scenario"),
	})).Ipv4GatewayId
	listed := func() []*vpc.Ipv4GatewayForDescribeIpv4GatewaysOutput {
		return must(s.vpc.DescribeIpv4Gateways(
			&vpc.DescribeIpv4GatewaysInput{Ipv4GatewayIds: []*string{id}})).Ipv4Gateways
	}
	settled := func() *vpc.Ipv4GatewayForDescribeIpv4GatewaysOutput {
		return until("Available", func() (*vpc.Ipv4GatewayForDescribeIpv4GatewaysOutput, *string) {
			it := listed()[0]
			return it, it.Status
		})
	}
	equal(*settled().Enabled, false)
	must(s.vpc.AttachIpv4Gateway(&vpc.AttachIpv4GatewayInput{Ipv4GatewayId: id, VpcId: s.vpcID}))
	equal(*settled().VpcId, *s.vpcID)
	must(s.vpc.ModifyIpv4Gateway(&vpc.ModifyIpv4GatewayInput{
		Ipv4GatewayId:   id,
		Ipv4GatewayName: str("renamed"),
	}))
	equal(*settled().Ipv4GatewayName, "renamed")
	must(s.vpc.EnableIpv4Gateway(&vpc.EnableIpv4GatewayInput{Ipv4GatewayId: id}))
	equal(*settled().Enabled, true)
	must(s.vpc.DisableIpv4Gateway(&vpc.DisableIpv4GatewayInput{Ipv4GatewayId: id}))
	equal(*settled().Enabled, false)
	must(s.vpc.DetachIpv4Gateway(&vpc.DetachIpv4GatewayInput{Ipv4GatewayId: id, VpcId: s.vpcID}))
	equal(*settled().VpcId, "")
	must(s.vpc.DeleteIpv4Gateway(&vpc.DeleteIpv4GatewayInput{Ipv4GatewayId: id}))
	poll(func() bool { return len(listed()) == 0 })
}

//go:build !sdk10

package main

import "github.com/volcengine/volcengine-go-sdk/service/vpc"

const region = "cn-beijing"

// ipam plans addresses: scopes, pools, what is given out, what is found.
func (s *scenario) ipam() {
	made := must(s.vpc.CreateIpam(&vpc.CreateIpamInput{
		IpamName:         str("scenario"),
		OperatingRegions: []*string{str(region)},
		Tags:             []*vpc.TagForCreateIpamInput{{Key: str("team"), Value: str("network")}},
	}))
	listed := func() []*vpc.IpamForDescribeIpamsOutput {
		return must(s.vpc.DescribeIpams(
			&vpc.DescribeIpamsInput{IpamIds: []*string{made.IpamId}})).Ipams
	}
	settled := func() *vpc.IpamForDescribeIpamsOutput {
		return until("Available", func() (*vpc.IpamForDescribeIpamsOutput, *string) {
			it := listed()[0]
			return it, it.Status
		})
	}
	equal(*settled().ScopeCount, int64(2))
	equal(values(settled().OperatingRegions), []string{region})
	must(s.vpc.ModifyIpam(&vpc.ModifyIpamInput{IpamId: made.IpamId, IpamName: str("renamed")}))
	equal(*settled().IpamName, "renamed")
	s.ipamTags(made.IpamId)
	s.ipamScope(made.IpamId)
	s.ipamPool(made.PrivateDefaultScopeId)
	s.ipamDiscovery(made.IpamId)
	s.ipamWatch(made.PrivateDefaultScopeId)
	s.ipamOrganization()
	must(s.vpc.DeleteIpam(&vpc.DeleteIpamInput{IpamId: made.IpamId}))
	poll(func() bool { return len(listed()) == 0 })
}

func (s *scenario) ipamTags(id *string) {
	ipamType, ids := str("ipam"), []*string{id}
	must(s.vpc.TagIpamResources(&vpc.TagIpamResourcesInput{
		ResourceType: ipamType,
		ResourceIds:  ids,
		Tags:         []*vpc.TagForTagIpamResourcesInput{{Key: str("more"), Value: str("")}},
	}))
	must(s.vpc.UntagIpamResources(&vpc.UntagIpamResourcesInput{
		ResourceType: ipamType,
		ResourceIds:  ids,
		TagKeys:      []*string{str("team")},
	}))
	left := must(s.vpc.ListTagsForIpamResources(&vpc.ListTagsForIpamResourcesInput{
		ResourceType: ipamType,
		ResourceIds:  ids,
	})).ResourceTags
	equal(len(left), 1)
	equal(*left[0].TagKey, "more")
}

func (s *scenario) ipamScope(ipamID *string) {
	id := must(s.vpc.CreateIpamScope(&vpc.CreateIpamScopeInput{
		IpamId:        ipamID,
		IpamScopeName: str("scenario"),
	})).IpamScopeId
	listed := func() []*vpc.IpamScopeForDescribeIpamScopesOutput {
		return must(s.vpc.DescribeIpamScopes(
			&vpc.DescribeIpamScopesInput{IpamScopeIds: []*string{id}})).IpamScopes
	}
	settled := func() *vpc.IpamScopeForDescribeIpamScopesOutput {
		return until("Available", func() (*vpc.IpamScopeForDescribeIpamScopesOutput, *string) {
			it := listed()[0]
			return it, it.Status
		})
	}
	equal(*settled().IsDefault, false)
	must(s.vpc.ModifyIpamScope(&vpc.ModifyIpamScopeInput{
		IpamScopeId:   id,
		IpamScopeName: str("renamed"),
	}))
	equal(*settled().IpamScopeName, "renamed")
	must(s.vpc.DeleteIpamScope(&vpc.DeleteIpamScopeInput{IpamScopeId: id}))
	poll(func() bool { return len(listed()) == 0 })
}

func (s *scenario) ipamPool(scopeID *string) {
	id := must(s.vpc.CreateIpamPool(&vpc.CreateIpamPoolInput{
		IpamScopeId:               scopeID,
		IpVersion:                 str("IPv4"),
		IpamPoolName:              str("scenario"),
		AllocationDefaultCidrMask: num(24),
	})).IpamPoolId
	listed := func() []*vpc.IpamPoolForDescribeIpamPoolsOutput {
		return must(s.vpc.DescribeIpamPools(
			&vpc.DescribeIpamPoolsInput{IpamPoolIds: []*string{id}})).IpamPools
	}
	settled := func() *vpc.IpamPoolForDescribeIpamPoolsOutput {
		return until("Available", func() (*vpc.IpamPoolForDescribeIpamPoolsOutput, *string) {
			it := listed()[0]
			return it, it.Status
		})
	}
	equal(*settled().AllocationDefaultCidrMask, int64(24))
	must(s.vpc.ModifyIpamPool(&vpc.ModifyIpamPoolInput{
		IpamPoolId:   id,
		IpamPoolName: str("renamed"),
	}))
	equal(*settled().IpamPoolName, "renamed")
	block := str("20.0.0.0/8")
	must(s.vpc.ProvisionIpamPoolCidr(
		&vpc.ProvisionIpamPoolCidrInput{IpamPoolId: id, CidrBlock: block}))
	blocks := func() []*vpc.IpamPoolCidrForDescribeIpamPoolCidrsOutput {
		return must(s.vpc.DescribeIpamPoolCidrs(
			&vpc.DescribeIpamPoolCidrsInput{IpamPoolId: id})).IpamPoolCidrs
	}
	poll(func() bool { return len(blocks()) == 1 && *blocks()[0].Status == "Provisioned" })
	s.ipamAllocation(id)
	stats := must(s.vpc.DescribeIpamScopeStats(
		&vpc.DescribeIpamScopeStatsInput{IpamScopeId: scopeID}))
	equal(*stats.VpcCidrCount, int64(1))
	must(s.vpc.DeprovisionIpamPoolCidr(
		&vpc.DeprovisionIpamPoolCidrInput{IpamPoolId: id, CidrBlock: block}))
	poll(func() bool { return len(blocks()) == 0 })
	must(s.vpc.DeleteIpamPool(&vpc.DeleteIpamPoolInput{IpamPoolId: id}))
	poll(func() bool { return len(listed()) == 0 })
}

func (s *scenario) ipamAllocation(poolID *string) {
	free := must(s.vpc.GetIpamPoolAvailableCidr(&vpc.GetIpamPoolAvailableCidrInput{
		IpamPoolId: poolID,
		CidrMask:   num(24),
	}))
	equal(*free.CidrBlock, "20.0.0.0/24")
	given := must(s.vpc.CreateIpamPoolAllocation(&vpc.CreateIpamPoolAllocationInput{
		IpamPoolId: poolID,
		CidrBlock:  str("20.1.0.0/24"),
	}))
	listed := func() []*vpc.IpamPoolAllocationForDescribeIpamPoolAllocationsOutput {
		return must(s.vpc.DescribeIpamPoolAllocations(
			&vpc.DescribeIpamPoolAllocationsInput{IpamPoolId: poolID})).IpamPoolAllocations
	}
	equal(*listed()[0].IpamPoolAllocationId, *given.IpamPoolAllocationId)
	must(s.vpc.ReleaseIpamPoolAllocation(&vpc.ReleaseIpamPoolAllocationInput{
		IpamPoolId:           poolID,
		IpamPoolAllocationId: given.IpamPoolAllocationId,
		CidrBlock:            given.CidrBlock,
	}))
	poll(func() bool { return len(listed()) == 0 })
}

func (s *scenario) ipamDiscovery(ipamID *string) {
	id := must(s.vpc.CreateIpamResourceDiscovery(&vpc.CreateIpamResourceDiscoveryInput{
		IpamResourceDiscoveryName: str("scenario"),
	})).IpamResourceDiscoveryId
	listed := func() []*vpc.IpamResourceDiscoveryForDescribeIpamResourceDiscoveriesOutput {
		return must(s.vpc.DescribeIpamResourceDiscoveries(&vpc.DescribeIpamResourceDiscoveriesInput{
			IpamResourceDiscoveryIds: []*string{id},
		})).IpamResourceDiscoveries
	}
	poll(func() bool { return *listed()[0].Status == "Available" })
	must(s.vpc.ModifyIpamResourceDiscovery(&vpc.ModifyIpamResourceDiscoveryInput{
		IpamResourceDiscoveryId:   id,
		IpamResourceDiscoveryName: str("renamed"),
	}))
	poll(func() bool { return *listed()[0].Status == "Available" })
	equal(*listed()[0].IpamResourceDiscoveryName, "renamed")
	association := must(s.vpc.AssociateIpamResourceDiscovery(
		&vpc.AssociateIpamResourceDiscoveryInput{IpamId: ipamID, IpamResourceDiscoveryId: id}))
	associations := func() []*vpc.IpamResourceDiscoveryAssociationForDescribeIpamResourceDiscoveryAssociationsOutput {
		return must(s.vpc.DescribeIpamResourceDiscoveryAssociations(
			&vpc.DescribeIpamResourceDiscoveryAssociationsInput{IpamResourceDiscoveryId: id},
		)).IpamResourceDiscoveryAssociations
	}
	poll(func() bool { return *associations()[0].Status == "Associated" })
	equal(*associations()[0].IpamId, *ipamID)
	found := false
	for _, each := range must(s.vpc.DescribeIpamDiscoveredResourceCidrs(
		&vpc.DescribeIpamDiscoveredResourceCidrsInput{
			IpamResourceDiscoveryId: id,
			ResourceRegionId:        str(region),
		})).IpamDiscoveredResourceCidrs {
		found = found || *each.ResourceId == *s.vpcID
	}
	equal(found, true)
	must(s.vpc.DisassociateIpamResourceDiscovery(&vpc.DisassociateIpamResourceDiscoveryInput{
		IpamResourceDiscoveryAssociationId: association.IpamResourceDiscoveryAssociationId,
	}))
	poll(func() bool { return len(associations()) == 0 })
	must(s.vpc.DeleteIpamResourceDiscovery(
		&vpc.DeleteIpamResourceDiscoveryInput{IpamResourceDiscoveryId: id}))
	poll(func() bool { return len(listed()) == 0 })
}

// ipamWatch has the scenario's VPC ignored, and seen again.
func (s *scenario) ipamWatch(scopeID *string) {
	for _, each := range []struct {
		monitored bool
		status    string
	}{{false, "Ignored"}, {true, "Unmanaged"}} {
		must(s.vpc.ModifyIpamResourceCidr(&vpc.ModifyIpamResourceCidrInput{
			CurrentIpamScopeId: scopeID,
			ResourceId:         s.vpcID,
			ResourceCidr:       str("10.0.0.0/16"),
			ResourceRegionId:   str(region),
			Monitored:          &each.monitored,
		}))
		seen := must(s.vpc.DescribeIpamResourceCidrs(&vpc.DescribeIpamResourceCidrsInput{
			IpamScopeId:  scopeID,
			VpcId:        s.vpcID,
			ResourceType: str("Vpc"),
		})).IpamResourceCidrs
		equal([]string{*seen[0].ResourceId, *seen[0].ManagementStatus},
			[]string{*s.vpcID, each.status})
	}
	dimensions := must(s.vpc.DescribeIpamCloudMonitorDimensions(
		&vpc.DescribeIpamCloudMonitorDimensionsInput{
			IpamScopeId: scopeID,
			TargetName:  str("IpamPoolId"),
		})).Values
	equal(len(dimensions), 0)
}

func (s *scenario) ipamOrganization() {
	trusted := func() bool {
		return *must(s.vpc.DescribeIpamOrganizationAccount(
			&vpc.DescribeIpamOrganizationAccountInput{})).TrustedServiceEnabled
	}
	must(s.vpc.EnableIpamOrganizationTrustedService(
		&vpc.EnableIpamOrganizationTrustedServiceInput{}))
	equal(trusted(), true)
	must(s.vpc.DisableIpamOrganizationTrustedService(
		&vpc.DisableIpamOrganizationTrustedServiceInput{}))
	equal(trusted(), false)
}

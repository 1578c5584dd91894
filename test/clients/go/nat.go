package main

import (
	"github.com/volcengine/volcengine-go-sdk/service/natgateway"
	"github.com/volcengine/volcengine-go-sdk/service/vpc"
)

// gateway is a NAT gateway of the scenario's subnet.
type gateway struct {
	*scenario
	nat *natgateway.NATGATEWAY
	id  *string
}

// throughNat makes a gateway to the internet with an EIP and its entries, then one inside.
func (s *scenario) throughNat() {
	nat := natgateway.New(s.session)
	zones := must(nat.ListNatGatewayAvailableZones(&natgateway.ListNatGatewayAvailableZonesInput{}))
	equal(len(zones.Zones) > 0, true)
	g := &gateway{s, nat, must(nat.CreateNatGateway(&natgateway.CreateNatGatewayInput{
		VpcId:          s.vpcID,
		SubnetId:       s.subnetID,
		NatGatewayName: str("scenario"),
		Tags:           []*natgateway.TagForCreateNatGatewayInput{{Key: str("team"), Value: str("network")}},
	})).NatGatewayId}
	equal(len(g.settled().EipAddresses), 0)
	must(nat.ModifyNatGatewayAttributes(&natgateway.ModifyNatGatewayAttributesInput{
		NatGatewayId:   g.id,
		NatGatewayName: str("renamed"),
	}))
	g.settled()
	found := g.listed()[0]
	equal(*found.NatGatewayName+" "+*found.Spec, "renamed Small")
	equal(*found.Tags[0].Key+"="+*found.Tags[0].Value, "team=network")
	g.tags()

	eip := must(s.vpc.AllocateEipAddress(&vpc.AllocateEipAddressInput{BillingType: num(3)}))
	s.eipIs("Available", eip.AllocationId)
	must(s.vpc.AssociateEipAddress(&vpc.AssociateEipAddressInput{
		AllocationId: eip.AllocationId,
		InstanceId:   g.id,
		InstanceType: str("Nat"),
	}))
	s.eipIs("Attached", eip.AllocationId)
	equal(*g.settled().EipAddresses[0].EipAddress, *eip.EipAddress)
	g.outward(eip)
	g.inward(eip)
	must(s.vpc.DisassociateEipAddress(&vpc.DisassociateEipAddressInput{
		AllocationId: eip.AllocationId,
		InstanceId:   g.id,
	}))
	s.eipIs("Available", eip.AllocationId)
	must(s.vpc.ReleaseEipAddress(&vpc.ReleaseEipAddressInput{AllocationId: eip.AllocationId}))
	g.settled()
	g.remove()
	s.insideNat(nat)
}

func (g *gateway) settled() *natgateway.DescribeNatGatewayAttributesOutput {
	return until("Available", func() (*natgateway.DescribeNatGatewayAttributesOutput, *string) {
		it := must(g.nat.DescribeNatGatewayAttributes(
			&natgateway.DescribeNatGatewayAttributesInput{NatGatewayId: g.id}))
		return it, it.Status
	})
}

func (g *gateway) listed() []*natgateway.NatGatewayForDescribeNatGatewaysOutput {
	return must(g.nat.DescribeNatGateways(
		&natgateway.DescribeNatGatewaysInput{NatGatewayIds: []*string{g.id}})).NatGateways
}

func (g *gateway) remove() {
	must(g.nat.DeleteNatGateway(&natgateway.DeleteNatGatewayInput{NatGatewayId: g.id}))
	poll(func() bool { return len(g.listed()) == 0 })
}

func (g *gateway) outward(eip *vpc.AllocateEipAddressOutput) {
	entry := must(g.nat.CreateSnatEntry(&natgateway.CreateSnatEntryInput{
		NatGatewayId:  g.id,
		SubnetId:      g.subnetID,
		EipId:         eip.AllocationId,
		SnatEntryName: str("out"),
	})).SnatEntryId
	read := func() *natgateway.DescribeSnatEntryAttributesOutput {
		return until("Available", func() (*natgateway.DescribeSnatEntryAttributesOutput, *string) {
			it := must(g.nat.DescribeSnatEntryAttributes(
				&natgateway.DescribeSnatEntryAttributesInput{SnatEntryId: entry}))
			return it, it.Status
		})
	}
	equal(*read().EipAddress, *eip.EipAddress)
	g.settled()
	must(g.nat.ModifySnatEntryAttributes(&natgateway.ModifySnatEntryAttributesInput{
		SnatEntryId:   entry,
		SnatEntryName: str("renamed"),
	}))
	equal(*read().SnatEntryName, "renamed")
	g.settled()
	listed := func() []*natgateway.SnatEntryForDescribeSnatEntriesOutput {
		return must(g.nat.DescribeSnatEntries(
			&natgateway.DescribeSnatEntriesInput{NatGatewayId: g.id})).SnatEntries
	}
	equal(*listed()[0].SubnetId, *g.subnetID)
	must(g.nat.DeleteSnatEntry(&natgateway.DeleteSnatEntryInput{SnatEntryId: entry}))
	poll(func() bool { return len(listed()) == 0 })
	g.settled()
}

func (g *gateway) inward(eip *vpc.AllocateEipAddressOutput) {
	entry := must(g.nat.CreateDnatEntry(&natgateway.CreateDnatEntryInput{
		NatGatewayId: g.id,
		ExternalIp:   eip.EipAddress,
		ExternalPort: str("80"),
		InternalIp:   str("10.0.1.200"),
		InternalPort: str("8080"),
		Protocol:     str("tcp"),
	})).DnatEntryId
	read := func() *natgateway.DescribeDnatEntryAttributesOutput {
		return until("Available", func() (*natgateway.DescribeDnatEntryAttributesOutput, *string) {
			it := must(g.nat.DescribeDnatEntryAttributes(
				&natgateway.DescribeDnatEntryAttributesInput{DnatEntryId: entry}))
			return it, it.Status
		})
	}
	equal(*read().InternalPort, "8080")
	g.settled()
	must(g.nat.ModifyDnatEntryAttributes(&natgateway.ModifyDnatEntryAttributesInput{
		DnatEntryId:  entry,
		InternalPort: str("8081"),
	}))
	equal(*read().InternalPort, "8081")
	g.settled()
	listed := func() []*natgateway.DnatEntryForDescribeDnatEntriesOutput {
		return must(g.nat.DescribeDnatEntries(
			&natgateway.DescribeDnatEntriesInput{NatGatewayId: g.id})).DnatEntries
	}
	equal(*listed()[0].Protocol, "tcp")
	must(g.nat.DeleteDnatEntry(&natgateway.DeleteDnatEntryInput{DnatEntryId: entry}))
	poll(func() bool { return len(listed()) == 0 })
	g.settled()
}

//go:build !sdk10

package main

import "github.com/volcengine/volcengine-go-sdk/service/natgateway"

func (g *gateway) tags() {
	gatewayType, ids := str("ngw"), []*string{g.id}
	must(g.nat.TagResources(&natgateway.TagResourcesInput{
		ResourceType: gatewayType,
		ResourceIds:  ids,
		Tags:         []*natgateway.TagForTagResourcesInput{{Key: str("more"), Value: str("")}},
	}))
	must(g.nat.UntagResources(&natgateway.UntagResourcesInput{
		ResourceType: gatewayType,
		ResourceIds:  ids,
		TagKeys:      []*string{str("team")},
	}))
	left := must(g.nat.ListTagsForResources(&natgateway.ListTagsForResourcesInput{
		ResourceType: gatewayType,
		ResourceIds:  ids,
	})).ResourceTags
	equal(len(left), 1)
	equal(*left[0].TagKey, "more")
}

// insideNat makes a gateway inside with an address of its own.
func (s *scenario) insideNat(nat *natgateway.NATGATEWAY) {
	g := &gateway{s, nat, must(nat.CreateNatGateway(&natgateway.CreateNatGatewayInput{
		VpcId:       s.vpcID,
		SubnetId:    s.subnetID,
		NetworkType: str("intranet"),
	})).NatGatewayId}
	equal(*g.settled().NetworkType, "intranet")
	id := must(nat.CreateNatIp(&natgateway.CreateNatIpInput{
		NatGatewayId: g.id,
		NatIpName:    str("scenario"),
	})).NatIpId
	read := func() *natgateway.DescribeNatIpAttributesOutput {
		return until("Available", func() (*natgateway.DescribeNatIpAttributesOutput, *string) {
			it := must(nat.DescribeNatIpAttributes(
				&natgateway.DescribeNatIpAttributesInput{NatIpId: id}))
			return it, it.Status
		})
	}
	equal(*read().UsingStatus, "Idle")
	g.settled()
	must(nat.ModifyNatIpAttributes(&natgateway.ModifyNatIpAttributesInput{
		NatIpId:   id,
		NatIpName: str("renamed"),
	}))
	equal(*read().NatIpName, "renamed")
	g.settled()
	listed := func() []*natgateway.NatIpForDescribeNatIpsOutput {
		return must(nat.DescribeNatIps(&natgateway.DescribeNatIpsInput{
			NatGatewayId: g.id,
			NatIpIds:     []*string{id},
		})).NatIps
	}
	equal(*listed()[0].IsDefault, false)
	must(nat.DeleteNatIp(&natgateway.DeleteNatIpInput{NatIpId: id}))
	poll(func() bool { return len(listed()) == 0 })
	g.settled()
	g.remove()
}

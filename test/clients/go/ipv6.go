//go:build !sdk10

package main

import (
	"github.com/volcengine/volcengine-go-sdk/service/vpc"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
)

// The models of SDK 1.0 know no IPv6.
var ipv6Steps = []step{{"ipv6", (*scenario).ipv6}}

func (s *scenario) ipv6() {
	must(s.vpc.ModifyVpcAttributes(&vpc.ModifyVpcAttributesInput{
		VpcId:      s.vpcID,
		EnableIpv6: volcengine.Bool(true),
	}))
	s.vpcIsAvailable()
	must(s.vpc.ModifySubnetAttributes(&vpc.ModifySubnetAttributesInput{
		SubnetId:      s.subnetID,
		EnableIpv6:    volcengine.Bool(true),
		Ipv6CidrBlock: num(1),
	}))
	s.subnetIsAvailable()
	assigned := must(s.vpc.AssignIpv6Addresses(&vpc.AssignIpv6AddressesInput{
		NetworkInterfaceId: s.eniID,
		Ipv6AddressCount:   num(2),
	})).Ipv6Set
	equal(len(assigned), 2)
	must(s.vpc.UnassignIpv6Addresses(&vpc.UnassignIpv6AddressesInput{
		NetworkInterfaceId: s.eniID,
		Ipv6Address:        assigned[:1],
	}))
	equal(values(s.interfaceIs("Available", s.eniID).IPv6Sets), values(assigned[1:]))
}

package main

import "github.com/volcengine/volcengine-go-sdk/service/vpc"

func (s *scenario) routes() {
	table := must(s.vpc.CreateRouteTable(&vpc.CreateRouteTableInput{
		VpcId:          s.vpcID,
		RouteTableName: str("own"),
	})).RouteTableId
	s.vpcIsAvailable()
	equal(*s.tables(table)[0].RouteTableType, "Custom")
	entry := must(s.vpc.CreateRouteEntry(&vpc.CreateRouteEntryInput{
		RouteTableId:         table,
		DestinationCidrBlock: str("172.16.0.0/16"),
		NextHopType:          str("NetworkInterface"),
		NextHopId:            s.eniID,
	})).RouteEntryId
	equal(*s.entryIsAvailable(table, entry).NextHopId, *s.eniID)
	s.vpcIsAvailable()
	must(s.vpc.ModifyRouteEntry(&vpc.ModifyRouteEntryInput{
		RouteEntryId:   entry,
		RouteEntryName: str("renamed"),
	}))
	equal(*s.entryIsAvailable(table, entry).RouteEntryName, "renamed")
	s.vpcIsAvailable()
	must(s.vpc.AssociateRouteTable(&vpc.AssociateRouteTableInput{
		RouteTableId: table,
		SubnetId:     s.subnetID,
	}))
	poll(func() bool { return len(s.tables(table)[0].SubnetIds) == 1 })
	s.vpcIsAvailable()
	must(s.vpc.DisassociateRouteTable(&vpc.DisassociateRouteTableInput{
		RouteTableId: table,
		SubnetId:     s.subnetID,
	}))
	poll(func() bool { return len(s.tables(table)[0].SubnetIds) == 0 })
	s.vpcIsAvailable()
	must(s.vpc.DeleteRouteEntry(&vpc.DeleteRouteEntryInput{RouteEntryId: entry}))
	poll(func() bool { return len(s.entries(table, entry)) == 0 })
	s.vpcIsAvailable()
	must(s.vpc.DeleteRouteTable(&vpc.DeleteRouteTableInput{RouteTableId: table}))
	poll(func() bool { return len(s.tables(table)) == 0 })
	s.vpcIsAvailable()
}

func (s *scenario) tables(id *string) []*vpc.RouterTableListForDescribeRouteTableListOutput {
	return must(s.vpc.DescribeRouteTableList(
		&vpc.DescribeRouteTableListInput{RouteTableId: id})).RouterTableList
}

func (s *scenario) entries(
	table, id *string,
) []*vpc.RouteEntryForDescribeRouteEntryListOutput {
	return must(s.vpc.DescribeRouteEntryList(&vpc.DescribeRouteEntryListInput{
		RouteTableId:   table,
		RouteEntryId:   id,
		RouteEntryType: str("Custom"),
	})).RouteEntries
}

func (s *scenario) entryIsAvailable(
	table, id *string,
) *vpc.RouteEntryForDescribeRouteEntryListOutput {
	return until("Available", func() (*vpc.RouteEntryForDescribeRouteEntryListOutput, *string) {
		it := s.entries(table, id)[0]
		return it, it.Status
	})
}

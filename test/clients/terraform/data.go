package main

import "fmt"

// dataSources reads what the provider's data sources read, with their filters.
func dataSources(c *Client, ids map[string]string) error {
	lists := []struct {
		service, action, list string
		params                Params
		atLeast               int
	}{
		{"vpc", "DescribeVpcs", "Vpcs", Params{"VpcIds.1": ids["vpc"], "TagFilters.1.Key": "env", "TagFilters.1.Values.1": "test"}, 1},
		{"vpc", "DescribeSubnets", "Subnets", Params{"VpcId": ids["vpc"], "ZoneId": "cn-beijing-a"}, 1},
		{"vpc", "DescribeSubnets", "Subnets", Params{"RouteTableId": ids["route table"]}, 1},
		{"vpc", "DescribeSecurityGroups", "SecurityGroups", Params{"VpcId": ids["vpc"], "SecurityGroupNames.1": "web"}, 1},
		{"vpc", "DescribeNetworkInterfaces", "NetworkInterfaceSets", Params{"VpcId": ids["vpc"], "Type": "secondary", "Status": "InUse", "InstanceId": ids["instance"]}, 2},
		{"vpc", "DescribeNetworkInterfaces", "NetworkInterfaceSets", Params{"VpcId": ids["vpc"], "SecurityGroupId": ids["group"], "ZoneId": "cn-beijing-a"}, 1},
		{"vpc", "DescribeEipAddresses", "EipAddresses", Params{"AssociatedInstanceId": ids["instance"], "AssociatedInstanceType": "EcsInstance"}, 0},
		{"vpc", "DescribeEipAddresses", "EipAddresses", Params{"AllocationIds.1": ids["eip"]}, 1},
		// The garbage is the provider's: it means to filter by itself.
		{"vpc", "DescribeRouteTableList", "RouterTableList", Params{"RouteTableIds": "&{0xc0000}", "VpcId": ids["vpc"]}, 2},
		{"vpc", "DescribeRouteEntryList", "RouteEntries", Params{"RouteTableId": ids["route table"]}, 1},
		{"vpc", "DescribeNetworkAcls", "NetworkAcls", Params{"VpcId": ids["vpc"], "SubnetId": ids["subnet"]}, 1},
		{"vpc", "DescribeHaVips", "HaVips", Params{"VpcId": ids["vpc"]}, 1},
		{"vpc", "DescribePrefixLists", "PrefixLists", Params{"IpVersion": "IPv4"}, 1},
		{"vpc", "DescribeIpv6Gateways", "Ipv6Gateways", Params{"VpcIds.1": ids["vpc"]}, 1},
	}
	for _, each := range lists {
		found, err := pages(c, each.service, each.action, each.list, each.params)
		if err != nil {
			return err
		}
		if len(found) < each.atLeast {
			return fmt.Errorf("%s %v: %d found, at least %d expected", each.action, each.params, len(found), each.atLeast)
		}
	}
	if err := byToken(c, "DescribeImages", "Images", Params{"OsType": "Linux", "Visibility": "public", "Status.1": "available"}); err != nil {
		return err
	}
	if err := byToken(c, "DescribeInstanceTypes", "InstanceTypes", Params{}); err != nil {
		return err
	}
	if err := byToken(c, "DescribeRegions", "Regions", Params{"RegionIds.1": "cn-beijing"}); err != nil {
		return err
	}
	zones, err := c.call("ecs", "DescribeZones", Params{})
	if err != nil {
		return err
	}
	for _, zone := range zones.objects("Result.Zones") {
		zone.text("ZoneId")
	}
	project, err := c.call("iam", "GetProject", Params{"ProjectName": "default"})
	if err != nil {
		return err
	}
	project.number("Result.AccountID")
	return ipv6Addresses(c, ids["instance"])
}

// byToken reads a list until NextToken is empty; one that is absent crashes the provider.
func byToken(c *Client, action, list string, params Params) error {
	total := 0
	for token := ""; ; {
		asked := Params{"MaxResults": pageSize}
		for name, value := range params {
			asked[name] = value
		}
		if token != "" {
			asked["NextToken"] = token
		}
		answer, err := c.call("ecs", action, asked)
		if err != nil {
			return err
		}
		total += len(answer.objects("Result." + list))
		if token = answer.text("Result.NextToken"); token == "" {
			break
		}
	}
	if total == 0 {
		return fmt.Errorf("%s: nothing found", action)
	}
	return nil
}

func ipv6Addresses(c *Client, instanceID string) error {
	found, err := described(c, instanceID)
	if err != nil {
		return err
	}
	first := found.objects("NetworkInterfaces")[0]
	answer, err := c.call("vpc", "DescribeNetworkInterfaces", Params{"NetworkInterfaceIds.1": first.text("NetworkInterfaceId")})
	if err != nil {
		return err
	}
	answer.objects("Result.NetworkInterfaceSets")[0].textsOrNone("IPv6Sets")
	return nil
}

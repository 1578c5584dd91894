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
		{ebs, "DescribeVolumes", "Volumes", Params{"InstanceId": ids["instance"], "Kind": "data", "VolumeStatus": "attached", "VolumeType": "ESSD_PL0", "ZoneId": zoneA}, 1},
		{ebs, "DescribeVolumes", "Volumes", Params{"VolumeName": "data-renamed", "TagFilters.1.Key": "value", "TagFilters.1.Values.1": "new"}, 1},
		{ebs, "DescribeSnapshots", "Snapshots", Params{"SnapshotIds.1": ids["snapshot"], "SnapshotStatus.1": "available", "ZoneId": zoneA, "ProjectName": "team"}, 1},
		{ebs, "DescribeSnapshotGroups", "SnapshotGroups", Params{"InstanceId": ids["instance"], "Name": "group-renamed", "Status.1": "available"}, 1},
		{ebs, "DescribeAutoSnapshotPolicy", "AutoSnapshotPolicies", Params{"AutoSnapshotPolicyIds.1": ids["auto snapshot policy"], "ProjectName": "team"}, 1},
		{"natgateway", "DescribeNatGateways", "NatGateways", Params{"VpcId": ids["nat vpc"], "SubnetId": ids["nat subnet"], "Spec": "Medium", "NatGatewayName": "out-renamed"}, 1},
		{"natgateway", "DescribeSnatEntries", "SnatEntries", Params{"NatGatewayId": ids["nat gateway"], "SourceCidr": "172.16.1.0/24"}, 1},
		{"natgateway", "DescribeDnatEntries", "DnatEntries", Params{"NatGatewayId": ids["nat gateway"], "Protocol": "udp"}, 1},
		{"natgateway", "DescribeNatIps", "NatIps", Params{"NatGatewayId": ids["intranet nat gateway"], "NatIpName": "transit-renamed"}, 1},
		{clb, "DescribeLoadBalancers", "LoadBalancers", Params{"VpcId": ids["vpc"], "Type": "public", "Status": "Active", "InstanceIds.1": ids["instance"], "ProjectName": "team"}, 1},
		{clb, "DescribeListeners", "Listeners", Params{"LoadBalancerId": ids["balancer"], "Protocol": "HTTP", "ListenerName": "web-renamed"}, 1},
		{clb, "DescribeServerGroups", "ServerGroups", Params{"LoadBalancerId": ids["balancer"], "Type": "instance"}, 1},
		{clb, "DescribeAcls", "Acls", Params{"AclName": "offices-renamed", "TagFilters.1.Key": "env", "TagFilters.1.Values.1": "test"}, 1},
		{clb, "DescribeCertificates", "Certificates", Params{"CertificateName": "of-the-web-renamed"}, 1},
		{clb, "DescribeListenerHealth", "Results", Params{"ListenerId": ids["listener"], "OnlyUnHealthy": false}, 1},
		{"ecs", "DescribeCommands", "Commands", Params{"Name": "greet-renamed", "Type": "Shell", "Order": "-UpdatedAt", "ProjectName": "team"}, 1},
		// Several statuses are joined.
		{"ecs", "DescribeInvocations", "Invocations", Params{"CommandId": ids["command"], "InvocationStatus": "Success,Failed"}, 1},
		{"ecs", "DescribeInvocationResults", "InvocationResults", Params{"InvocationId": ids["invocation"], "InvocationResultStatus": "Success,Failed"}, 1},
		{"ecs", "DescribeLaunchTemplates", "LaunchTemplates", Params{"LaunchTemplateNames.1": "template", "LaunchTemplateProjectName": "team"}, 1},
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
	if err := byToken(c, "DescribeKeyPairs", "KeyPairs", Params{"KeyPairNames.1": "made", "ProjectName": "team"}); err != nil {
		return err
	}
	if err := byToken(c, "DescribeDeploymentSets", "DeploymentSets", Params{"Granularity": "switch"}); err != nil {
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
	balancers, err := c.call(clb, "DescribeZones", Params{})
	if err != nil {
		return err
	}
	for _, zone := range balancers.objects("Result.MasterZones") {
		zone.text("ZoneId")
	}
	project, err := c.call("iam", "GetProject", Params{"ProjectName": "default"})
	if err != nil {
		return err
	}
	project.number("Result.AccountID")
	if err := identityProviders(c); err != nil {
		return err
	}
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

// identityProviders reads a list whose Offset is the number of a part.
func identityProviders(c *Client) error {
	const part = 20
	kinds := map[string]bool{}
	for number := 1; ; number++ {
		answer, err := c.call("iam", "ListIdentityProviders", Params{"Limit": part, "Offset": number})
		if err != nil {
			return err
		}
		found := answer.objects("Result.IdentityProviders")
		for _, each := range found {
			each.text("ProviderName")
			kinds[fmt.Sprint(each.at("IdpType"))] = true
		}
		if len(found) < part {
			break
		}
	}
	if len(kinds) != 3 {
		return fmt.Errorf("ListIdentityProviders: %d kinds found, 3 expected", len(kinds))
	}
	return nil
}

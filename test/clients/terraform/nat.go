package main

import "fmt"

var natGateway = &Kind{
	name:   "volcengine_nat_gateway",
	trn:    "natgateway:ngw",
	create: creating("natgateway", "CreateNatGateway", "NatGatewayId", nil),
	read:   listed("natgateway", "DescribeNatGateways", "NatGatewayIds.1", "NatGateways"),
	target: "Available",
	attribute: map[string]func(Object) interface{}{
		"BillingType": func(o Object) interface{} { return o.number("BillingType") },
	},
	// Tags are those of vpc.
	update: modifying("natgateway", "ModifyNatGatewayAttributes", "NatGatewayId", "ngw"),
	remove: deleting("natgateway", "DeleteNatGateway", "NatGatewayId"),
}

var snatEntry = &Kind{
	name:   "volcengine_snat_entry",
	create: creating("natgateway", "CreateSnatEntry", "SnatEntryId", nil),
	read:   listed("natgateway", "DescribeSnatEntries", "SnatEntryIds.1", "SnatEntries"),
	target: "Available",
	// A plan compares both, of which a file has one.
	attribute: map[string]func(Object) interface{}{
		"SourceCidr": func(o Object) interface{} { return o.text("SourceCidr") },
		"SubnetId":   func(o Object) interface{} { return o.text("SubnetId") },
	},
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "SnatEntryName", "EipId"))
		params["SnatEntryId"] = id
		_, err := c.call("natgateway", "ModifySnatEntryAttributes", params)
		return err
	},
	remove: deleting("natgateway", "DeleteSnatEntry", "SnatEntryId"),
}

var dnatEntry = &Kind{
	name:   "volcengine_dnat_entry",
	create: creating("natgateway", "CreateDnatEntry", "DnatEntryId", nil),
	read:   listed("natgateway", "DescribeDnatEntries", "DnatEntryIds.1", "DnatEntries"),
	target: "Available",
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "DnatEntryName", "ExternalPort", "InternalIp", "InternalPort", "Protocol"))
		params["DnatEntryId"] = id
		_, err := c.call("natgateway", "ModifyDnatEntryAttributes", params)
		return err
	},
	remove: deleting("natgateway", "DeleteDnatEntry", "DnatEntryId"),
}

var natIP = &Kind{
	name:   "volcengine_nat_ip",
	create: creating("natgateway", "CreateNatIp", "NatIpId", nil),
	read:   natIPRead,
	target: "Available",
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "NatIpName", "NatIpDescription"))
		params["NatIpId"] = id
		_, err := c.call("natgateway", "ModifyNatIpAttributes", params)
		return err
	},
	remove: deleting("natgateway", "DeleteNatIp", "NatIpId"),
}

// natIPRead asks for the gateway first: only with it there is a list.
func natIPRead(c *Client, id string) (Object, error) {
	one, err := c.call("natgateway", "DescribeNatIpAttributes", Params{"NatIpId": id})
	if err != nil {
		return nil, err
	}
	params := Params{"NatGatewayId": one.text("Result.NatGatewayId"), "NatIpIds.1": id}
	all, err := pages(c, "natgateway", "DescribeNatIps", "NatIps", params)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("nat_ip %s not exist", id)
	}
	return all[len(all)-1], nil
}

// natAddresses are the addresses of EIPs, by their ids, as a file refers to them.
var natAddresses = map[string]string{}

// natEip is an EIP whose address others refer to.
var natEip = func() *Kind {
	kind := *eipAddress
	kind.create = func(c *Client, config Config) (string, error) {
		id, err := eipAddress.create(c, config)
		if err != nil {
			return "", err
		}
		found, err := eipAttributes(c, id)
		natAddresses[id] = found.text("EipAddress")
		return id, err
	}
	return &kind
}()

var natBlocks = []*Block{
	{
		name: "nat vpc", kind: vpc,
		config: func(map[string]string) Config {
			return Config{"VpcName": "nat", "CidrBlock": "172.16.0.0/16", "Description": ""}
		},
	},
	{
		name: "nat subnet", kind: subnet,
		config: func(id map[string]string) Config {
			return Config{"VpcId": id["nat vpc"], "ZoneId": zoneA, "SubnetName": "nat", "CidrBlock": "172.16.0.0/24", "Description": ""}
		},
	},
	{
		name: "nat gateway", kind: natGateway,
		config: func(id map[string]string) Config {
			return Config{"VpcId": id["nat vpc"], "SubnetId": id["nat subnet"], "NatGatewayName": "out", "Description": "made by a file",
				"Spec": "Small", "BillingType": 2, "ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"NatGatewayName": "out-renamed", "Description": "changed by a file", "Spec": "Medium", "Tags": tagged("new")}
		},
	},
	{
		name: "nat eip", kind: natEip,
		config: func(map[string]string) Config {
			return Config{"BillingType": 3, "Bandwidth": 1, "ISP": "BGP", "Name": "nat", "Description": ""}
		},
	},
	{
		name: "second nat eip", kind: natEip,
		config: func(map[string]string) Config {
			return Config{"BillingType": 3, "Bandwidth": 1, "ISP": "BGP", "Name": "nat-2", "Description": ""}
		},
	},
	{
		name: "nat eip association", kind: eipAssociate,
		config: func(id map[string]string) Config {
			return Config{"AllocationId": id["nat eip"], "InstanceId": id["nat gateway"], "InstanceType": "Nat"}
		},
	},
	{
		name: "second nat eip association", kind: eipAssociate,
		config: func(id map[string]string) Config {
			return Config{"AllocationId": id["second nat eip"], "InstanceId": id["nat gateway"], "InstanceType": "Nat"}
		},
	},
	{
		name: "snat of a subnet", kind: snatEntry,
		config: func(id map[string]string) Config {
			return Config{"NatGatewayId": id["nat gateway"], "SubnetId": id["nat subnet"], "EipId": id["nat eip"], "SnatEntryName": "subnet"}
		},
		changed: func(id map[string]string) Config {
			return Config{"EipId": id["nat eip"] + "," + id["second nat eip"], "SnatEntryName": "subnet-renamed"}
		},
	},
	{
		name: "snat of a block", kind: snatEntry,
		config: func(id map[string]string) Config {
			return Config{"NatGatewayId": id["nat gateway"], "SourceCidr": "172.16.1.0/24", "EipId": id["nat eip"], "SnatEntryName": "block"}
		},
	},
	{
		name: "dnat", kind: dnatEntry,
		config: func(id map[string]string) Config {
			return Config{"NatGatewayId": id["nat gateway"], "ExternalIp": natAddresses[id["nat eip"]], "ExternalPort": "80",
				"InternalIp": "172.16.0.10", "InternalPort": "8080", "Protocol": "tcp", "DnatEntryName": "web"}
		},
		changed: func(map[string]string) Config {
			return Config{"ExternalPort": "8000-8009", "InternalPort": "9000-9009", "Protocol": "udp", "DnatEntryName": "web-renamed"}
		},
	},
	{
		name: "nat route table", kind: routeTable,
		config: func(id map[string]string) Config {
			return Config{"VpcId": id["nat vpc"], "RouteTableName": "nat", "Description": ""}
		},
	},
	{
		name: "nat route", kind: routeEntry,
		config: func(id map[string]string) Config {
			return Config{"RouteTableId": id["nat route table"], "DestinationCidrBlock": "0.0.0.0/0", "NextHopType": "NatGW",
				"NextHopId": id["nat gateway"], "RouteEntryName": "out", "Description": ""}
		},
	},
	{
		name: "intranet nat gateway", kind: natGateway,
		config: func(id map[string]string) Config {
			return Config{"VpcId": id["nat vpc"], "SubnetId": id["nat subnet"], "NatGatewayName": "inside", "Description": "",
				"NetworkType": "intranet", "BillingType": 3}
		},
	},
	{
		name: "nat ip", kind: natIP,
		config: func(id map[string]string) Config {
			return Config{"NatGatewayId": id["intranet nat gateway"], "NatIpName": "transit", "NatIpDescription": ""}
		},
		changed: func(map[string]string) Config {
			return Config{"NatIpName": "transit-renamed", "NatIpDescription": "of others"}
		},
	},
}

func init() { scenario = append(scenario, natBlocks...) }

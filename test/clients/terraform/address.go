package main

import (
	"fmt"
	"strings"
)

var eipAddress = &Kind{
	name:   "volcengine_eip_address",
	trn:    "vpc:eip",
	create: creating("vpc", "AllocateEipAddress", "AllocationId", nil),
	read:   listed("vpc", "DescribeEipAddresses", "AllocationIds.1", "EipAddresses"),
	target: "Available",
	attribute: map[string]func(Object) interface{}{
		"BillingType": func(o Object) interface{} { return o.number("BillingType") },
	},
	update: func(c *Client, id string, before, after Config) error {
		if !same(before["BillingType"], after["BillingType"]) {
			params := Params{"AllocationId": id, "BillingType": after["BillingType"]}
			if _, err := c.call("vpc", "ConvertEipAddressBillingType", params); err != nil {
				return err
			}
			read := func() (Object, error) {
				return listed("vpc", "DescribeEipAddresses", "AllocationIds.1", "EipAddresses")(c, id)
			}
			if err := await("eip", "Available", read); err != nil {
				return err
			}
		}
		params := flat(changed(before, after, "Name", "Description", "Bandwidth"))
		params["AllocationId"] = id
		if _, err := c.call("vpc", "ModifyEipAddressAttributes", params); err != nil {
			return err
		}
		return retag(c, "eip", id, before, after)
	},
	hasty:  true,
	remove: deleting("vpc", "ReleaseEipAddress", "AllocationId"),
}

// The id is allocation:instance.
var eipAssociate = &Kind{
	name: "volcengine_eip_associate",
	create: func(c *Client, config Config) (string, error) {
		_, err := c.call("vpc", "AssociateEipAddress", flat(config))
		id := fmt.Sprint(config["AllocationId"], ":", config["InstanceId"])
		if err != nil {
			return id, err
		}
		return id, await("eip", "Attached", func() (Object, error) { return eipAttributes(c, id) })
	},
	read: func(c *Client, id string) (Object, error) {
		found, err := eipAttributes(c, id)
		if err != nil {
			return nil, err
		}
		if found.text("InstanceId") == "" {
			return nil, &notAssociated{found}
		}
		if found.text("InstanceId") != strings.Split(id, ":")[1] {
			return nil, fmt.Errorf("the eip is bound to %s", found.text("InstanceId"))
		}
		return found, nil
	},
	remove: func(c *Client, id string, config Config) error {
		params := Params{"AllocationId": config["AllocationId"], "InstanceId": config["InstanceId"]}
		_, err := c.call("vpc", "DisassociateEipAddress", params)
		return err
	},
	goneAfter: "Available",
}

func eipAttributes(c *Client, id string) (Object, error) {
	answer, err := c.call("vpc", "DescribeEipAddressAttributes", Params{"AllocationId": strings.Split(id, ":")[0]})
	if err != nil {
		return nil, err
	}
	result, _ := answer.at("Result").(map[string]interface{})
	return Object(result), nil
}

var ipv6Gateway = &Kind{
	name:   "volcengine_vpc_ipv6_gateway",
	trn:    "vpc:ipv6gateway",
	create: creating("vpc", "CreateIpv6Gateway", "Ipv6GatewayId", Params{"ClientToken": true}),
	read:   listed("vpc", "DescribeIpv6Gateways", "Ipv6GatewayIds.1", "Ipv6Gateways"),
	target: "Available",
	also:   "VpcId",
	attribute: map[string]func(Object) interface{}{
		"Name": func(o Object) interface{} { return o.text("Name") },
	},
	update: modifying("vpc", "ModifyIpv6GatewayAttribute", "Ipv6GatewayId", "ipv6gateway"),
	remove: deleting("vpc", "DeleteIpv6Gateway", "Ipv6GatewayId"),
}

var ipv6AddressBandwidth = &Kind{
	name:   "volcengine_vpc_ipv6_address_bandwidth",
	create: creating("vpc", "AllocateIpv6AddressBandwidth", "AllocationId", Params{"ClientToken": true}),
	read:   listed("vpc", "DescribeIpv6AddressBandwidths", "AllocationIds.1", "Ipv6AddressBandwidths"),
	target: "Available",
	attribute: map[string]func(Object) interface{}{
		"BillingType": func(o Object) interface{} { return o.number("BillingType") },
		"Bandwidth":   func(o Object) interface{} { return o.number("Bandwidth") },
	},
	update: modifying("vpc", "ModifyIpv6AddressBandwidth", "AllocationId", "ipv6addressbandwidth"),
	remove: deleting("vpc", "ReleaseIpv6AddressBandwidth", "AllocationId"),
}

package main

import (
	"fmt"
	"strings"
)

// Every kind below is the row of the same name in the provider; its comments say what is odd there.

var vpc = &Kind{
	name:   "volcengine_vpc",
	create: creating("vpc", "CreateVpc", "VpcId", nil),
	read:   listed("vpc", "DescribeVpcs", "VpcIds.1", "Vpcs"),
	target: "Available",
	attribute: map[string]func(Object) interface{}{
		// Any value but "" and an absent one turns enable_ipv6 on.
		"EnableIpv6": func(o Object) interface{} { return o["Ipv6CidrBlock"] != nil && o.text("Ipv6CidrBlock") != "" },
	},
	trn:       "vpc:vpc",
	update:    modifying("vpc", "ModifyVpcAttributes", "VpcId", "vpc"),
	remove:    deleting("vpc", "DeleteVpc", "VpcId"),
	goneAfter: "-",
}

var subnet = &Kind{
	name:   "volcengine_subnet",
	create: creating("vpc", "CreateSubnet", "SubnetId", nil),
	read:   listed("vpc", "DescribeSubnets", "SubnetIds.1", "Subnets"),
	target: "Available",
	also:   "VpcId",
	attribute: map[string]func(Object) interface{}{
		"Ipv6CidrBlock": func(o Object) interface{} {
			// The number of the subnet's /64 is read back from its last byte.
			block := strings.SplitN(o.text("Ipv6CidrBlock"), "::/", 2)[0]
			groups := strings.Split(block, ":")
			if len(groups) < 4 {
				return 0.0
			}
			var group int
			fmt.Sscanf(groups[3], "%x", &group)
			return float64(group & 0xff)
		},
	},
	update: modifying("vpc", "ModifySubnetAttributes", "SubnetId", "subnet"),
	remove: deleting("vpc", "DeleteSubnet", "SubnetId"),
}

var securityGroup = &Kind{
	name: "volcengine_security_group",
	trn:  "vpc:securitygroup",
	// A value that was not given is sent as false.
	create:    creating("vpc", "CreateSecurityGroup", "SecurityGroupId", Params{"ServiceManaged": false}),
	read:      listed("vpc", "DescribeSecurityGroups", "SecurityGroupIds.1", "SecurityGroups"),
	target:    "Available",
	also:      "VpcId",
	update:    modifying("vpc", "ModifySecurityGroupAttributes", "SecurityGroupId", "securitygroup"),
	remove:    deleting("vpc", "DeleteSecurityGroup", "SecurityGroupId"),
	goneAfter: "-",
}

// The id of a rule is what it consists of: group:protocol:from:to:cidr:source:direction:policy:priority.
var securityGroupRule = &Kind{
	name: "volcengine_security_group_rule",
	create: func(c *Client, config Config) (string, error) {
		_, err := c.call("vpc", "AuthorizeSecurityGroup"+way(config["Direction"]), flat(config))
		return ruleID(config), err
	},
	read: func(c *Client, id string) (Object, error) {
		part := strings.Split(id, "|")
		params := Params{"SecurityGroupId": part[0], "Direction": part[6], "Protocol": part[1]}
		if part[4] != "" {
			params["CidrIp"] = part[4]
		}
		if part[5] != "" {
			params["SourceGroupId"] = part[5]
		}
		answer, err := c.call("vpc", "DescribeSecurityGroupAttributes", params)
		if err != nil {
			return nil, err
		}
		for _, rule := range answer.objects("Result.Permissions") {
			fits := fmt.Sprint(rule.number("PortStart")) == part[2] && fmt.Sprint(rule.number("PortEnd")) == part[3] &&
				rule.text("Policy") == part[7] && fmt.Sprint(rule.number("Priority")) == part[8]
			if fits {
				rule["SecurityGroupId"] = part[0]
				rule["Status"] = answer.text("Result.Status")
				return rule, nil
			}
		}
		return nil, fmt.Errorf("the rule does not exist")
	},
	update: func(c *Client, id string, before, after Config) error {
		_, err := c.call("vpc", "ModifySecurityGroupRuleDescriptions"+way(after["Direction"]), flat(after))
		return err
	},
	remove: func(c *Client, id string, config Config) error {
		params := flat(config)
		delete(params, "Description")
		// Both are sent, one of them empty.
		for _, name := range []string{"CidrIp", "SourceGroupId"} {
			if _, given := params[name]; !given {
				params[name] = ""
			}
		}
		_, err := c.call("vpc", "RevokeSecurityGroup"+way(config["Direction"]), params)
		return err
	},
}

func way(direction interface{}) string {
	if direction == "egress" {
		return "Egress"
	}
	return "Ingress"
}

func ruleID(config Config) string {
	part := []string{}
	for _, name := range []string{"SecurityGroupId", "Protocol", "PortStart", "PortEnd", "CidrIp", "SourceGroupId", "Direction", "Policy", "Priority"} {
		value := config[name]
		if value == nil {
			value = ""
		}
		part = append(part, fmt.Sprint(value))
	}
	return strings.Join(part, "|")
}

var networkInterface = &Kind{
	name:   "volcengine_network_interface",
	trn:    "vpc:eni",
	create: creating("vpc", "CreateNetworkInterface", "NetworkInterfaceId", Params{"ServiceManaged": false}),
	read:   listed("vpc", "DescribeNetworkInterfaces", "NetworkInterfaceIds.1", "NetworkInterfaceSets"),
	target: "Available",
	attribute: map[string]func(Object) interface{}{
		"PrivateIpAddress": func(o Object) interface{} { return secondaries(o) },
		"SecondaryPrivateIpAddressCount": func(o Object) interface{} {
			return float64(len(secondaries(o)))
		},
		"Ipv6AddressCount": func(o Object) interface{} {
			if addresses, ok := o.textsOrNone("IPv6Sets"); ok {
				return float64(len(addresses))
			}
			return nil
		},
	},
	update: updateInterface,
	hasty:  true,
	remove: deleting("vpc", "DeleteNetworkInterface", "NetworkInterfaceId"),
}

func secondaries(o Object) []interface{} {
	found := []interface{}{}
	for _, each := range o.objects("PrivateIpSets.PrivateIpSet") {
		address := each.text("PrivateIpAddress")
		if !each.flag("Primary") {
			found = append(found, address)
		}
	}
	return found
}

// updateInterface always modifies, with parameters that are none of the action's; then it takes
// addresses away before it assigns new ones; then the tags.
func updateInterface(c *Client, id string, before, after Config) error {
	params := flat(changed(before, after, "NetworkInterfaceName", "Description", "SecurityGroupIds", "PortSecurityEnabled"))
	params["NetworkInterfaceId"] = id
	params["Ipv6Addresses"] = "&{0xc000620000 0x1b7e7c0 map[]}"
	params["ProjectName"] = "default"
	if _, err := c.call("vpc", "ModifyNetworkInterfaceAttributes", params); err != nil {
		return err
	}
	old, _ := before["PrivateIpAddress"].([]string)
	wanted, _ := after["PrivateIpAddress"].([]string)
	if err := addresses(c, id, "UnassignPrivateIpAddresses", without(old, wanted)); err != nil {
		return err
	}
	if err := addresses(c, id, "AssignPrivateIpAddresses", without(wanted, old)); err != nil {
		return err
	}
	had, _ := before["Ipv6AddressCount"].(int)
	if want, _ := after["Ipv6AddressCount"].(int); want > had {
		_, err := c.call("vpc", "AssignIpv6Addresses", Params{"NetworkInterfaceId": id, "Ipv6AddressCount": want - had})
		if err != nil {
			return err
		}
	}
	return retag(c, "eni", id, before, after)
}

func addresses(c *Client, id, action string, list []string) error {
	if len(list) == 0 {
		return nil
	}
	params := flat(Config{"PrivateIpAddress": list})
	params["NetworkInterfaceId"] = id
	_, err := c.call("vpc", action, params)
	return err
}

func changed(before, after Config, names ...string) Config {
	found := Config{}
	for _, name := range names {
		if value, given := after[name]; given && !same(before[name], value) {
			found[name] = value
		}
	}
	return found
}

func without(list, other []string) []string {
	left := []string{}
	taken := setOf(other)
	for _, each := range list {
		if !taken[each] {
			left = append(left, each)
		}
	}
	return left
}

// The id is interface:instance; both are new ones when they change.
var networkInterfaceAttach = &Kind{
	name: "volcengine_network_interface_attach",
	create: func(c *Client, config Config) (string, error) {
		if _, err := c.call("vpc", "AttachNetworkInterface", flat(config)); err != nil {
			return "", err
		}
		id := fmt.Sprint(config["NetworkInterfaceId"], ":", config["InstanceId"])
		return id, await("attach", "InUse", func() (Object, error) {
			return networkInterfaceAttachRead(c, id, true)
		})
	},
	read: func(c *Client, id string) (Object, error) { return networkInterfaceAttachRead(c, id, false) },
	attribute: map[string]func(Object) interface{}{
		"InstanceId": func(o Object) interface{} { return o["DeviceId"] },
	},
	remove: func(c *Client, id string, config Config) error {
		_, err := c.call("vpc", "DetachNetworkInterface", flat(config))
		return err
	},
	goneAfter: "Available",
}

func networkInterfaceAttachRead(c *Client, id string, loose bool) (Object, error) {
	ids := strings.Split(id, ":")
	answer, err := c.call("vpc", "DescribeNetworkInterfaceAttributes", Params{"NetworkInterfaceId": ids[0]})
	if err != nil {
		return nil, err
	}
	result, _ := answer.at("Result").(map[string]interface{})
	found := Object(result)
	if found.text("Type") != "secondary" {
		return nil, fmt.Errorf("only secondary eni support attach/detach")
	}
	if device := found.text("DeviceId"); device == "" && !loose {
		return nil, &notAssociated{found}
	} else if device != "" && device != ids[1] {
		return nil, fmt.Errorf("%s does not bind %s", ids[0], ids[1])
	}
	return found, nil
}

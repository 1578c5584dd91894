package main

import (
	"fmt"
	"strings"
)

var networkACL = &Kind{
	name: "volcengine_network_acl",
	trn:  "vpc:networkacl",
	// Made without entries, which a second call brings.
	create: func(c *Client, config Config) (string, error) {
		id, err := creating("vpc", "CreateNetworkAcl", "NetworkAclId", Params{"ClientToken": true})(c, only(config, "VpcId", "NetworkAclName", "Description"))
		if err != nil {
			return "", err
		}
		read := func() (Object, error) { return networkACLRead(c, id) }
		if err := await("network acl", "Available", read); err != nil {
			return id, err
		}
		params := flat(only(config, "IngressAclEntries", "EgressAclEntries"))
		if len(params) == 0 {
			return id, nil
		}
		params["NetworkAclId"] = id
		for _, way := range []string{"Ingress", "Egress"} {
			if _, given := config[way+"AclEntries"]; given {
				params["Update"+way+"AclEntries"] = true
			}
		}
		_, err = c.call("vpc", "UpdateNetworkAclEntries", params)
		return id, err
	},
	read:   networkACLRead,
	target: "Available",
	attribute: map[string]func(Object) interface{}{
		"IngressAclEntries": func(o Object) interface{} { return entries(o, "IngressAclEntries") },
		"EgressAclEntries":  func(o Object) interface{} { return entries(o, "EgressAclEntries") },
	},
	update: func(c *Client, id string, before, after Config) error {
		params := flat(only(after, "NetworkAclName", "Description"))
		params["NetworkAclId"] = id
		if _, err := c.call("vpc", "ModifyNetworkAclAttributes", params); err != nil {
			return err
		}
		found, err := networkACLRead(c, id)
		if err != nil {
			return err
		}
		for _, way := range []string{"Ingress", "Egress"} {
			name := way + "AclEntries"
			wanted, _ := after[name].([]Config)
			if same(before[name], after[name]) {
				continue
			}
			params := flat(only(after, name))
			params["NetworkAclId"] = id
			params["Update"+name] = true
			// The state's ids go with the entries by their place: a new entry's is empty.
			known := found.objects(name)
			for n := range wanted {
				entryID := ""
				if n < len(known) {
					entryID = known[n].text("NetworkAclEntryId")
				}
				params[fmt.Sprintf("%s.%d.NetworkAclEntryId", name, n+1)] = entryID
			}
			if _, err := c.call("vpc", "UpdateNetworkAclEntries", params); err != nil {
				return err
			}
			if err := await("network acl", "Available", func() (Object, error) { return networkACLRead(c, id) }); err != nil {
				return err
			}
		}
		return nil
	},
	remove: deleting("vpc", "DeleteNetworkAcl", "NetworkAclId"),
}

// networkACLRead takes out the rules that every ACL ends with: their priorities are above 100.
func networkACLRead(c *Client, id string) (Object, error) {
	found, err := listed("vpc", "DescribeNetworkAcls", "NetworkAclIds.1", "NetworkAcls")(c, id)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"IngressAclEntries", "EgressAclEntries"} {
		own := []interface{}{}
		for _, entry := range found.objects(name) {
			if entry.number("Priority") <= 100 {
				own = append(own, map[string]interface{}(entry))
			}
		}
		found[name] = own
	}
	return found, nil
}

func entries(o Object, name string) []Config {
	found := []Config{}
	for _, each := range o.objects(name) {
		one := Config{}
		for _, field := range []string{"NetworkAclEntryName", "Policy", "Protocol", "Port"} {
			one[field] = each.text(field)
		}
		for _, field := range []string{"SourceCidrIp", "DestinationCidrIp"} {
			if value, ok := each[field].(string); ok && value != "" {
				one[field] = value
			}
		}
		found = append(found, one)
	}
	return found
}

// The id is acl:subnet.
var networkACLAssociate = &Kind{
	name: "volcengine_network_acl_associate",
	create: func(c *Client, config Config) (string, error) {
		id := fmt.Sprint(config["NetworkAclId"], ":", config["ResourceId"])
		if err := networkACLResource(c, "AssociateNetworkAcl", id); err != nil {
			return id, err
		}
		return id, await("network acl", "Available", func() (Object, error) { return networkACLRead(c, strings.Split(id, ":")[0]) })
	},
	read: func(c *Client, id string) (Object, error) {
		ids := strings.Split(id, ":")
		answer, err := c.call("vpc", "DescribeNetworkAcls", Params{"NetworkAclIds.1": ids[0]})
		if err != nil {
			return nil, err
		}
		all := answer.objects("Result.NetworkAcls")
		if len(all) == 0 {
			return nil, fmt.Errorf("network acl %s not exist", ids[0])
		}
		for _, each := range all[0].objects("Resources") {
			if each.text("ResourceId") == ids[1] {
				return each, nil
			}
		}
		return nil, fmt.Errorf("network acl resource %s not exist", id)
	},
	remove: func(c *Client, id string, _ Config) error { return networkACLResource(c, "DisassociateNetworkAcl", id) },
}

func networkACLResource(c *Client, action, id string) error {
	ids := strings.Split(id, ":")
	_, err := c.call("vpc", action, Params{"NetworkAclId": ids[0], "Resource.1.ResourceId": ids[1]})
	return err
}

var prefixList = &Kind{
	name:   "volcengine_vpc_prefix_list",
	create: creating("vpc", "CreatePrefixList", "PrefixListId", nil),
	read: func(c *Client, id string) (Object, error) {
		found, err := listed("vpc", "DescribePrefixLists", "PrefixListIds.1", "PrefixLists")(c, id)
		if err != nil {
			return nil, err
		}
		for action, list := range map[string]string{
			"DescribePrefixListAssociations": "PrefixListAssociations",
			"DescribePrefixListEntries":      "PrefixListEntries",
		} {
			answer, err := c.call("vpc", action, Params{"PrefixListId": id})
			if err != nil {
				return nil, err
			}
			found[list] = answer.list("Result." + list)
		}
		return found, nil
	},
	target: "Available",
	attribute: map[string]func(Object) interface{}{
		"PrefixListEntries": func(o Object) interface{} {
			found := []Config{}
			for _, each := range o.objects("PrefixListEntries") {
				found = append(found, Config{"Cidr": each.text("Cidr"), "Description": each.text("Description")})
			}
			return found
		},
	},
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "PrefixListName", "Description", "MaxEntries"))
		params["PrefixListId"] = id
		old, _ := before["PrefixListEntries"].([]Config)
		wanted, _ := after["PrefixListEntries"].([]Config)
		for name, value := range flat(Config{"AddPrefixListEntries": entriesWithout(wanted, old)}) {
			params[name] = value
		}
		for n, each := range entriesWithout(old, wanted) {
			params[fmt.Sprintf("RemovePrefixListEntries.%d.Cidr", n+1)] = each["Cidr"]
		}
		_, err := c.call("vpc", "ModifyPrefixList", params)
		return err
	},
	remove: deleting("vpc", "DeletePrefixList", "PrefixListId"),
}

func entriesWithout(list, other []Config) []Config {
	left := []Config{}
	for _, each := range list {
		found := false
		for _, one := range other {
			found = found || one["Cidr"] == each["Cidr"]
		}
		if !found {
			left = append(left, each)
		}
	}
	return left
}

var haVip = &Kind{
	name:   "volcengine_ha_vip",
	create: creating("vpc", "CreateHaVip", "HaVipId", Params{"ClientToken": true}),
	read:   listed("vpc", "DescribeHaVips", "HaVipIds.1", "HaVips"),
	target: "Available",
	update: modifying("vpc", "ModifyHaVipAttributes", "HaVipId", "havip"),
	remove: deleting("vpc", "DeleteHaVip", "HaVipId"),
}

// The id is vip:instance.
var haVipAssociate = &Kind{
	name: "volcengine_ha_vip_associate",
	create: func(c *Client, config Config) (string, error) {
		_, err := c.call("vpc", "AssociateHaVip", flat(config))
		id := fmt.Sprint(config["HaVipId"], ":", config["InstanceId"])
		if err != nil {
			return id, err
		}
		return id, await("ha vip", "InUse", func() (Object, error) { return haVipAssociateRead(c, id) })
	},
	read: haVipAssociateRead,
	remove: func(c *Client, id string, config Config) error {
		_, err := c.call("vpc", "DisassociateHaVip", flat(config))
		return err
	},
}

func haVipAssociateRead(c *Client, id string) (Object, error) {
	ids := strings.Split(id, ":")
	found, err := haVip.read(c, ids[0])
	if err != nil {
		return nil, err
	}
	for _, each := range found.texts("AssociatedInstanceIds") {
		if each == ids[1] {
			found["InstanceId"] = each
			found["InstanceType"] = found["AssociatedInstanceType"]
			return found, nil
		}
	}
	return nil, fmt.Errorf("the instance %s is not associated to the ha vip %s", ids[1], ids[0])
}

// The id is the VPC's.
var vpcCidrBlockAssociate = blockOf("volcengine_vpc_cidr_block_associate", "VpcCidrBlock", "SecondaryCidrBlock")
var vpcUserCidrBlockAssociate = blockOf("volcengine_vpc_user_cidr_block_associate", "VpcUserCidrBlock", "UserCidrBlock")

func blockOf(name, what, field string) *Kind {
	return &Kind{
		name: name,
		create: func(c *Client, config Config) (string, error) {
			_, err := c.call("vpc", "Associate"+what, flat(config))
			return fmt.Sprint(config["VpcId"], "|", config[field]), err
		},
		read: func(c *Client, id string) (Object, error) {
			ids := strings.Split(id, "|")
			found, err := vpc.read(c, ids[0])
			if err != nil {
				return nil, err
			}
			for _, each := range found.texts(field + "s") {
				if each == ids[1] {
					found[field] = each
					return found, nil
				}
			}
			return nil, fmt.Errorf("%s not exist", id)
		},
		also: "VpcId",
		remove: func(c *Client, id string, config Config) error {
			_, err := c.call("vpc", "Disassociate"+what, flat(config))
			return err
		},
	}
}

func only(config Config, names ...string) Config {
	found := Config{}
	for _, name := range names {
		if value, given := config[name]; given {
			found[name] = value
		}
	}
	return found
}

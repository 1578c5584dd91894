package main

import (
	"fmt"
	"strings"
)

var routeTable = &Kind{
	name:   "volcengine_route_table",
	trn:    "vpc:routetable",
	create: creating("vpc", "CreateRouteTable", "RouteTableId", nil),
	// Not a page number in sight, and a list spelled differently from every other.
	read: func(c *Client, id string) (Object, error) {
		answer, err := c.call("vpc", "DescribeRouteTableList", Params{"RouteTableId": id})
		if err != nil {
			return nil, err
		}
		for _, each := range answer.objects("Result.RouterTableList") {
			if each.text("RouteTableId") == id {
				each.text("VpcId")
				return each, nil
			}
		}
		return nil, fmt.Errorf("route table %s not exist", id)
	},
	also:   "VpcId",
	update: modifying("vpc", "ModifyRouteTableAttributes", "RouteTableId", "routetable"),
	remove: deleting("vpc", "DeleteRouteTable", "RouteTableId"),
}

// The id is table:entry.
var routeEntry = &Kind{
	name: "volcengine_route_entry",
	create: func(c *Client, config Config) (string, error) {
		table := fmt.Sprint(config["RouteTableId"])
		found, err := routeTable.read(c, table)
		if err != nil {
			return "", err
		}
		answer, err := c.call("vpc", "CreateRouteEntry", flat(config))
		if err != nil {
			return "", err
		}
		id := table + ":" + answer.text("Result.RouteEntryId")
		if err := await("route entry", "Available", func() (Object, error) { return routeEntryRead(c, id) }); err != nil {
			return id, err
		}
		return id, await("vpc", "Available", func() (Object, error) { return vpc.read(c, found.text("VpcId")) })
	},
	read: routeEntryRead,
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "RouteEntryName", "Description"))
		params["RouteEntryId"] = strings.Split(id, ":")[1]
		_, err := c.call("vpc", "ModifyRouteEntry", params)
		return err
	},
	remove: func(c *Client, id string, _ Config) error {
		_, err := c.call("vpc", "DeleteRouteEntry", Params{"RouteEntryId": strings.Split(id, ":")[1]})
		return err
	},
}

func routeEntryRead(c *Client, id string) (Object, error) {
	ids := strings.Split(id, ":")
	all, err := pages(c, "vpc", "DescribeRouteEntryList", "RouteEntries",
		Params{"RouteTableId": ids[0], "RouteEntryId": ids[1], "RouteEntryType": "Custom"})
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("route entry %s not exist", id)
	}
	return all[len(all)-1], nil
}

// The id is table:subnet.
var routeTableAssociate = &Kind{
	name: "volcengine_route_table_associate",
	create: func(c *Client, config Config) (string, error) {
		table, subnetID := fmt.Sprint(config["RouteTableId"]), fmt.Sprint(config["SubnetId"])
		if _, err := subnet.read(c, subnetID); err != nil {
			return "", err
		}
		_, err := c.call("vpc", "AssociateRouteTable", flat(config))
		return table + ":" + subnetID, err
	},
	read: func(c *Client, id string) (Object, error) {
		ids := strings.Split(id, ":")
		found, err := routeTable.read(c, ids[0])
		if err != nil {
			return nil, err
		}
		for _, each := range found.texts("SubnetIds") {
			if each == ids[1] {
				found["SubnetId"] = each
				return found, nil
			}
		}
		return nil, fmt.Errorf("route table associate %s not associate", id)
	},
	remove: func(c *Client, id string, config Config) error {
		_, err := c.call("vpc", "DisassociateRouteTable", flat(config))
		return err
	},
}

package main

import (
	"fmt"
	"strings"
)

var bandwidthPackage = &Kind{
	name:   "volcengine_bandwidth_package",
	trn:    "vpc:bandwidthpackage",
	create: creating("vpc", "CreateBandwidthPackage", "BandwidthPackageId", nil),
	read:   bandwidthPackageRead,
	target: "Available",
	attribute: map[string]func(Object) interface{}{
		"BillingType": func(o Object) interface{} { return o.number("BillingType") },
	},
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "BandwidthPackageName", "Description"))
		params["BandwidthPackageId"] = id
		if _, err := c.call("vpc", "ModifyBandwidthPackageAttributes", params); err != nil {
			return err
		}
		read := func() (Object, error) { return bandwidthPackageRead(c, id) }
		if err := await("bandwidth package", "Available", read); err != nil {
			return err
		}
		if spec := flat(changed(before, after, "Bandwidth")); len(spec) > 0 {
			spec["BandwidthPackageId"] = id
			if _, err := c.call("vpc", "ModifyBandwidthPackageSpec", spec); err != nil {
				return err
			}
			if err := await("bandwidth package", "Available", read); err != nil {
				return err
			}
		}
		return retag(c, "bandwidthpackage", id, before, after)
	},
	remove: deleting("vpc", "DeleteBandwidthPackage", "BandwidthPackageId"),
}

// The id is package:allocation.
var bandwidthPackageAttachment = &Kind{
	name: "volcengine_bandwidth_package_attachment",
	create: func(c *Client, config Config) (string, error) {
		_, err := c.call("vpc", "AddBandwidthPackageIp", flat(config))
		return fmt.Sprint(config["BandwidthPackageId"], ":", config["AllocationId"]), err
	},
	read: func(c *Client, id string) (Object, error) {
		ids := strings.Split(id, ":")
		found, err := bandwidthPackageRead(c, ids[0])
		if err != nil {
			return nil, err
		}
		for _, eip := range found.objects("EipAddresses") {
			if eip.text("AllocationId") == ids[1] {
				// What a plan compares is in the id.
				found["AllocationId"] = ids[1]
				return found, nil
			}
		}
		return nil, fmt.Errorf("bandwidth_package_attachment %s not exist", id)
	},
	target: "Available",
	remove: func(c *Client, id string, config Config) error {
		ids := strings.Split(id, ":")
		_, err := c.call("vpc", "RemoveBandwidthPackageIp", Params{"BandwidthPackageId": ids[0], "AllocationId": ids[1]})
		return err
	},
}

// bandwidthPackageRead pages by token, which must be a text.
func bandwidthPackageRead(c *Client, id string) (Object, error) {
	answer, err := c.call("vpc", "DescribeBandwidthPackages", Params{"BandwidthPackageIds.1": id, "MaxResults": 20})
	if err != nil {
		return nil, err
	}
	answer.text("Result.NextToken")
	found := answer.objects("Result.BandwidthPackages")
	if len(found) == 0 {
		return nil, fmt.Errorf("bandwidth_package %s not exist", id)
	}
	return found[len(found)-1], nil
}

var bandwidthBlocks = []*Block{
	{
		name: "bandwidth package", kind: bandwidthPackage,
		config: func(map[string]string) Config {
			return Config{"BandwidthPackageName": "shared", "Description": "", "Bandwidth": 10, "BillingType": 2, "ISP": "BGP",
				"Protocol": "IPv4", "ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"BandwidthPackageName": "shared-renamed", "Description": "of the web", "Bandwidth": 20, "Tags": tagged("new")}
		},
	},
	{
		name: "eip in package", kind: eipAddress,
		config: func(map[string]string) Config {
			return Config{"BillingType": 3, "Bandwidth": 1, "ISP": "BGP", "Name": "shared", "Description": ""}
		},
	},
	{
		name: "bandwidth package attachment", kind: bandwidthPackageAttachment,
		config: func(id map[string]string) Config {
			return Config{"BandwidthPackageId": id["bandwidth package"], "AllocationId": id["eip in package"]}
		},
	},
}

func init() { scenario = append(scenario, bandwidthBlocks...) }

package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

const ebs = "storage_ebs"

var volumeRead = listed(ebs, "DescribeVolumes", "VolumeIds.1", "Volumes")

var volume = &Kind{
	name: "volcengine_volume",
	trn:  "storage_ebs:volume",
	// DeleteWithInstance is no parameter of CreateVolume: a second call brings it.
	create: func(c *Client, config Config) (string, error) {
		made := Config{}
		for name, value := range config {
			if name != "DeleteWithInstance" {
				made[name] = value
			}
		}
		id, err := creating(ebs, "CreateVolume", "VolumeId", nil)(c, made)
		if err != nil || config["DeleteWithInstance"] == nil {
			return id, err
		}
		_, err = c.call(ebs, "ModifyVolumeAttribute", Params{"VolumeId": id, "DeleteWithInstance": config["DeleteWithInstance"]})
		return id, err
	},
	read: func(c *Client, id string) (Object, error) {
		found, err := volumeRead(c, id)
		if err != nil {
			return nil, err
		}
		// A null would crash it.
		found.text("InstanceId")
		found.text("ProjectName")
		found.flag("DeleteWithInstance")
		if extra, ok := found["ExtraPerformance"]; ok {
			if _, isObject := extra.(map[string]interface{}); !isObject {
				crash("ExtraPerformance", "an object", extra)
			}
		}
		return found, nil
	},
	target: "available|attached",
	attribute: map[string]func(Object) interface{}{
		"Size": func(o Object) interface{} {
			size, err := strconv.ParseFloat(o.text("Size"), 64)
			if err != nil {
				crash("Size", "a text of a number", o["Size"])
			}
			return size
		},
		"VolumeChargeType": func(o Object) interface{} {
			return map[string]string{"pre": "PrePaid", "post": "PostPaid"}[o.text("PayType")]
		},
	},
	update: func(c *Client, id string, before, after Config) error {
		params := flat(only(after, "VolumeName", "Description", "DeleteWithInstance"))
		params["VolumeId"] = id
		if _, err := c.call(ebs, "ModifyVolumeAttribute", params); err != nil {
			return err
		}
		if !same(before["Size"], after["Size"]) && before["Size"] != after["Size"] {
			if _, err := c.call(ebs, "ExtendVolume", Params{"VolumeId": id, "NewSize": after["Size"]}); err != nil {
				return err
			}
		}
		return retagVolume(c, "volume", id, before, after)
	},
	remove: func(c *Client, id string, _ Config) error {
		found, err := volumeRead(c, id)
		if err != nil {
			return err
		}
		if status := found.text("Status"); status != "available" {
			return fmt.Errorf("the volume is %s, and not available", status)
		}
		_, err = c.call(ebs, "DeleteVolume", Params{"VolumeId": id})
		return err
	},
}

// retagVolume takes old tags away and adds new ones, by the actions of storage_ebs.
func retagVolume(c *Client, tagType, id string, before, after Config) error {
	return retagBy(c, ebs, [2]string{"DeleteTags", "CreateTags"}, tagType, id, before, after)
}

// The id is volume:instance.
var volumeAttach = &Kind{
	name: "volcengine_volume_attach",
	create: func(c *Client, config Config) (string, error) {
		_, err := c.call(ebs, "AttachVolume", flat(config))
		return fmt.Sprint(config["VolumeId"], ":", config["InstanceId"]), err
	},
	read: func(c *Client, id string) (Object, error) {
		ids := strings.Split(id, ":")
		found, err := volumeRead(c, ids[0])
		if err != nil {
			return nil, err
		}
		if found.text("InstanceId") != ids[1] {
			return nil, &notAssociated{found}
		}
		return found, nil
	},
	target: "attached",
	// The second name is the provider's.
	remove: func(c *Client, id string, _ Config) error {
		ids := strings.Split(id, ":")
		_, err := c.call(ebs, "DetachVolume", Params{"VolumeId": ids[0], "instanceId": ids[1]})
		return err
	},
	goneAfter: "available",
}

var snapshot = &Kind{
	name:   "volcengine_ebs_snapshot",
	trn:    "storage_ebs:snapshot",
	create: creating(ebs, "CreateSnapshot", "SnapshotId", Params{"ClientToken": true}),
	read:   listed(ebs, "DescribeSnapshots", "SnapshotIds.1", "Snapshots"),
	target: "available",
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "SnapshotName", "Description", "RetentionDays"))
		params["SnapshotId"] = id
		if _, err := c.call(ebs, "ModifySnapshotAttribute", params); err != nil {
			return err
		}
		return retagVolume(c, "snapshot", id, before, after)
	},
	remove: func(c *Client, id string, _ Config) error {
		_, err := c.call(ebs, "DeleteSnapshot", Params{"SnapshotId": id, "ClientToken": uuid.NewString()})
		return err
	},
}

var snapshotGroup = &Kind{
	name:   "volcengine_ebs_snapshot_group",
	trn:    "storage_ebs:snapshotgroup",
	create: creating(ebs, "CreateSnapshotGroup", "SnapshotGroupId", Params{"ClientToken": true}),
	read:   listed(ebs, "DescribeSnapshotGroups", "SnapshotGroupIds.1", "SnapshotGroups"),
	target: "available",
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "Name", "Description"))
		params["SnapshotGroupId"] = id
		if _, err := c.call(ebs, "ModifySnapshotGroup", params); err != nil {
			return err
		}
		return retagVolume(c, "snapshotgroup", id, before, after)
	},
	remove: deleting(ebs, "DeleteSnapshotGroup", "SnapshotGroupId"),
}

var policyRead = listed(ebs, "DescribeAutoSnapshotPolicy", "AutoSnapshotPolicyIds.1", "AutoSnapshotPolicies")

var autoSnapshotPolicy = &Kind{
	name:   "volcengine_ebs_auto_snapshot_policy",
	trn:    "storage_ebs:snapshotpolicy",
	create: creating(ebs, "CreateAutoSnapshotPolicy", "AutoSnapshotPolicyId", nil),
	read:   policyRead,
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "AutoSnapshotPolicyName", "TimePoints", "RepeatDays", "RetentionDays"))
		params["AutoSnapshotPolicyId"] = id
		if _, err := c.call(ebs, "ModifyAutoSnapshotPolicy", params); err != nil {
			return err
		}
		return retagVolume(c, "snapshotpolicy", id, before, after)
	},
	remove: deleting(ebs, "DeleteAutoSnapshotPolicy", "AutoSnapshotPolicyId"),
}

// The id is policy:volume.
var autoSnapshotPolicyAttachment = &Kind{
	name: "volcengine_ebs_auto_snapshot_policy_attachment",
	create: func(c *Client, config Config) (string, error) {
		id := fmt.Sprint(config["AutoSnapshotPolicyId"], ":", config["VolumeId"])
		return id, followPolicy(c, "ApplyAutoSnapshotPolicy", id)
	},
	read: func(c *Client, id string) (Object, error) {
		ids := strings.Split(id, ":")
		found, err := volumeRead(c, ids[1])
		if err != nil {
			return nil, err
		}
		if found.text("AutoSnapshotPolicyId") != ids[0] {
			return nil, fmt.Errorf("ebs_auto_snapshot_policy_attachment %s not exist", id)
		}
		return found, nil
	},
	remove: func(c *Client, id string, _ Config) error {
		return followPolicy(c, "CancelAutoSnapshotPolicy", id)
	},
}

func followPolicy(c *Client, action, id string) error {
	ids := strings.Split(id, ":")
	_, err := c.call(ebs, action, Params{"AutoSnapshotPolicyId": ids[0], "VolumeIds.1": ids[1]})
	return err
}

var volumeBlocks = []*Block{
	{
		name: "volume", kind: volume,
		config: func(map[string]string) Config {
			return Config{"VolumeName": "data", "VolumeType": "ESSD_PL0", "Kind": "data", "Size": 40, "ZoneId": zoneA, "Description": "made by a file",
				"VolumeChargeType": "PostPaid", "DeleteWithInstance": true, "ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"VolumeName": "data-renamed", "Description": "changed by a file", "Size": 60, "Tags": tagged("new")}
		},
	},
	{
		name: "volume attachment", kind: volumeAttach,
		config: func(id map[string]string) Config {
			return Config{"VolumeId": id["volume"], "InstanceId": id["instance"], "DeleteWithInstance": true}
		},
	},
	{
		name: "snapshot", kind: snapshot,
		config: func(id map[string]string) Config {
			return Config{"VolumeId": id["volume"], "SnapshotName": "before", "Description": "", "RetentionDays": 3, "ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"SnapshotName": "before-renamed", "Description": "kept", "RetentionDays": 9, "Tags": tagged("new")}
		},
	},
	{
		name: "snapshot group", kind: snapshotGroup,
		config: func(id map[string]string) Config {
			return Config{"VolumeIds": []string{id["volume"]}, "InstanceId": id["instance"], "Name": "group", "Description": "together", "ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"Name": "group-renamed", "Description": "kept", "Tags": tagged("new")}
		},
	},
	{
		name: "auto snapshot policy", kind: autoSnapshotPolicy,
		config: func(map[string]string) Config {
			return Config{"AutoSnapshotPolicyName": "nightly", "TimePoints": []string{"1", "5"}, "RepeatWeekdays": []string{"1", "3"}, "RetentionDays": 7, "ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"AutoSnapshotPolicyName": "nightly-renamed", "TimePoints": []string{"2"}, "RetentionDays": -1, "Tags": tagged("new")}
		},
	},
	{
		name: "auto snapshot policy attachment", kind: autoSnapshotPolicyAttachment,
		config: func(id map[string]string) Config {
			return Config{"AutoSnapshotPolicyId": id["auto snapshot policy"], "VolumeId": id["volume"]}
		},
	},
}

func init() { scenario = append(scenario, volumeBlocks...) }

package main

import (
	"fmt"
	"strings"

	"github.com/google/uuid"
)

var instance = &Kind{
	name: "volcengine_ecs_instance",
	trn:  "ecs:instance",
	create: func(c *Client, config Config) (string, error) {
		params := flat(config)
		// What the provider adds of its own.
		params["Count"], params["UserData"] = 1, ""
		params["ClientToken"] = uuid.NewString()
		answer, err := c.call("ecs", "RunInstances", params)
		if err != nil {
			return "", err
		}
		ids := answer.texts("Result.InstanceIds")
		read := func() (Object, error) {
			found, err := described(c, ids[0])
			if err != nil {
				return nil, err
			}
			return found, holdsEip(found, config)
		}
		if err := await("instance", "RUNNING", read); err != nil {
			return ids[0], err
		}
		return ids[0], giveEip(c, ids[0], config, read)
	},
	read: instanceRead,
	attribute: map[string]func(Object) interface{}{
		"InstanceType": func(o Object) interface{} { return o.text("InstanceTypeId") },
		"EipId":        func(o Object) interface{} { return o.text("EipAddress.AllocationId") },
	},
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "InstanceName", "Description", "HostName"))
		params["InstanceId"] = id
		if _, err := c.call("ecs", "ModifyInstanceAttribute", params); err != nil {
			return err
		}
		if !same(before["InstanceType"], after["InstanceType"]) {
			if err := resize(c, id, after["InstanceType"]); err != nil {
				return err
			}
		}
		return retagEcs(c, "instance", id, before, after)
	},
	remove: func(c *Client, id string, config Config) error {
		if eip, ok := config["EipId"]; ok {
			params := Params{"AllocationId": eip, "InstanceId": id, "InstanceType": "EcsInstance"}
			if _, err := c.call("vpc", "DisassociateEipAddress", params); err != nil {
				return err
			}
			read := func() (Object, error) { return eipAttributes(c, fmt.Sprint(eip)) }
			if err := await("eip", "Available", read); err != nil {
				return err
			}
		}
		return deleting("ecs", "DeleteInstance", "InstanceId")(c, id, config)
	},
	goneAfter: "-",
}

// holdsEip is what every read of an instance with an eip_id does, before it has the EIP too: one that
// is there must be the one that was given.
func holdsEip(found Object, config Config) error {
	wanted, given := config["EipId"]
	if !given || found.at("EipAddress") == nil {
		return nil
	}
	if held := found.text("EipAddress.AllocationId"); held != wanted {
		return fmt.Errorf("the EIP of the instance is %q, wanted %v", held, wanted)
	}
	return nil
}

// giveEip associates the EIP of an instance's eip_id, when the instance runs.
func giveEip(c *Client, id string, config Config, read func() (Object, error)) error {
	eip, given := config["EipId"]
	if !given {
		return nil
	}
	params := Params{"AllocationId": eip, "InstanceId": id, "InstanceType": "EcsInstance"}
	if _, err := c.call("vpc", "AssociateEipAddress", params); err != nil {
		return err
	}
	if err := await("instance", "RUNNING", read); err != nil {
		return err
	}
	return await("eip", "Attached", func() (Object, error) { return eipAttributes(c, fmt.Sprint(eip)) })
}

// resize stops, changes the type and starts again; an instance that has it already is left alone.
func resize(c *Client, id string, to interface{}) error {
	steps := []struct {
		action string
		params Params
		from   string
		target string
	}{
		{"StopInstance", Params{"InstanceId": id}, "RUNNING", "STOPPED"},
		{"ModifyInstanceSpec", Params{"InstanceId": id, "InstanceType": to, "ClientToken": uuid.NewString()}, "", "RUNNING|STOPPED"},
		{"StartInstance", Params{"InstanceId": id}, "STOPPED", "RUNNING"},
	}
	for _, step := range steps {
		found, err := described(c, id)
		if err != nil {
			return err
		}
		if step.from != "" && found.text("Status") != step.from {
			continue
		}
		if _, err := c.call("ecs", step.action, step.params); err != nil {
			return err
		}
		if err := await("instance", step.target, func() (Object, error) { return described(c, id) }); err != nil {
			return err
		}
	}
	return nil
}

// retagEcs sends a call for each tag that goes or comes.
func retagEcs(c *Client, kind, id string, before, after Config) error {
	old, _ := before["Tags"].(map[string]string)
	wanted, _ := after["Tags"].(map[string]string)
	for key := range old {
		if _, kept := wanted[key]; kept {
			continue
		}
		params := Params{"ResourceIds.1": id, "ResourceType": kind, "TagKeys.1": key}
		if _, err := c.call("ecs", "DeleteTags", params); err != nil {
			return err
		}
	}
	for key, value := range wanted {
		if old[key] == value {
			continue
		}
		params := Params{"ResourceIds.1": id, "ResourceType": kind, "Tags.1.Key": key, "Tags.1.Value": value}
		if _, err := c.call("ecs", "CreateTags", params); err != nil {
			return err
		}
	}
	return nil
}

// described is the one instance of that id; a list without NextToken crashes the provider.
func described(c *Client, id string) (Object, error) {
	answer, err := c.call("ecs", "DescribeInstances", Params{"InstanceIds.1": id, "MaxResults": 100})
	if err != nil {
		return nil, err
	}
	answer.text("Result.NextToken")
	all := answer.objects("Result.Instances")
	if len(all) == 0 {
		return nil, fmt.Errorf("instance %s not exist", id)
	}
	found := all[len(all)-1]
	for _, each := range found.objects("NetworkInterfaces") {
		// An empty list is a count of 0 in the state, of an instance that was given none.
		if addresses, ok := each.textsOrNone("IPv6Sets"); ok && each.text("Type") == "primary" && len(addresses) == 0 {
			return nil, fmt.Errorf("ipv6_address_count is kept as 0")
		}
	}
	found.text("InstanceChargeType")
	found.text("ProjectName")
	for _, time := range []string{"CreatedAt", "ExpiredAt"} {
		if text := found.text(time); text != "" && !strings.Contains(text, "+") {
			crash(time, "a time with its offset", text)
		}
	}
	return found, nil
}

// instanceRead is what every refresh does: the instance, then five more reads about it.
func instanceRead(c *Client, id string) (Object, error) {
	found, err := described(c, id)
	if err != nil {
		return nil, err
	}
	types, err := c.call("ecs", "DescribeInstanceTypes", Params{"InstanceTypeIds.1": found.text("InstanceTypeId")})
	if err != nil {
		return nil, err
	}
	all := types.objects("Result.InstanceTypes")
	if len(all) != 1 {
		return nil, fmt.Errorf("one type expected")
	}
	if gpu := all[0].at("Gpu"); gpu != nil {
		return nil, fmt.Errorf("is_gpu is true: the type has %v", gpu)
	}
	data, err := c.call("ecs", "DescribeUserData", Params{"InstanceId": id})
	if err != nil {
		return nil, err
	}
	found["UserData"] = data.text("Result.UserData")
	system, err := pages(c, "storage_ebs", "DescribeVolumes", "Volumes", Params{"InstanceId": id, "Kind": "system"})
	if err != nil {
		return nil, err
	}
	if len(system) == 0 {
		return nil, fmt.Errorf("System Volume of %s is empty", id)
	}
	found["SystemVolumeId"] = system[0].text("VolumeId")
	found["SystemVolumeType"] = system[0].text("VolumeType")
	found["SystemVolumeSize"] = system[0].text("Size")
	if _, err := pages(c, "storage_ebs", "DescribeVolumes", "Volumes", Params{"InstanceId": id, "Kind": "data"}); err != nil {
		return nil, err
	}
	return found, primaryOf(c, found)
}

// primaryOf asks for the instance's interfaces by a list that begins with 0.
func primaryOf(c *Client, found Object) error {
	params := Params{"MaxResults": 100}
	for n, each := range found.objects("NetworkInterfaces") {
		params[fmt.Sprintf("NetworkInterfaceIds.%d", n)] = each.text("NetworkInterfaceId")
	}
	answer, err := c.call("vpc", "DescribeNetworkInterfaces", params)
	if err != nil {
		return err
	}
	answer.text("Result.NextToken")
	all := answer.objects("Result.NetworkInterfaceSets")
	if len(all) != len(params)-1 {
		return fmt.Errorf("%d interfaces asked for, %d found", len(params)-1, len(all))
	}
	for _, each := range all {
		if each.text("Type") == "primary" {
			found["SubnetId"] = each.text("SubnetId")
			found["SecurityGroupIds"] = each.list("SecurityGroupIds")
			found["NetworkInterfaceId"] = each.text("NetworkInterfaceId")
			found["PrimaryIpAddress"] = each.text("PrimaryIpAddress")
			return nil
		}
	}
	return fmt.Errorf("no primary interface of %s", found.text("InstanceId"))
}

// Deleting it does nothing: the instance stays as it is.
var instanceState = &Kind{
	name: "volcengine_ecs_instance_state",
	create: func(c *Client, config Config) (string, error) {
		return fmt.Sprint("state:", config["InstanceId"]), operate(c, config)
	},
	read: func(c *Client, id string) (Object, error) {
		return listed("ecs", "DescribeInstances", "InstanceIds.1", "Instances")(c, strings.Split(id, ":")[1])
	},
	attribute: map[string]func(Object) interface{}{
		"Action": func(o Object) interface{} {
			if o.text("Status") == "STOPPED" {
				return "Stop"
			}
			return "Start"
		},
	},
	update:    func(c *Client, id string, _, after Config) error { return operate(c, after) },
	remove:    func(*Client, string, Config) error { return nil },
	goneAfter: "-",
}

func operate(c *Client, config Config) error {
	id := fmt.Sprint(config["InstanceId"])
	action, target := "StartInstance", "RUNNING"
	params := Params{"InstanceId": id}
	if config["Action"] == "Stop" {
		action, target = "StopInstance", "STOPPED"
		params["ForceStop"], params["StoppedMode"] = false, "KeepCharging"
	}
	if _, err := c.call("ecs", action, params); err != nil {
		return err
	}
	return await("instance", target, func() (Object, error) { return described(c, id) })
}

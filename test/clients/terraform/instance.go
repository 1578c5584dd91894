package main

import (
	"fmt"
	"strings"

	"github.com/google/uuid"
)

var instance = &Kind{
	name: "volcengine_ecs_instance",
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
		return ids[0], await("instance", "RUNNING", func() (Object, error) { return described(c, ids[0]) })
	},
	read: instanceRead,
	attribute: map[string]func(Object) interface{}{
		"InstanceType": func(o Object) interface{} { return o.text("InstanceTypeId") },
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
		return retagInstance(c, id, before, after)
	},
	remove:    deleting("ecs", "DeleteInstance", "InstanceId"),
	goneAfter: "-",
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

func retagInstance(c *Client, id string, before, after Config) error {
	old, _ := before["Tags"].(map[string]string)
	wanted, _ := after["Tags"].(map[string]string)
	for key := range old {
		if _, kept := wanted[key]; kept {
			continue
		}
		params := Params{"ResourceIds.1": id, "ResourceType": "instance", "TagKeys.1": key}
		if _, err := c.call("ecs", "DeleteTags", params); err != nil {
			return err
		}
	}
	for key, value := range wanted {
		if old[key] == value {
			continue
		}
		params := Params{"ResourceIds.1": id, "ResourceType": "instance", "Tags.1.Key": key, "Tags.1.Value": value}
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
	if len(types.objects("Result.InstanceTypes")) != 1 {
		return nil, fmt.Errorf("one type expected")
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

package main

import "fmt"

var ecsTags = [2]string{"UntagResources", "TagResources"}

var command = &Kind{
	name:   "volcengine_ecs_command",
	create: creating("ecs", "CreateCommand", "CommandId", nil),
	read:   listed("ecs", "DescribeCommands", "CommandId", "Commands"),
	trn:    "ecs:command",
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "Name", "Description", "CommandContent", "WorkingDir", "Username", "Timeout", "Type"))
		// These two are always sent, changed or not.
		for name, value := range flat(only(after, "EnableParameter", "ParameterDefinitions")) {
			params[name] = value
		}
		params["CommandId"] = id
		if _, err := c.call("ecs", "ModifyCommand", params); err != nil {
			return err
		}
		return retagBy(c, "ecs", ecsTags, "command", id, before, after)
	},
	attribute: map[string]func(Object) interface{}{
		"ParameterDefinitions": func(o Object) interface{} {
			found := []Config{}
			for _, each := range o.objects("ParameterDefinitions") {
				found = append(found, Config{"Name": each.text("Name"), "Type": each.text("Type"), "Required": each.flag("Required"),
					"MinLength": int(each.number("MinLength")), "MaxLength": int(each.number("MaxLength"))})
			}
			return found
		},
	},
	remove: deleting("ecs", "DeleteCommand", "CommandId"),
}

// invocationOf is a run of a command: it is waited for by another field than Status, and only if it is to
// run once.
func invocationOf(mode string) *Kind {
	return &Kind{
		name: "volcengine_ecs_invocation",
		create: func(c *Client, config Config) (string, error) {
			id, err := creating("ecs", "InvokeCommand", "InvocationId", nil)(c, config)
			if err != nil || mode != "Once" {
				return id, err
			}
			return id, await("invocation", "Scheduled|Success|Failed|Stopped|PartialFailed|Finished", func() (Object, error) {
				found, err := invocationRead(c, id)
				if err == nil {
					found["Status"] = found.text("InvocationStatus")
				}
				return found, err
			})
		},
		read: func(c *Client, id string) (Object, error) {
			found, err := invocationRead(c, id)
			if err == nil && mode != "Once" {
				found.text("LaunchTime")
				found.text("RecurrenceEndTime")
			}
			return found, err
		},
		trn:   "ecs:invocation",
		plain: []string{"InvocationDescription"},
		update: func(c *Client, id string, before, after Config) error {
			return retagBy(c, "ecs", ecsTags, "invocation", id, before, after)
		},
		// What has run is forgotten without a call.
		remove: func(c *Client, id string, _ Config) error {
			if mode == "Once" {
				return nil
			}
			_, err := c.call("ecs", "StopInvocation", Params{"InvocationId": id})
			return err
		},
		goneAfter: "-",
	}
}

// invocationRead takes the instances from a list of their own, which must not be empty.
func invocationRead(c *Client, id string) (Object, error) {
	answer, err := c.call("ecs", "DescribeInvocations", Params{"InvocationId": id, "PageSize": 100, "PageNumber": 1})
	if err != nil {
		return nil, err
	}
	all := answer.objects("Result.Invocations")
	if len(all) == 0 {
		return nil, fmt.Errorf("ecs invocation %s is not exist", id)
	}
	found := all[len(all)-1]
	answer, err = c.call("ecs", "DescribeInvocationInstances", Params{"InvocationId": id})
	if err != nil {
		return nil, err
	}
	instances := []interface{}{}
	for _, each := range answer.objects("Result.InvocationInstances") {
		instances = append(instances, each.text("InstanceId"))
	}
	if len(instances) == 0 {
		return nil, fmt.Errorf("invocation %s does not contain any instances", id)
	}
	found["InstanceIds"] = instances
	delete(found, "Parameters")
	return found, nil
}

var assistantBlocks = []*Block{
	{
		name: "command", kind: command,
		config: func(map[string]string) Config {
			return Config{"Name": "greet", "Description": "made by a file", "Type": "Shell", "CommandContent": "ZWNobyBoaSB7e3dob319", "WorkingDir": "/home",
				"Username": "root", "Timeout": 100, "EnableParameter": true, "ProjectName": "default", "Tags": tagged("old"),
				"ParameterDefinitions": []Config{{"Name": "who", "Type": "String", "Required": true, "MinLength": 1, "MaxLength": 100}}}
		},
		changed: func(map[string]string) Config {
			return Config{"Name": "greet-renamed", "Description": "changed by a file", "Timeout": 200, "Tags": tagged("new"),
				"ParameterDefinitions": []Config{{"Name": "who", "Type": "String", "Required": false, "MinLength": 1, "MaxLength": 50}}}
		},
	},
	{
		name: "invocation", kind: invocationOf("Once"),
		config: func(id map[string]string) Config {
			return Config{"CommandId": id["command"], "InstanceIds": []string{id["instance"]}, "InvocationName": "now", "InvocationDescription": "",
				"Username": "root", "Timeout": 90, "WorkingDir": "/home", "RepeatMode": "Once", "Parameters": `{"who":"you"}`,
				"ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config { return Config{"Tags": tagged("new")} },
	},
	{
		name: "invocation to come", kind: invocationOf("Rate"),
		config: func(id map[string]string) Config {
			return Config{"CommandId": id["command"], "InstanceIds": []string{id["instance"]}, "InvocationName": "daily", "RepeatMode": "Rate", "Frequency": "1d",
				"LaunchTime": "2099-01-01T00:00:00Z", "RecurrenceEndTime": "2099-02-01T00:00:00Z", "Parameters": `{"who":"you"}`}
		},
	},
}

func init() { scenario = append(scenario, assistantBlocks...) }

package main

import (
	"fmt"
	"strings"
)

var flowLog = &Kind{
	name:   "volcengine_flow_log",
	trn:    "vpc:flowlog",
	create: creating("vpc", "CreateFlowLog", "FlowLogId", nil),
	read:   listedByToken("DescribeFlowLogs", "FlowLogIds.1", "FlowLogs"),
	target: "Active|Inactive",
	update: modifying("vpc", "ModifyFlowLogAttribute", "FlowLogId", "flowlog"),
	remove: deleting("vpc", "DeleteFlowLog", "FlowLogId"),
}

// The id is the flow log's own.
var flowLogActive = &Kind{
	name: "volcengine_flow_log_active",
	create: func(c *Client, config Config) (string, error) {
		_, err := c.call("vpc", "ActiveFlowLog", flat(config))
		return fmt.Sprint(config["FlowLogId"]), err
	},
	read:      flowLog.read,
	target:    "Active",
	remove:    deleting("vpc", "DeactiveFlowLog", "FlowLogId"),
	goneAfter: "Inactive",
}

var trafficMirrorFilter = &Kind{
	name:   "volcengine_traffic_mirror_filter",
	trn:    "vpc:trafficmirrorfilter",
	create: creating("vpc", "CreateTrafficMirrorFilter", "TrafficMirrorFilterId", nil),
	read: func(c *Client, id string) (Object, error) {
		found, err := listedByToken("DescribeTrafficMirrorFilters", "TrafficMirrorFilterIds.1", "TrafficMirrorFilters")(c, id)
		if err == nil {
			found.list("IngressFilterRules")
			found.list("EgressFilterRules")
		}
		return found, err
	},
	target: "Available",
	update: modifying("vpc", "ModifyTrafficMirrorFilterAttributes", "TrafficMirrorFilterId", "trafficmirrorfilter"),
	remove: deleting("vpc", "DeleteTrafficMirrorFilter", "TrafficMirrorFilterId"),
}

// The id is filter:rule.
var trafficMirrorFilterRule = &Kind{
	name: "volcengine_traffic_mirror_filter_rule",
	create: func(c *Client, config Config) (string, error) {
		answer, err := c.call("vpc", "CreateTrafficMirrorFilterRule", flat(config))
		if err != nil {
			return "", err
		}
		return fmt.Sprint(config["TrafficMirrorFilterId"], ":", answer.text("Result.TrafficMirrorFilterRuleId")), nil
	},
	read: func(c *Client, id string) (Object, error) {
		ids := strings.Split(id, ":")
		filter, err := trafficMirrorFilter.read(c, ids[0])
		if err != nil {
			return nil, err
		}
		for _, list := range []string{"IngressFilterRules", "EgressFilterRules"} {
			for _, rule := range filter.objects(list) {
				if rule.text("TrafficMirrorFilterRuleId") == ids[1] {
					return rule, nil
				}
			}
		}
		return nil, fmt.Errorf("traffic_mirror_filter_rule %s not exist", id)
	},
	target: "Available",
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "Priority", "Policy", "Protocol", "SourceCidrBlock", "SourcePortRange",
			"DestinationCidrBlock", "DestinationPortRange", "Description"))
		params["TrafficMirrorFilterRuleId"] = strings.Split(id, ":")[1]
		_, err := c.call("vpc", "ModifyTrafficMirrorFilterRuleAttributes", params)
		return err
	},
	remove: func(c *Client, id string, _ Config) error {
		_, err := c.call("vpc", "DeleteTrafficMirrorFilterRule", Params{"TrafficMirrorFilterRuleId": strings.Split(id, ":")[1]})
		return err
	},
}

var trafficMirrorTarget = &Kind{
	name:   "volcengine_traffic_mirror_target",
	trn:    "vpc:trafficmirrortarget",
	create: creating("vpc", "CreateTrafficMirrorTarget", "TrafficMirrorTargetId", nil),
	read:   listedByToken("DescribeTrafficMirrorTargets", "TrafficMirrorTargetIds.1", "TrafficMirrorTargets"),
	target: "Available",
	update: modifying("vpc", "ModifyTrafficMirrorTargetAttributes", "TrafficMirrorTargetId", "trafficmirrortarget"),
	remove: deleting("vpc", "DeleteTrafficMirrorTarget", "TrafficMirrorTargetId"),
}

var trafficMirrorSession = &Kind{
	name:   "volcengine_traffic_mirror_session",
	trn:    "vpc:trafficmirrorsession",
	create: creating("vpc", "CreateTrafficMirrorSession", "TrafficMirrorSessionId", nil),
	read:   listedByToken("DescribeTrafficMirrorSessions", "TrafficMirrorSessionIds.1", "TrafficMirrorSessions"),
	target: "Active",
	update: modifying("vpc", "ModifyTrafficMirrorSessionAttributes", "TrafficMirrorSessionId", "trafficmirrorsession"),
	remove: deleting("vpc", "DeleteTrafficMirrorSession", "TrafficMirrorSessionId"),
}

// listedByToken reads one resource from a list that is paged by token, which must be a text.
func listedByToken(action, filter, list string) func(*Client, string) (Object, error) {
	return func(c *Client, id string) (Object, error) {
		answer, err := c.call("vpc", action, Params{filter: id, "MaxResults": pageSize})
		if err != nil {
			return nil, err
		}
		answer.text("Result.NextToken")
		found := answer.objects("Result." + list)
		if len(found) == 0 {
			return nil, fmt.Errorf("%s %s not exist", action, id)
		}
		return found[len(found)-1], nil
	}
}

var trafficBlocks = []*Block{
	{
		name: "flow log", kind: flowLog,
		config: func(id map[string]string) Config {
			return Config{"FlowLogName": "traffic", "Description": "", "ResourceType": "subnet", "ResourceId": id["subnet"], "TrafficType": "All",
				"LogProjectName": "project", "LogTopicName": "topic", "AggregationInterval": 10, "ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"FlowLogName": "traffic-renamed", "Description": "of a subnet", "AggregationInterval": 1, "Tags": tagged("new")}
		},
	},
	{
		name: "flow log active", kind: flowLogActive,
		config: func(id map[string]string) Config { return Config{"FlowLogId": id["flow log"]} },
	},
	{
		name: "mirror filter", kind: trafficMirrorFilter,
		config: func(map[string]string) Config {
			return Config{"TrafficMirrorFilterName": "web", "Description": "", "ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"TrafficMirrorFilterName": "web-renamed", "Description": "what is mirrored", "Tags": tagged("new")}
		},
	},
	{
		name: "mirror filter rule", kind: trafficMirrorFilterRule,
		config: func(id map[string]string) Config {
			return Config{"TrafficMirrorFilterId": id["mirror filter"], "TrafficDirection": "ingress", "Description": "", "Priority": 1,
				"Policy": "reject", "Protocol": "all", "SourceCidrBlock": "10.0.1.0/24", "SourcePortRange": "-1/-1",
				"DestinationCidrBlock": "10.0.0.0/24", "DestinationPortRange": "-1/-1"}
		},
		changed: func(map[string]string) Config {
			return Config{"Description": "of the web", "Priority": 2, "Policy": "accept", "Protocol": "tcp", "SourcePortRange": "1/65535", "DestinationPortRange": "80/80"}
		},
	},
	{
		name: "mirror target", kind: trafficMirrorTarget,
		config: func(id map[string]string) Config {
			return Config{"InstanceType": "NetworkInterface", "InstanceId": id["interface b"], "TrafficMirrorTargetName": "sink", "Description": "",
				"ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"TrafficMirrorTargetName": "sink-renamed", "Description": "where it goes", "Tags": tagged("new")}
		},
	},
	{
		name: "mirror session", kind: trafficMirrorSession,
		config: func(id map[string]string) Config {
			return Config{"TrafficMirrorFilterId": id["mirror filter"], "TrafficMirrorTargetId": id["mirror target"], "NetworkInterfaceId": id["interface c"],
				"Priority": 1, "PacketLength": 1500, "VirtualNetworkId": 1, "TrafficMirrorSessionName": "mirror", "Description": "",
				"ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"Priority": 2, "PacketLength": 1400, "VirtualNetworkId": 2, "TrafficMirrorSessionName": "mirror-renamed",
				"Description": "of an interface", "Tags": tagged("new")}
		},
	},
}

func init() { scenario = append(scenario, trafficBlocks...) }

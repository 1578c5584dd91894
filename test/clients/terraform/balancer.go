package main

import (
	"fmt"
	"strings"
)

const clb = "clb"

var clbTags = [2]string{"UntagResources", "TagResources"}

var balancer = &Kind{
	name:   "volcengine_clb",
	create: creating(clb, "CreateLoadBalancer", "LoadBalancerId", Params{"RegionId": "cn-beijing"}),
	read: func(c *Client, id string) (Object, error) {
		found, err := listed(clb, "DescribeLoadBalancers", "LoadBalancerIds.1", "LoadBalancers")(c, id)
		if err != nil {
			return nil, err
		}
		answer, err := c.call(clb, "DescribeLoadBalancerAttributes", Params{"LoadBalancerId": id})
		if err != nil {
			return nil, err
		}
		found["EipBillingConfig"] = answer.at("Result.Eip")
		// How it is paid for is asked of those alone that are not paid for by their specification.
		if found.number("LoadBalancerBillingType") == 2 {
			return found, nil
		}
		billing, err := c.call(clb, "DescribeLoadBalancersBilling", Params{"LoadBalancerIds.1": id})
		if err != nil {
			return nil, err
		}
		if len(billing.objects("Result.LoadBalancerBillingConfigs")) == 0 {
			return nil, fmt.Errorf("LoadBalancerBilling of the clb instance %s is not exist", id)
		}
		return found, nil
	},
	target: "Active",
	trn:    "clb:clb",
	// One that shows a number of addresses that its file does not say is made anew.
	plain: []string{"Description", "EniAddressNum", "ModificationProtectionStatus", "ModificationProtectionReason"},
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "LoadBalancerName", "Description", "LoadBalancerSpec",
			"ModificationProtectionStatus", "ModificationProtectionReason", "BypassSecurityGroupEnabled"))
		if len(params) > 0 {
			params["LoadBalancerId"] = id
			if _, err := c.call(clb, "ModifyLoadBalancerAttributes", params); err != nil {
				return err
			}
		}
		return retagBy(c, clb, clbTags, "CLB", id, before, after)
	},
	remove:    deleting(clb, "DeleteLoadBalancer", "LoadBalancerId"),
	goneAfter: "-",
}

// balancerOf says whose a group or a listener is, which is asked before anything is done with it.
func balancerOf(c *Client, action, name, id string) (string, error) {
	answer, err := c.call(clb, action, Params{name: id})
	if err != nil {
		return "", err
	}
	return answer.text("Result.LoadBalancerId"), nil
}

func balancerOfGroup(c *Client, id string) (string, error) {
	return balancerOf(c, "DescribeServerGroupAttributes", "ServerGroupId", id)
}

func balancerOfListener(c *Client, id string) (string, error) {
	return balancerOf(c, "DescribeListenerAttributes", "ListenerId", id)
}

// onBalancer sends a call, and waits for the load balancer that it is about.
func onBalancer(c *Client, balancerID, action string, params Params) (Object, error) {
	answer, err := c.call(clb, action, params)
	if err != nil {
		return nil, err
	}
	return answer, await("clb", "Active|Inactive", func() (Object, error) { return balancer.read(c, balancerID) })
}

// ofBalancer creates what belongs to a load balancer.
func ofBalancer(action, id string) func(*Client, Config) (string, error) {
	return func(c *Client, config Config) (string, error) {
		answer, err := onBalancer(c, fmt.Sprint(config["LoadBalancerId"]), action, flat(config))
		if err != nil {
			return "", err
		}
		return answer.text("Result." + id), nil
	}
}

var serverGroup = &Kind{
	name:   "volcengine_server_group",
	create: ofBalancer("CreateServerGroup", "ServerGroupId"),
	read: func(c *Client, id string) (Object, error) {
		found, err := listed(clb, "DescribeServerGroups", "ServerGroupIds.1", "ServerGroups")(c, id)
		if err != nil {
			return nil, err
		}
		found["LoadBalancerId"], err = balancerOfGroup(c, id)
		return found, err
	},
	// It is a boolean in a file: any text crashes it.
	plain: []string{"AnyPortEnabled"},
	update: func(c *Client, id string, before, after Config) error {
		owner, err := balancerOfGroup(c, id)
		if err != nil {
			return err
		}
		params := flat(changed(before, after, "ServerGroupName", "Description"))
		params["ServerGroupId"] = id
		if _, err := onBalancer(c, owner, "ModifyServerGroupAttributes", params); err != nil {
			return err
		}
		return retagBy(c, clb, clbTags, "servergroup", id, before, after)
	},
	remove: func(c *Client, id string, _ Config) error {
		owner, err := balancerOfGroup(c, id)
		if err != nil {
			return err
		}
		_, err = onBalancer(c, owner, "DeleteServerGroup", Params{"ServerGroupId": id})
		return err
	},
	goneAfter: "-",
}

// The id is group:server.
var serverGroupServer = &Kind{
	name: "volcengine_server_group_server",
	create: func(c *Client, config Config) (string, error) {
		group := fmt.Sprint(config["ServerGroupId"])
		owner, err := balancerOfGroup(c, group)
		if err != nil {
			return "", err
		}
		address, given := config["Ip"]
		if !given {
			if address, err = addressOfServer(c, group, fmt.Sprint(config["InstanceId"])); err != nil {
				return "", err
			}
		}
		params := Params{"ServerGroupId": group, "Servers.1.Ip": address}
		for _, name := range []string{"InstanceId", "Type", "Weight", "Port", "Description"} {
			params["Servers.1."+name] = config[name]
		}
		answer, err := onBalancer(c, owner, "AddServerGroupBackendServers", params)
		if err != nil {
			return "", err
		}
		return group + ":" + answer.texts("Result.ServerIds")[0], nil
	},
	read: func(c *Client, id string) (Object, error) {
		group, server, _ := strings.Cut(id, ":")
		// The second parameter is the provider's: it chooses by itself.
		answer, err := c.call(clb, "DescribeServerGroupAttributes", Params{"ServerGroupId": group, "ServerIds.1": server})
		if err != nil {
			return nil, err
		}
		for _, each := range answer.objects("Result.Servers") {
			if each.text("ServerId") == server {
				each["ServerGroupId"] = group
				return each, nil
			}
		}
		return nil, fmt.Errorf("ServerGroup server %s not exist", id)
	},
	plain: []string{"Weight", "Description"},
	update: func(c *Client, id string, _, after Config) error {
		group, server, _ := strings.Cut(id, ":")
		owner, err := balancerOfGroup(c, group)
		if err != nil {
			return err
		}
		params := Params{"ServerGroupId": group, "Servers.1.ServerId": server}
		for _, name := range []string{"Weight", "Port", "Description"} {
			params["Servers.1."+name] = after[name]
		}
		_, err = onBalancer(c, owner, "ModifyServerGroupAttributes", params)
		return err
	},
	remove: func(c *Client, id string, _ Config) error {
		group, server, _ := strings.Cut(id, ":")
		owner, err := balancerOfGroup(c, group)
		if err != nil {
			return err
		}
		_, err = onBalancer(c, owner, "RemoveServerGroupBackendServers", Params{"ServerGroupId": group, "ServerIds.1": server})
		return err
	},
	goneAfter: "-",
}

// addressOfServer is the address of a server that a file does not give: that of its primary interface.
func addressOfServer(c *Client, group, instanceID string) (string, error) {
	answer, err := c.call(clb, "DescribeServerGroupAttributes", Params{"ServerGroupId": group})
	if err != nil {
		return "", err
	}
	if version := answer.text("Result.AddressIpVersion"); version != "ipv4" {
		return "", fmt.Errorf("the group is of %s", version)
	}
	found, err := described(c, instanceID)
	if err != nil {
		return "", err
	}
	for _, each := range found.objects("NetworkInterfaces") {
		if each.text("Type") == "primary" {
			return each.text("PrimaryIpAddress"), nil
		}
	}
	return "", fmt.Errorf("the private ip of the instance %s does not exist", instanceID)
}

// aclsOfListener waits for the ACLs that a listener names.
func aclsOfListener(c *Client, config Config) error {
	ids, given := config["AclIds"].([]string)
	if !given {
		return nil
	}
	answer, err := c.call(clb, "DescribeAcls", flat(Config{"AclIds": ids}))
	if err != nil {
		return err
	}
	for _, each := range answer.objects("Result.Acls") {
		if status := each.text("Status"); status != "Active" {
			return fmt.Errorf("acl %s is %s", each.text("AclId"), status)
		}
	}
	return nil
}

// What an answer calls otherwise than a request.
var healthCheck = map[string]string{"HealthCheck.URI": "HealthCheck.Uri", "HealthCheck.UnhealthyThreshold": "HealthCheck.UnHealthyThreshold"}

var listener = &Kind{
	name: "volcengine_listener",
	create: func(c *Client, config Config) (string, error) {
		if err := aclsOfListener(c, config); err != nil {
			return "", err
		}
		id, err := ofBalancer("CreateListener", "ListenerId")(c, config)
		if err != nil {
			return id, err
		}
		return id, aclsOfListener(c, config)
	},
	read: func(c *Client, id string) (Object, error) {
		found, err := listed(clb, "DescribeListeners", "ListenerIds.1", "Listeners")(c, id)
		if err != nil {
			return nil, err
		}
		answer, err := c.call(clb, "DescribeListenerAttributes", Params{"ListenerId": id})
		if err != nil {
			return nil, err
		}
		for _, name := range []string{"EstablishedTimeout", "Description", "LoadBalancerId", "Scheduler"} {
			found[name] = answer.at("Result." + name)
		}
		for asked, shown := range healthCheck {
			found[asked] = found.at(shown)
		}
		return found, nil
	},
	target: "Active|Disabled",
	attribute: map[string]func(Object) interface{}{
		"HealthCheck.URI":                func(o Object) interface{} { return o["HealthCheck.URI"] },
		"HealthCheck.UnhealthyThreshold": func(o Object) interface{} { return o["HealthCheck.UnhealthyThreshold"] },
	},
	plain: []string{"CertificateId", "AclIds", "Description", "Cookie"},
	update: func(c *Client, id string, before, after Config) error {
		owner, err := balancerOfListener(c, id)
		if err != nil {
			return err
		}
		if err := aclsOfListener(c, after); err != nil {
			return err
		}
		names := []string{}
		for name := range after {
			if name != "Tags" {
				names = append(names, name)
			}
		}
		params := flat(changed(before, after, names...))
		params["ListenerId"] = id
		if _, err := onBalancer(c, owner, "ModifyListenerAttributes", params); err != nil {
			return err
		}
		return retagBy(c, clb, clbTags, "listener", id, before, after)
	},
	remove: func(c *Client, id string, _ Config) error {
		owner, err := balancerOfListener(c, id)
		if err != nil {
			return err
		}
		_, err = onBalancer(c, owner, "DeleteListener", Params{"ListenerId": id})
		return err
	},
	goneAfter: "-",
}

// The id is rule:listener, as import wants it. Whose it is is asked of its group, or of its listener if it
// redirects.
var balancerRule = &Kind{
	name: "volcengine_clb_rule",
	create: func(c *Client, config Config) (string, error) {
		owner, err := balancerOfRule(c, config)
		if err != nil {
			return "", err
		}
		params := rulesOf(config)
		params["ListenerId"] = config["ListenerId"]
		answer, err := onBalancer(c, owner, "CreateRules", params)
		if err != nil {
			return "", err
		}
		return fmt.Sprint(answer.texts("Result.RuleIds")[0], ":", config["ListenerId"]), nil
	},
	read: func(c *Client, id string) (Object, error) {
		rule, listenerID, _ := strings.Cut(id, ":")
		answer, err := c.call(clb, "DescribeRules", Params{"ListenerId": listenerID})
		if err != nil {
			return nil, err
		}
		for _, each := range answer.objects("Result.Rules") {
			if each.text("RuleId") == rule {
				if redirect := each.at("RedirectConfig"); redirect != nil && each.text("ActionType") != "Redirect" {
					return nil, fmt.Errorf("the plan is not empty: redirect_config is %v, and not in the file", redirect)
				}
				each["ListenerId"] = listenerID
				return each, nil
			}
		}
		return nil, fmt.Errorf("Rule %s not exist", rule)
	},
	plain: []string{"Domain", "Description"},
	update: func(c *Client, id string, before, after Config) error {
		owner, err := balancerOfRule(c, after)
		if err != nil {
			return err
		}
		rule, listenerID, _ := strings.Cut(id, ":")
		params := rulesOf(with(changed(before, after, "ServerGroupId", "Description", "ActionType"),
			only(after, "RedirectConfig.Protocol", "RedirectConfig.Host", "RedirectConfig.Path", "RedirectConfig.Port", "RedirectConfig.StatusCode")))
		params["ListenerId"], params["Rules.1.RuleId"] = listenerID, rule
		if _, err := onBalancer(c, owner, "ModifyRules", params); err != nil {
			return err
		}
		return retagBy(c, clb, clbTags, "rule", rule, before, after)
	},
	remove: func(c *Client, id string, config Config) error {
		owner, err := balancerOfRule(c, config)
		if err != nil {
			return err
		}
		rule, listenerID, _ := strings.Cut(id, ":")
		_, err = onBalancer(c, owner, "DeleteRules", Params{"RuleIds.1": rule, "ListenerId": listenerID})
		return err
	},
	goneAfter: "-",
}

func balancerOfRule(c *Client, config Config) (string, error) {
	if group, forwards := config["ServerGroupId"]; forwards {
		return balancerOfGroup(c, fmt.Sprint(group))
	}
	return balancerOfListener(c, fmt.Sprint(config["ListenerId"]))
}

func rulesOf(config Config) Params {
	params := Params{}
	for name, value := range flat(config) {
		if name != "ListenerId" {
			params["Rules.1."+name] = value
		}
	}
	return params
}

// balancerACL is made without entries, which a second call brings.
var balancerACL = &Kind{
	name: "volcengine_acl",
	create: func(c *Client, config Config) (string, error) {
		made := only(config, "AclName", "Description", "ProjectName", "Tags")
		id, err := creating(clb, "CreateAcl", "AclId", Params{})(c, made)
		if err != nil {
			return "", err
		}
		return id, aclEntries(c, id, nil, config["AclEntries"])
	},
	read: func(c *Client, id string) (Object, error) {
		found, err := listed(clb, "DescribeAcls", "AclIds.1", "Acls")(c, id)
		if err != nil {
			return nil, err
		}
		answer, err := c.call(clb, "DescribeAclAttributes", Params{"AclId": id})
		if err != nil {
			return nil, err
		}
		found["AclEntries"] = answer.at("Result.AclEntries")
		return found, nil
	},
	target: "Active",
	trn:    "clb:acl",
	attribute: map[string]func(Object) interface{}{
		"AclEntries": func(o Object) interface{} {
			found := []Config{}
			for _, each := range o.objects("AclEntries") {
				found = append(found, Config{"Entry": each.text("Entry"), "Description": each.text("Description")})
			}
			return found
		},
	},
	plain: []string{"Description"},
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "AclName", "Description"))
		params["AclId"] = id
		if _, err := c.call(clb, "ModifyAclAttributes", params); err != nil {
			return err
		}
		if err := aclEntries(c, id, before["AclEntries"], after["AclEntries"]); err != nil {
			return err
		}
		return retagBy(c, clb, clbTags, "acl", id, before, after)
	},
	remove:    deleting(clb, "DeleteAcl", "AclId"),
	goneAfter: "-",
}

// aclEntries takes entries away, then adds others, and waits each time.
func aclEntries(c *Client, id string, before, after interface{}) error {
	old, _ := before.([]Config)
	wanted, _ := after.([]Config)
	removed, added := Params{"AclId": id}, flat(Config{"AclEntries": otherEntries(wanted, old)})
	for n, each := range otherEntries(old, wanted) {
		removed[fmt.Sprintf("Entries.%d", n+1)] = each["Entry"]
	}
	added["AclId"] = id
	for _, call := range []struct {
		action string
		params Params
	}{{"RemoveAclEntries", removed}, {"AddAclEntries", added}} {
		if len(call.params) == 1 {
			continue
		}
		if _, err := c.call(clb, call.action, call.params); err != nil {
			return err
		}
		if err := await("acl", "Active", func() (Object, error) { return aclRead(c, id) }); err != nil {
			return err
		}
	}
	return nil
}

var aclRead = listed(clb, "DescribeAcls", "AclIds.1", "Acls")

func otherEntries(list, other []Config) []Config {
	left := []Config{}
	for _, each := range list {
		kept := false
		for _, one := range other {
			kept = kept || same(one, each)
		}
		if !kept {
			left = append(left, each)
		}
	}
	return left
}

// The id is acl:entry.
var balancerACLEntry = &Kind{
	name: "volcengine_acl_entry",
	create: func(c *Client, config Config) (string, error) {
		id := fmt.Sprint(config["AclId"])
		entry := Config{"Entry": config["Entry"], "Description": config["Description"]}
		return fmt.Sprint(id, ":", config["Entry"]), aclEntries(c, id, nil, []Config{entry})
	},
	read: func(c *Client, id string) (Object, error) {
		acl, entry, _ := strings.Cut(id, ":")
		answer, err := c.call(clb, "DescribeAclAttributes", Params{"AclId": acl})
		if err != nil {
			return nil, err
		}
		for _, each := range answer.objects("Result.AclEntries") {
			if each.text("Entry") == entry {
				each["AclId"] = acl
				return each, nil
			}
		}
		return nil, fmt.Errorf("acl entry %s not exist", id)
	},
	remove: func(c *Client, id string, _ Config) error {
		acl, entry, _ := strings.Cut(id, ":")
		_, err := c.call(clb, "RemoveAclEntries", Params{"AclId": acl, "Entries.1": entry})
		return err
	},
	goneAfter: "-",
}

var certificate = &Kind{
	name:   "volcengine_certificate",
	create: creating(clb, "UploadCertificate", "CertificateId", nil),
	read:   listed(clb, "DescribeCertificates", "CertificateIds.1", "Certificates"),
	plain:  []string{"CertificateName", "Description"},
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "CertificateName", "Description"))
		if len(params) > 0 {
			params["CertificateId"] = id
			if _, err := c.call(clb, "ModifyCertificateAttributes", params); err != nil {
				return err
			}
		}
		return retagBy(c, clb, clbTags, "certificate", id, before, after)
	},
	remove:    deleting(clb, "DeleteCertificate", "CertificateId"),
	goneAfter: "-",
}

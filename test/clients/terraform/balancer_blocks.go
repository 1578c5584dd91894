package main

var balancerBlocks = []*Block{
	{
		name: "balancer acl", kind: balancerACL,
		config: func(map[string]string) Config {
			return Config{"AclName": "offices", "Description": "", "ProjectName": "default", "Tags": tagged("old"),
				"AclEntries": []Config{{"Entry": "172.20.1.0/24", "Description": "north"}, {"Entry": "172.20.2.0/24", "Description": "south"}}}
		},
		changed: func(map[string]string) Config {
			return Config{"AclName": "offices-renamed", "Description": "where people sit", "Tags": tagged("new"),
				"AclEntries": []Config{{"Entry": "172.20.2.0/24", "Description": "south"}, {"Entry": "172.20.3.0/24", "Description": "east"}}}
		},
	},
	{
		name: "balancer acl by entries", kind: balancerACL,
		config: func(map[string]string) Config { return Config{"AclName": "guests"} },
	},
	{
		name: "balancer acl entry", kind: balancerACLEntry,
		config: func(id map[string]string) Config {
			return Config{"AclId": id["balancer acl by entries"], "Entry": "172.21.0.0/24", "Description": "a guest"}
		},
	},
	{
		name: "certificate", kind: certificate,
		config: func(map[string]string) Config {
			return Config{"CertificateName": "of-the-web", "Description": "", "PublicKey": "public-key", "PrivateKey": "private-key",
				"ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"CertificateName": "of-the-web-renamed", "Description": "changed by a file", "Tags": tagged("new")}
		},
	},
	{
		name: "balancer", kind: balancer,
		config: func(id map[string]string) Config {
			return Config{"Type": "public", "SubnetId": id["subnet"], "LoadBalancerName": "front", "Description": "made by a file",
				"LoadBalancerSpec": "small_1", "LoadBalancerBillingType": 2, "EipBillingConfig.ISP": "BGP",
				"EipBillingConfig.EipBillingType": 2, "EipBillingConfig.Bandwidth": 1, "ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"LoadBalancerName": "front-renamed", "Description": "changed by a file", "LoadBalancerSpec": "small_2",
				"ModificationProtectionStatus": "ConsoleProtection", "ModificationProtectionReason": "it is the front", "Tags": tagged("new")}
		},
	},
	{
		name: "private balancer", kind: balancer,
		config: func(id map[string]string) Config {
			return Config{"Type": "private", "SubnetId": id["subnet b"], "LoadBalancerName": "inside", "LoadBalancerSpec": "small_1",
				"LoadBalancerBillingType": 3}
		},
	},
	{
		name: "server group", kind: serverGroup,
		config: func(id map[string]string) Config {
			return Config{"LoadBalancerId": id["balancer"], "ServerGroupName": "servers", "Description": "", "Type": "instance", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"ServerGroupName": "servers-renamed", "Description": "of the web", "Tags": tagged("new")}
		},
	},
	{
		name: "server", kind: serverGroupServer,
		config: func(id map[string]string) Config {
			return Config{"ServerGroupId": id["server group"], "InstanceId": id["instance"], "Type": "ecs", "Weight": 50, "Port": 8080, "Description": ""}
		},
		changed: func(map[string]string) Config {
			return Config{"Weight": 100, "Port": 8081, "Description": "the first"}
		},
	},
	{
		name: "server by address", kind: serverGroupServer,
		config: func(id map[string]string) Config {
			return Config{"ServerGroupId": id["server group"], "InstanceId": "192.168.7.7", "Ip": "192.168.7.7", "Type": "ip", "Weight": 50, "Port": 8080,
				"Description": ""}
		},
	},
	{
		name: "listener", kind: listener,
		config: func(id map[string]string) Config {
			return Config{"LoadBalancerId": id["balancer"], "ListenerName": "web", "Protocol": "HTTP", "Port": 80, "ServerGroupId": id["server group"],
				"Enabled": "on", "AclStatus": "on", "AclType": "white", "AclIds": []string{id["balancer acl"]}, "Bandwidth": -1,
				"ProxyProtocolType": "off", "PersistenceType": "off", "ConnectionDrainEnabled": "off",
				"HealthCheck.Enabled": "on", "HealthCheck.Interval": 10, "HealthCheck.Timeout": 3, "HealthCheck.HealthyThreshold": 5,
				"HealthCheck.UnhealthyThreshold": 2, "HealthCheck.Domain": "example.com", "HealthCheck.HttpCode": "http_2xx",
				"HealthCheck.Method": "GET", "HealthCheck.URI": "/", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"ListenerName": "web-renamed", "Description": "for people", "Scheduler": "wlc", "AclType": "black",
				"HealthCheck.Interval": 5, "HealthCheck.UnhealthyThreshold": 3, "HealthCheck.URI": "/health", "Tags": tagged("new")}
		},
	},
	{
		name: "listener of packets", kind: listener,
		config: func(id map[string]string) Config {
			return Config{"LoadBalancerId": id["balancer"], "ListenerName": "names", "Protocol": "UDP", "Port": 53, "ServerGroupId": id["server group"],
				"Enabled": "off", "EstablishedTimeout": 10, "Bandwidth": -1, "PersistenceType": "source_ip", "PersistenceTimeout": 100,
				"ConnectionDrainEnabled": "on", "ConnectionDrainTimeout": 30}
		},
		changed: func(map[string]string) Config {
			return Config{"Enabled": "on", "Bandwidth": 2, "EstablishedTimeout": 20}
		},
	},
	{
		name: "listener with a certificate", kind: listener,
		config: func(id map[string]string) Config {
			return Config{"LoadBalancerId": id["balancer"], "ListenerName": "safe", "Protocol": "HTTPS", "Port": 443, "ServerGroupId": id["server group"],
				"Enabled": "on", "CertificateId": id["certificate"], "Http2Enabled": "on", "Bandwidth": -1}
		},
	},
	{
		name: "balancer rule", kind: balancerRule,
		config: func(id map[string]string) Config {
			return Config{"ListenerId": id["listener"], "ServerGroupId": id["server group"], "Domain": "example.com", "Url": "/a", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config { return Config{"Description": "of a part", "Tags": tagged("new")} },
	},
	{
		name: "balancer rule that redirects", kind: balancerRule,
		config: func(id map[string]string) Config {
			return Config{"ListenerId": id["listener"], "Domain": "old.example.com", "ActionType": "Redirect", "RedirectConfig.Protocol": "HTTPS",
				"RedirectConfig.Host": "example.com", "RedirectConfig.Port": "443", "RedirectConfig.StatusCode": "301"}
		},
		changed: func(map[string]string) Config { return Config{"RedirectConfig.StatusCode": "302"} },
	},
}

func init() { scenario = append(scenario, balancerBlocks...) }

package main

// Block is a resource block of the scenario's file: its kind, its configuration, and the one that a
// later apply changes it to. Configurations name the ids of blocks before them.
type Block struct {
	name string
	kind *Kind
	// together blocks are created at once, as Terraform does with what does not depend on each other.
	together bool
	config   func(id map[string]string) Config
	changed  func(id map[string]string) Config
}

const (
	zoneA        = "cn-beijing-a"
	zoneB        = "cn-beijing-b"
	image        = "image-debian12x64tenon00"
	smallType    = "ecs.g3i.xlarge"
	largeType    = "ecs.g3i.2xlarge"
	tcp80        = 80
	anyPort      = -1
	highPriority = 1
)

func tagged(value string) map[string]string { return map[string]string{"env": "test", "value": value} }

// with gives a block's configuration some other values.
func with(config Config, other Config) Config {
	merged := Config{}
	for name, value := range config {
		merged[name] = value
	}
	for name, value := range other {
		merged[name] = value
	}
	return merged
}

var scenario = []*Block{
	{
		name: "vpc", kind: vpc,
		config: func(map[string]string) Config {
			return Config{"VpcName": "network", "CidrBlock": "10.0.0.0/16", "Description": "made by a file",
				"EnableIpv6": true, "DnsServers": []string{"8.8.8.8", "114.114.114.114"}, "ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"VpcName": "renamed", "Description": "changed by a file", "DnsServers": []string{"1.1.1.1"}, "Tags": tagged("new")}
		},
	},
	{
		name: "secondary block", kind: vpcCidrBlockAssociate,
		config: func(id map[string]string) Config {
			return Config{"VpcId": id["vpc"], "SecondaryCidrBlock": "10.1.0.0/16"}
		},
	},
	{
		name: "user block", kind: vpcUserCidrBlockAssociate,
		config: func(id map[string]string) Config {
			return Config{"VpcId": id["vpc"], "UserCidrBlock": "30.0.0.0/16"}
		},
	},
	{
		name: "eip of instance", kind: eipAddress,
		config: func(map[string]string) Config {
			return Config{"BillingType": 3, "Bandwidth": 1, "ISP": "BGP", "Name": "instance", "Description": ""}
		},
	},
	{
		name: "subnet", kind: subnet, together: true,
		config: func(id map[string]string) Config {
			return Config{"VpcId": id["vpc"], "ZoneId": zoneA, "SubnetName": "a", "CidrBlock": "10.0.1.0/24", "Ipv6CidrBlock": 1, "Description": "", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"SubnetName": "a-renamed", "Description": "first", "Tags": map[string]string{"env": "test"}}
		},
	},
	{
		name: "subnet b", kind: subnet, together: true,
		config: func(id map[string]string) Config {
			return Config{"VpcId": id["vpc"], "ZoneId": zoneB, "SubnetName": "b", "CidrBlock": "10.1.1.0/24"}
		},
	},
	{
		name: "group", kind: securityGroup, together: true,
		config: func(id map[string]string) Config {
			return Config{"VpcId": id["vpc"], "SecurityGroupName": "web", "Description": "", "ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config { return Config{"Description": "the web", "Tags": tagged("new")} },
	},
	{
		name: "group b", kind: securityGroup, together: true,
		config: func(id map[string]string) Config {
			return Config{"VpcId": id["vpc"], "SecurityGroupName": "database"}
		},
	},
	{
		name: "rule by block", kind: securityGroupRule, together: true,
		config: func(id map[string]string) Config {
			return Config{"SecurityGroupId": id["group"], "Direction": "ingress", "Protocol": "tcp", "PortStart": tcp80, "PortEnd": tcp80,
				"CidrIp": "0.0.0.0/0", "Policy": "accept", "Priority": highPriority, "Description": "http"}
		},
		changed: func(map[string]string) Config { return Config{"Description": "port of the web"} },
	},
	{
		name: "rule by group", kind: securityGroupRule, together: true,
		config: func(id map[string]string) Config {
			return Config{"SecurityGroupId": id["group b"], "Direction": "ingress", "Protocol": "all", "PortStart": anyPort, "PortEnd": anyPort,
				"SourceGroupId": id["group"], "Policy": "accept", "Priority": highPriority, "Description": ""}
		},
	},
	{
		name: "rule out", kind: securityGroupRule, together: true,
		config: func(id map[string]string) Config {
			return Config{"SecurityGroupId": id["group"], "Direction": "egress", "Protocol": "udp", "PortStart": 53, "PortEnd": 53,
				"CidrIp": "10.0.0.0/8", "Policy": "drop", "Priority": highPriority, "Description": ""}
		},
	},
	{
		name: "interface", kind: networkInterface, together: true,
		config: func(id map[string]string) Config {
			return Config{"SubnetId": id["subnet"], "SecurityGroupIds": []string{id["group"]}, "NetworkInterfaceName": "eth1", "Description": "",
				"PrimaryIpAddress": "10.0.1.100", "PrivateIpAddress": []string{"10.0.1.101", "10.0.1.102"}, "Ipv6AddressCount": 1, "Tags": tagged("old")}
		},
		changed: func(id map[string]string) Config {
			return Config{"NetworkInterfaceName": "eth1-renamed", "Description": "second", "SecurityGroupIds": []string{id["group"], id["group b"]},
				"PrivateIpAddress": []string{"10.0.1.102", "10.0.1.103"}, "Ipv6AddressCount": 2, "Tags": tagged("new")}
		},
	},
	{
		name: "interface b", kind: networkInterface, together: true,
		config: func(id map[string]string) Config {
			return Config{"SubnetId": id["subnet"], "SecurityGroupIds": []string{id["group"]}, "SecondaryPrivateIpAddressCount": 2}
		},
	},
	{
		name: "interface c", kind: networkInterface, together: true,
		config: func(id map[string]string) Config {
			return Config{"SubnetId": id["subnet"], "SecurityGroupIds": []string{id["group b"]}}
		},
	},
	{
		name: "hpc cluster", kind: hpcCluster,
		config: func(map[string]string) Config {
			return Config{"Name": "cluster", "ZoneId": zoneB, "Description": "made by a file"}
		},
		changed: func(map[string]string) Config { return Config{"Name": "cluster-renamed", "Description": "changed"} },
	},
	{
		name: "instance", kind: instance, together: true,
		config: func(id map[string]string) Config {
			return Config{"InstanceName": "server", "InstanceType": smallType, "ImageId": image, "ZoneId": zoneA, "Password": "Secret-1234",
				"SecurityEnhancementStrategy": "Active", "InstanceChargeType": "PostPaid", "ProjectName": "default",
				"NetworkInterfaces": []Config{{"SubnetId": id["subnet"], "SecurityGroupIds": []string{id["group"]}}},
				"Volumes":           []Config{{"VolumeType": "ESSD_PL0", "Size": 40, "DeleteWithInstance": true}}, "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"InstanceName": "server-renamed", "InstanceType": largeType, "Tags": map[string]string{"env": "test"}}
		},
	},
	{
		name: "instance b", kind: instance, together: true,
		config: func(id map[string]string) Config {
			return Config{"InstanceName": "spare", "InstanceType": smallType, "ImageId": image, "ZoneId": zoneB, "Password": "Secret-1234",
				"HpcClusterId": id["hpc cluster"], "EipId": id["eip of instance"],
				"NetworkInterfaces": []Config{{"SubnetId": id["subnet b"], "SecurityGroupIds": []string{id["group b"]}}},
				"Volumes":           []Config{{"VolumeType": "ESSD_PL0", "Size": 40, "DeleteWithInstance": true}}}
		},
	},
	{
		name: "role", kind: iamRoleAttachment,
		config: func(id map[string]string) Config {
			return Config{"IamRoleName": "ops", "InstanceId": id["instance"]}
		},
	},
	attachment("attachment", "interface"),
	attachment("attachment b", "interface b"),
	attachment("attachment c", "interface c"),
	{
		name: "eip", kind: eipAddress,
		config: func(map[string]string) Config {
			return Config{"BillingType": 3, "Bandwidth": 1, "ISP": "BGP", "Name": "public", "Description": "", "ProjectName": "default", "Tags": tagged("old")}
		},
	},
	{
		name: "eip to be converted", kind: eipAddress,
		config: func(map[string]string) Config {
			return Config{"BillingType": 3, "Bandwidth": 1, "ISP": "BGP", "Name": "other", "Description": "", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"BillingType": 2, "Bandwidth": 5, "Name": "other-renamed", "Tags": tagged("new")}
		},
	},
	{
		name: "eip binding", kind: eipAssociate,
		config: func(id map[string]string) Config {
			return Config{"AllocationId": id["eip"], "InstanceId": id["interface"], "InstanceType": "NetworkInterface", "PrivateIpAddress": "10.0.1.102"}
		},
	},
	{
		name: "route table", kind: routeTable,
		config: func(id map[string]string) Config {
			return Config{"VpcId": id["vpc"], "RouteTableName": "own", "Description": "", "ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"RouteTableName": "own-renamed", "Description": "routes", "Tags": tagged("new")}
		},
	},
	{
		name: "route", kind: routeEntry, together: true,
		config: func(id map[string]string) Config {
			return Config{"RouteTableId": id["route table"], "DestinationCidrBlock": "20.0.0.0/24", "NextHopType": "NetworkInterface", "NextHopId": id["interface"],
				"RouteEntryName": "by-interface", "Description": ""}
		},
		changed: func(map[string]string) Config {
			return Config{"RouteEntryName": "renamed", "Description": "through the second interface"}
		},
	},
	{
		name: "route b", kind: routeEntry, together: true,
		config: func(id map[string]string) Config {
			return Config{"RouteTableId": id["route table"], "DestinationCidrBlock": "20.0.1.0/24", "NextHopType": "Instance", "NextHopId": id["instance"],
				"RouteEntryName": "by-instance", "Description": ""}
		},
	},
	{
		name: "route table of b", kind: routeTableAssociate,
		config: func(id map[string]string) Config {
			return Config{"RouteTableId": id["route table"], "SubnetId": id["subnet b"]}
		},
	},
	{
		name: "acl", kind: networkACL,
		config: func(id map[string]string) Config {
			return Config{"VpcId": id["vpc"], "NetworkAclName": "filter", "Description": "",
				"IngressAclEntries": []Config{{"NetworkAclEntryName": "web", "Policy": "accept", "Protocol": "tcp", "Port": "80/80", "SourceCidrIp": "0.0.0.0/0"}},
				"EgressAclEntries":  []Config{{"NetworkAclEntryName": "all", "Policy": "accept", "Protocol": "all", "Port": "-1/-1", "DestinationCidrIp": "0.0.0.0/0"}}}
		},
		changed: func(map[string]string) Config {
			return Config{"NetworkAclName": "filter-renamed", "Description": "of the subnets",
				"IngressAclEntries": []Config{
					{"NetworkAclEntryName": "web", "Policy": "accept", "Protocol": "tcp", "Port": "443/443", "SourceCidrIp": "0.0.0.0/0"},
					{"NetworkAclEntryName": "ping", "Policy": "drop", "Protocol": "icmp", "Port": "-1/-1", "SourceCidrIp": "10.0.0.0/8"}}}
		},
	},
	{
		name: "acl of a", kind: networkACLAssociate,
		config: func(id map[string]string) Config {
			return Config{"NetworkAclId": id["acl"], "ResourceId": id["subnet"]}
		},
	},
	{
		name: "prefix list", kind: prefixList,
		config: func(map[string]string) Config {
			return Config{"PrefixListName": "offices", "Description": "", "IpVersion": "IPv4", "MaxEntries": 5,
				"PrefixListEntries": []Config{{"Cidr": "1.2.3.0/24", "Description": "north"}, {"Cidr": "1.2.4.0/24", "Description": "south"}}}
		},
		changed: func(map[string]string) Config {
			return Config{"PrefixListName": "offices-renamed", "MaxEntries": 7,
				"PrefixListEntries": []Config{{"Cidr": "1.2.3.0/24", "Description": "north"}, {"Cidr": "1.2.5.0/24", "Description": "east"}}}
		},
	},
	{
		name: "vip", kind: haVip,
		config: func(id map[string]string) Config {
			return Config{"SubnetId": id["subnet"], "HaVipName": "floating", "Description": "", "IpAddress": "10.0.1.200", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"HaVipName": "floating-renamed", "Description": "between two", "Tags": tagged("new")}
		},
	},
	{
		name: "vip in use", kind: haVip,
		config: func(id map[string]string) Config {
			return Config{"SubnetId": id["subnet"], "HaVipName": "used", "Description": ""}
		},
	},
	{
		name: "vip binding", kind: haVipAssociate,
		config: func(id map[string]string) Config {
			return Config{"HaVipId": id["vip in use"], "InstanceId": id["instance"], "InstanceType": "EcsInstance"}
		},
	},
	{
		name: "ipv6 gateway", kind: ipv6Gateway,
		config: func(id map[string]string) Config {
			return Config{"VpcId": id["vpc"], "Name": "gateway", "Description": ""}
		},
		changed: func(map[string]string) Config { return Config{"Name": "gateway-renamed", "Description": "out"} },
	},
	{
		name: "ipv6 bandwidth", kind: ipv6AddressBandwidth,
		config: func(id map[string]string) Config {
			return Config{"Ipv6Address": id["ipv6 address"], "BillingType": 3, "Bandwidth": 1}
		},
		changed: func(map[string]string) Config { return Config{"Bandwidth": 5} },
	},
	{
		name: "instance state", kind: instanceState,
		config: func(id map[string]string) Config {
			return Config{"InstanceId": id["instance b"], "Action": "Stop"}
		},
		changed: func(map[string]string) Config { return Config{"Action": "Start"} },
	},
}

func attachment(name, networkInterface string) *Block {
	return &Block{
		name: name, kind: networkInterfaceAttach, together: true,
		config: func(id map[string]string) Config {
			return Config{"NetworkInterfaceId": id[networkInterface], "InstanceId": id["instance"]}
		},
	}
}

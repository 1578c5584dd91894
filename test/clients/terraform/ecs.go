package main

import (
	"fmt"
	"strings"

	"github.com/google/uuid"
)

// hpcCluster is read by an action that no SDK has, and changed by another.
var hpcCluster = &Kind{
	name:   "volcengine_ecs_hpc_cluster",
	trn:    "ecs:hpccluster",
	create: creating("ecs", "CreateHpcCluster", "HpcClusterId", Params{}),
	read: func(c *Client, id string) (Object, error) {
		answer, err := c.call("ecs", "DescribeHpcCluster", Params{"HpcClusterId": id})
		if err != nil {
			return nil, err
		}
		found, _ := answer.at("Result").(map[string]interface{})
		return Object(found), nil
	},
	update: func(c *Client, id string, before, after Config) error {
		params := Params{"HpcClusterId": id}
		if !same(before["Name"], after["Name"]) {
			params["HpcClusterName"] = after["Name"]
		}
		if !same(before["Description"], after["Description"]) {
			params["Description"] = after["Description"]
		}
		_, err := c.call("ecs", "ModifyHpcClusterAttribute", params)
		return err
	},
	remove: deleting("ecs", "DeleteHpcCluster", "HpcClusterId"),
}

// iamRoleAttachment is named by its role and its instance: "role:instance".
var iamRoleAttachment = &Kind{
	name: "volcengine_ecs_iam_role_attachment",
	create: func(c *Client, config Config) (string, error) {
		role, instance := fmt.Sprint(config["IamRoleName"]), fmt.Sprint(config["InstanceId"])
		return role + ":" + instance, onInstance(c, "AssociateInstancesIamRole", role, instance)
	},
	read: func(c *Client, id string) (Object, error) {
		role, instance, _ := strings.Cut(id, ":")
		answer, err := c.call("ecs", "DescribeInstancesIamRoles", Params{"InstanceIds.1": instance})
		if err != nil {
			return nil, err
		}
		for _, each := range answer.objects("Result.InstancesIamRoles") {
			for _, name := range each.texts("RoleNames") {
				if name == role {
					return Object{"IamRoleName": role, "InstanceId": instance}, nil
				}
			}
		}
		return nil, fmt.Errorf("%s not exist", id)
	},
	remove: func(c *Client, id string, config Config) error {
		return onInstance(c, "DisassociateInstancesIamRole", fmt.Sprint(config["IamRoleName"]), fmt.Sprint(config["InstanceId"]))
	},
}

// onInstance takes an error of the one instance for that of the call.
func onInstance(c *Client, action, role, instance string) error {
	answer, err := c.call("ecs", action, Params{"IamRoleName": role, "InstanceIds.1": instance, "ClientToken": uuid.NewString()})
	if err != nil {
		return err
	}
	for _, each := range answer.objects("Result.OperationDetails") {
		if refused, ok := each["Error"]; ok && refused != nil {
			return fmt.Errorf("%s: %v", action, refused)
		}
	}
	return nil
}

package main

import (
	"fmt"
	"strings"
)

// iamListed reads one from a list by its name: parts of a hundred of what the name is a part of, until
// a part is short.
func iamListed(action, list, field string) func(*Client, string) (Object, error) {
	return func(c *Client, name string) (Object, error) {
		return iamOne(c, action, list, field, name, Params{"Query": name})
	}
}

func iamOne(c *Client, action, list, field, name string, params Params) (Object, error) {
	const part = 100
	for offset := 0; ; offset += part {
		asked := Params{"Limit": part, "Offset": offset}
		for key, value := range params {
			asked[key] = value
		}
		answer, err := c.call("iam", action, asked)
		if err != nil {
			return nil, err
		}
		found := answer.objects("Result." + list)
		for _, each := range found {
			if each.text(field) == name {
				return each, nil
			}
		}
		if len(found) < part {
			return nil, fmt.Errorf("%s %s not exist", action, name)
		}
	}
}

// iamNamed sends a call whose answer is not looked at: the name that was given is the id.
func iamNamed(action, name string) func(*Client, Config) (string, error) {
	return func(c *Client, config Config) (string, error) {
		_, err := c.call("iam", action, flat(config))
		id, _ := config[name].(string)
		return id, err
	}
}

// iamChanged sends what differs, under other names.
func iamChanged(action, name string, names map[string]string) func(*Client, string, Config, Config) error {
	return func(c *Client, id string, before, after Config) error {
		params := Params{name: id}
		for from, to := range names {
			if !same(before[from], after[from]) {
				params[to] = after[from]
			}
		}
		_, err := c.call("iam", action, params)
		return err
	}
}

func iamGone(action, name string) func(*Client, string, Config) error {
	return func(c *Client, id string, _ Config) error {
		_, err := c.call("iam", action, Params{name: id})
		return err
	}
}

// iamShown reads one by a call, at a path of its answer.
func iamShown(action, name, path string) func(*Client, string) (Object, error) {
	return func(c *Client, id string) (Object, error) {
		answer, err := c.call("iam", action, Params{name: id})
		if err != nil {
			return nil, err
		}
		found, ok := answer.at(path).(map[string]interface{})
		if !ok {
			crash(path, "a map", answer.at(path))
		}
		return found, nil
	}
}

var iamUser = &Kind{
	name:   "volcengine_iam_user",
	create: iamNamed("CreateUser", "UserName"),
	read: func(c *Client, id string) (Object, error) {
		found, err := iamListed("ListUsers", "UserMetadata", "UserName")(c, id)
		if err == nil {
			// The provider makes texts of these numbers.
			_, _ = found.number("AccountId"), found.number("Id")
		}
		return found, err
	},
	update: iamChanged("UpdateUser", "UserName", map[string]string{"DisplayName": "NewDisplayName", "Description": "NewDescription", "Email": "NewEmail", "MobilePhone": "NewMobilePhone"}),
	remove: iamGone("DeleteUser", "UserName"),
}

var iamLoginProfile = &Kind{
	name:   "volcengine_iam_login_profile",
	create: iamNamed("CreateLoginProfile", "UserName"),
	read:   iamShown("GetLoginProfile", "UserName", "Result.LoginProfile"),
	update: func(c *Client, id string, _, after Config) error {
		_, err := c.call("iam", "UpdateLoginProfile", flat(with(after, Config{"UserName": id})))
		return err
	},
	remove:    iamGone("DeleteLoginProfile", "UserName"),
	goneAfter: "-",
}

func iamKeyStatus(c *Client, id string, status interface{}) error {
	_, err := c.call("iam", "UpdateAccessKey", Params{"AccessKeyId": id, "Status": status})
	return err
}

func iamKeyRead(c *Client, id string, user interface{}) (Object, error) {
	params := Params{"PageSize": pageSize, "PageNumber": 1}
	if user != nil {
		params["UserName"] = user
	}
	answer, err := c.call("iam", "ListAccessKeys", params)
	if err != nil {
		return nil, err
	}
	for _, each := range answer.objects("Result.AccessKeyMetadata") {
		if each.text("AccessKeyId") == id {
			return each, nil
		}
	}
	return nil, fmt.Errorf("access key %s not exist", id)
}

// iamKeyOfUser is made active or not by a second call, and made inactive before it is deleted.
var iamKeyOfUser = &Kind{
	name: "volcengine_iam_access_key",
	create: func(c *Client, config Config) (string, error) {
		answer, err := c.call("iam", "CreateAccessKey", Params{"UserName": config["UserName"]})
		if err != nil {
			return "", err
		}
		for _, name := range []string{"SecretAccessKey", "CreateDate", "UpdateDate", "UserName", "Status"} {
			answer.text("Result.AccessKey." + name)
		}
		id := answer.text("Result.AccessKey.AccessKeyId")
		return id, iamKeyStatus(c, id, config["Status"])
	},
	read: func(c *Client, id string) (Object, error) { return iamKeyRead(c, id, "terraform-user") },
	update: func(c *Client, id string, _, after Config) error {
		return iamKeyStatus(c, id, after["Status"])
	},
	remove: func(c *Client, id string, _ Config) error {
		if err := iamKeyStatus(c, id, "inactive"); err != nil {
			return err
		}
		return iamGone("DeleteAccessKey", "AccessKeyId")(c, id, nil)
	},
}

var iamUserGroup = &Kind{
	name: "volcengine_iam_user_group",
	create: func(c *Client, config Config) (string, error) {
		answer, err := c.call("iam", "CreateGroup", flat(config))
		if err != nil {
			return "", err
		}
		return answer.text("Result.UserGroup.UserGroupName"), nil
	},
	read:      iamListed("ListGroups", "UserGroups", "UserGroupName"),
	update:    iamChanged("UpdateGroup", "UserGroupName", map[string]string{"DisplayName": "NewDisplayName", "Description": "NewDescription"}),
	remove:    iamGone("DeleteGroup", "UserGroupName"),
	goneAfter: "-",
}

// iamUserGroupAttachment has the id GROUP:USER.
var iamUserGroupAttachment = &Kind{
	name: "volcengine_iam_user_group_attachment",
	create: func(c *Client, config Config) (string, error) {
		_, err := c.call("iam", "AddUserToGroup", flat(config))
		return fmt.Sprintf("%s:%s", config["UserGroupName"], config["UserName"]), err
	},
	read: func(c *Client, id string) (Object, error) {
		part := strings.Split(id, ":")
		found, err := iamOne(c, "ListUsersForGroup", "Users", "UserName", part[1], Params{"UserGroupName": part[0]})
		if err == nil {
			found["UserGroupName"] = part[0]
		}
		return found, err
	},
	remove: func(c *Client, id string, _ Config) error {
		part := strings.Split(id, ":")
		_, err := c.call("iam", "RemoveUserFromGroup", Params{"UserGroupName": part[0], "UserName": part[1]})
		return err
	},
}

var iamPolicy = &Kind{
	name: "volcengine_iam_policy",
	create: func(c *Client, config Config) (string, error) {
		answer, err := c.call("iam", "CreatePolicy", flat(config))
		if err != nil {
			return "", err
		}
		return answer.text("Result.Policy.PolicyName"), nil
	},
	read:      iamListed("ListPolicies", "PolicyMetadata", "PolicyName"),
	update:    iamChanged("UpdatePolicy", "PolicyName", map[string]string{"PolicyDocument": "NewPolicyDocument", "Description": "NewDescription"}),
	remove:    iamGone("DeletePolicy", "PolicyName"),
	goneAfter: "-",
}

var iamRole = &Kind{
	name: "volcengine_iam_role",
	create: func(c *Client, config Config) (string, error) {
		params := flat(only(config, "RoleName", "DisplayName", "Description", "TrustPolicyDocument", "MaxSessionDuration"))
		params["Tags.1.Key"], params["Tags.1.Value"] = "env", "test"
		answer, err := c.call("iam", "CreateRole", params)
		if err != nil {
			return "", err
		}
		return answer.text("Result.Role.RoleName"), nil
	},
	read:      iamShown("GetRole", "RoleName", "Result.Role"),
	update:    iamChanged("UpdateRole", "RoleName", map[string]string{"DisplayName": "DisplayName", "Description": "Description", "TrustPolicyDocument": "TrustPolicyDocument", "MaxSessionDuration": "MaxSessionDuration"}),
	remove:    iamGone("DeleteRole", "RoleName"),
	goneAfter: "-",
}

// iamPolicyAttachment has the id HOLDER:POLICY:TYPE.
func iamPolicyAttachment(holder, parameter string) *Kind {
	return &Kind{
		name: "volcengine_iam_" + strings.ToLower(holder) + "_policy_attachment",
		create: func(c *Client, config Config) (string, error) {
			_, err := c.call("iam", "Attach"+holder+"Policy", flat(config))
			return fmt.Sprintf("%s:%s:%s", config[parameter], config["PolicyName"], config["PolicyType"]), err
		},
		read: func(c *Client, id string) (Object, error) {
			part := strings.Split(id, ":")
			answer, err := c.call("iam", "ListAttached"+holder+"Policies", Params{parameter: part[0]})
			if err != nil {
				return nil, err
			}
			for _, each := range answer.objects("Result.AttachedPolicyMetadata") {
				if each.text("PolicyName") == part[1] && each.text("PolicyType") == part[2] {
					return each, nil
				}
			}
			return nil, fmt.Errorf("policy attachment %s not exist", id)
		},
		remove: func(c *Client, _ string, config Config) error {
			_, err := c.call("iam", "Detach"+holder+"Policy", flat(config))
			return err
		},
	}
}

func policyDocument(actions ...string) string {
	return fmt.Sprintf(`{"Statement":[{"Effect":"Allow","Action":["%s"],"Resource":["*"]}]}`, strings.Join(actions, `","`))
}

const (
	trustOfECS     = `{"Statement":[{"Effect":"Allow","Action":["sts:AssumeRole"],"Principal":{"Service":["ecs"]}}]}`
	trustOfScaling = `{"Statement":[{"Effect":"Allow","Action":["sts:AssumeRole"],"Principal":{"Service":["auto_scaling","ecs"]}}]}`
)

// A team's file: a user with a key and a sign-in, a group, a role, and who may do what.
var iamBlocks = []*Block{
	{
		name: "iam user", kind: iamUser,
		config: func(map[string]string) Config {
			return Config{"UserName": "terraform-user", "DisplayName": "Terraform", "Description": "made by a file", "Email": "user@example.com"}
		},
		changed: func(map[string]string) Config {
			return Config{"DisplayName": "Terraform 2", "Description": "changed by a file"}
		},
	},
	{
		name: "iam login profile", kind: iamLoginProfile,
		config: func(id map[string]string) Config {
			return Config{"UserName": id["iam user"], "Password": "93f0cb0614Aab12", "LoginAllowed": true, "PasswordResetRequired": false, "SafeAuthFlag": false}
		},
		changed: func(map[string]string) Config { return Config{"LoginAllowed": false} },
	},
	{
		name: "iam access key", kind: iamKeyOfUser,
		config: func(id map[string]string) Config {
			return Config{"UserName": id["iam user"], "Status": "active"}
		},
		changed: func(map[string]string) Config { return Config{"Status": "inactive"} },
	},
	{
		name: "iam user group", kind: iamUserGroup,
		config: func(map[string]string) Config {
			return Config{"UserGroupName": "terraform-group", "DisplayName": "Group", "Description": "made by a file"}
		},
		changed: func(map[string]string) Config { return Config{"DisplayName": "Group 2"} },
	},
	{
		name: "iam membership", kind: iamUserGroupAttachment,
		config: func(id map[string]string) Config {
			return Config{"UserGroupName": id["iam user group"], "UserName": id["iam user"]}
		},
	},
	{
		name: "iam policy", kind: iamPolicy,
		config: func(map[string]string) Config {
			return Config{"PolicyName": "terraform-policy", "Description": "made by a file", "PolicyDocument": policyDocument("auto_scaling:DescribeScalingGroups")}
		},
		changed: func(map[string]string) Config {
			return Config{"Description": "changed by a file", "PolicyDocument": policyDocument("vpc:Describe*", "ecs:Describe*")}
		},
	},
	{
		name: "iam role", kind: iamRole,
		config: func(map[string]string) Config {
			return Config{"RoleName": "terraform-role", "DisplayName": "Role", "Description": "made by a file", "TrustPolicyDocument": trustOfECS, "MaxSessionDuration": 3600}
		},
		changed: func(map[string]string) Config {
			return Config{"TrustPolicyDocument": trustOfScaling, "MaxSessionDuration": 7200}
		},
	},
	{
		name: "iam policy of user", kind: iamPolicyAttachment("User", "UserName"),
		config: func(id map[string]string) Config {
			return Config{"UserName": id["iam user"], "PolicyName": id["iam policy"], "PolicyType": "Custom"}
		},
	},
	{
		name: "iam policy of group", kind: iamPolicyAttachment("UserGroup", "UserGroupName"),
		config: func(id map[string]string) Config {
			return Config{"UserGroupName": id["iam user group"], "PolicyName": "ReadOnlyAccess", "PolicyType": "System"}
		},
	},
	{
		name: "iam policy of role", kind: iamPolicyAttachment("Role", "RoleName"),
		config: func(id map[string]string) Config {
			return Config{"RoleName": id["iam role"], "PolicyName": id["iam policy"], "PolicyType": "Custom"}
		},
	},
}

func init() { scenario = append(scenario, iamBlocks...) }

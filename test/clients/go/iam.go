//go:build !sdk10

package main

import (
	"github.com/volcengine/volcengine-go-sdk/service/iam"
	"github.com/volcengine/volcengine-go-sdk/service/iam20210801"
	"github.com/volcengine/volcengine-go-sdk/service/sts"
	"github.com/volcengine/volcengine-go-sdk/service/vpc"
)

const (
	reads   = `{"Statement":[{"Effect":"Allow","Action":["vpc:DescribeVpcs","sts:GetCallerIdentity"],"Resource":["*"]}]}`
	nothing = `{"Statement":[{"Effect":"Deny","Action":["*"],"Resource":["*"]}]}`
	trust   = `{"Statement":[{"Effect":"Allow","Action":["sts:AssumeRole"],"Principal":{"Service":["ecs"]}}]}`
)

var (
	userName   = str("scenario-user")
	groupName  = str("scenario-group")
	roleName   = str("scenario-role")
	policyName = str("scenario-policy")
	custom     = str("Custom")
)

// identities makes a user whose key signs, and may do what the user's policy allows.
func (s *scenario) identities() {
	api := iam.New(s.session)
	users(api)
	policies(api)
	s.keys(api)
	userGroups(api)
	roles(api)
	must(api.DeletePolicy(&iam.DeletePolicyInput{PolicyName: policyName}))
	must(api.DeleteUser(&iam.DeleteUserInput{UserName: userName}))
	gone, err := api.GetUser(&iam.GetUserInput{UserName: userName})
	refused(404, "UserNotExist", gone, err)
	s.projects()
}

func users(api *iam.IAM) {
	made := must(api.CreateUser(&iam.CreateUserInput{
		UserName:    userName,
		DisplayName: str("Scenario"),
		Email:       str("a@b.cn"),
	})).User
	equal(*made.UserName+" "+*made.DisplayName, *userName+" Scenario")
	must(api.UpdateUser(&iam.UpdateUserInput{UserName: userName, NewDescription: str("changed")}))
	found := must(api.GetUser(&iam.GetUserInput{UserName: userName})).User
	equal(*found.Id, *made.Id)
	equal(*found.Description, "changed")
	listed := must(api.ListUsers(&iam.ListUsersInput{Query: userName}))
	equal(*listed.UserMetadata[0].Email, "a@b.cn")
	equal(*listed.Total, int32(1))
	must(api.CreateLoginProfile(&iam.CreateLoginProfileInput{
		UserName: userName,
		Password: str("Secret-1-of-a-user"),
	}))
	allowed := false
	must(api.UpdateLoginProfile(&iam.UpdateLoginProfileInput{
		UserName:     userName,
		LoginAllowed: &allowed,
	}))
	profile := must(api.GetLoginProfile(&iam.GetLoginProfileInput{UserName: userName})).LoginProfile
	equal(*profile.LoginAllowed, false)
	must(api.DeleteLoginProfile(&iam.DeleteLoginProfileInput{UserName: userName}))
}

func policies(api *iam.IAM) {
	made := must(api.CreatePolicy(&iam.CreatePolicyInput{
		PolicyName:     policyName,
		PolicyDocument: str(reads),
	})).Policy
	equal(*made.PolicyType, "Custom")
	must(api.UpdatePolicy(&iam.UpdatePolicyInput{
		PolicyName:     policyName,
		NewDescription: str("changed"),
	}))
	must(api.AttachUserPolicy(&iam.AttachUserPolicyInput{
		UserName:   userName,
		PolicyName: policyName,
		PolicyType: custom,
	}))
	read := must(api.GetPolicy(&iam.GetPolicyInput{
		PolicyName: policyName,
		PolicyType: custom,
	})).Policy
	equal(*read.Description, "changed")
	equal(*read.AttachmentCount, int32(1))
	listed := must(api.ListPolicies(&iam.ListPoliciesInput{
		Scope: custom,
		Query: str("scenario"),
	})).PolicyMetadata
	equal(len(listed), 1)
	attached := must(api.ListAttachedUserPolicies(
		&iam.ListAttachedUserPoliciesInput{UserName: userName})).AttachedPolicyMetadata
	equal(*attached[0].PolicyTrn, *read.PolicyTrn)
	entities := must(api.ListEntitiesForPolicy(&iam.ListEntitiesForPolicyInput{
		PolicyName: policyName,
		PolicyType: custom,
	}))
	equal(*entities.PolicyUsers[0].UserName, *userName)
	equal(len(entities.PolicyRoles), 0)
}

func (s *scenario) keys(api *iam.IAM) {
	key := must(api.CreateAccessKey(&iam.CreateAccessKeyInput{UserName: userName})).AccessKey
	equal(*key.Status, "active")
	session := signedBy(*key.AccessKeyId, *key.SecretAccessKey, "")
	own := vpc.New(session)
	vpcs := must(own.DescribeVpcs(&vpc.DescribeVpcsInput{VpcIds: []*string{s.vpcID}})).Vpcs
	equal(len(vpcs), 1)
	deleted, err := own.DeleteVpc(&vpc.DeleteVpcInput{VpcId: s.vpcID})
	refused(403, "AccessDenied", deleted, err)
	caller := must(sts.New(session).GetCallerIdentity(&sts.GetCallerIdentityInput{}))
	equal(*caller.IdentityType, "User")
	must(api.UpdatePolicy(&iam.UpdatePolicyInput{
		PolicyName:        policyName,
		NewPolicyDocument: str(nothing),
	}))
	read, err := own.DescribeVpcs(&vpc.DescribeVpcsInput{})
	refused(403, "AccessDenied", read, err)
	used := must(api.GetAccessKeyLastUsed(&iam.GetAccessKeyLastUsedInput{
		UserName:    userName,
		AccessKeyId: key.AccessKeyId,
	})).AccessKeyLastUsed
	equal(*used.Service, "vpc")
	must(api.UpdateAccessKey(&iam.UpdateAccessKeyInput{
		UserName:    userName,
		AccessKeyId: key.AccessKeyId,
		Status:      str("inactive"),
	}))
	listed := must(api.ListAccessKeys(
		&iam.ListAccessKeysInput{UserName: userName})).AccessKeyMetadata
	equal(*listed[0].Status, "inactive")
	must(api.DeleteAccessKey(&iam.DeleteAccessKeyInput{
		UserName:    userName,
		AccessKeyId: key.AccessKeyId,
	}))
	must(api.DetachUserPolicy(&iam.DetachUserPolicyInput{
		UserName:   userName,
		PolicyName: policyName,
		PolicyType: custom,
	}))
}

func userGroups(api *iam.IAM) {
	made := must(api.CreateGroup(&iam.CreateGroupInput{
		UserGroupName: groupName,
		DisplayName:   str("Scenario"),
	})).UserGroup
	equal(*made.DisplayName, "Scenario")
	must(api.UpdateGroup(&iam.UpdateGroupInput{
		UserGroupName:  groupName,
		NewDescription: str("changed"),
	}))
	read := must(api.GetGroup(&iam.GetGroupInput{UserGroupName: groupName})).UserGroup
	equal(*read.Description, "changed")
	listed := must(api.ListGroups(&iam.ListGroupsInput{Query: str("scenario")}))
	equal(*listed.Total, int32(1))
	must(api.AddUserToGroup(&iam.AddUserToGroupInput{
		UserName:      userName,
		UserGroupName: groupName,
	}))
	members := must(api.ListUsersForGroup(
		&iam.ListUsersForGroupInput{UserGroupName: groupName})).Users
	equal(*members[0].UserName, *userName)
	of := must(api.ListGroupsForUser(&iam.ListGroupsForUserInput{UserName: userName})).UserGroups
	equal(*of[0].UserGroupName, *groupName)
	must(api.AttachUserGroupPolicy(&iam.AttachUserGroupPolicyInput{
		UserGroupName: groupName,
		PolicyName:    policyName,
		PolicyType:    custom,
	}))
	attached := must(api.ListAttachedUserGroupPolicies(
		&iam.ListAttachedUserGroupPoliciesInput{UserGroupName: groupName})).AttachedPolicyMetadata
	equal(*attached[0].PolicyName, *policyName)
	must(api.DetachUserGroupPolicy(&iam.DetachUserGroupPolicyInput{
		UserGroupName: groupName,
		PolicyName:    policyName,
		PolicyType:    custom,
	}))
	must(api.RemoveUserFromGroup(&iam.RemoveUserFromGroupInput{
		UserName:      userName,
		UserGroupName: groupName,
	}))
	must(api.DeleteGroup(&iam.DeleteGroupInput{UserGroupName: groupName}))
}

func roles(api *iam.IAM) {
	made := must(api.CreateRole(&iam.CreateRoleInput{
		RoleName:            roleName,
		TrustPolicyDocument: str(trust),
	})).Role
	equal(*made.IsServiceLinkedRole, int32(0))
	duration := int32(7200)
	must(api.UpdateRole(&iam.UpdateRoleInput{
		RoleName:           roleName,
		MaxSessionDuration: &duration,
	}))
	read := must(api.GetRole(&iam.GetRoleInput{RoleName: roleName})).Role
	equal(*read.MaxSessionDuration, duration)
	listed := must(api.ListRoles(&iam.ListRolesInput{Query: str("scenario")})).RoleMetadata
	equal(*listed[0].RoleId, *made.RoleId)
	must(api.AttachRolePolicy(&iam.AttachRolePolicyInput{
		RoleName:   roleName,
		PolicyName: policyName,
		PolicyType: custom,
	}))
	attached := must(api.ListAttachedRolePolicies(
		&iam.ListAttachedRolePoliciesInput{RoleName: roleName})).AttachedPolicyMetadata
	equal(len(attached), 1)
	must(api.DetachRolePolicy(&iam.DetachRolePolicyInput{
		RoleName:   roleName,
		PolicyName: policyName,
		PolicyType: custom,
	}))
	must(api.DeleteRole(&iam.DeleteRoleInput{RoleName: roleName}))
}

func (s *scenario) projects() {
	api := iam20210801.New(s.session)
	name := str("scenario")
	must(api.CreateProject(&iam20210801.CreateProjectInput{
		ProjectName: name,
		DisplayName: str("Scenario"),
	}))
	must(api.UpdateProject(&iam20210801.UpdateProjectInput{
		ProjectName: name,
		Description: str("changed"),
	}))
	read := must(api.GetProject(&iam20210801.GetProjectInput{ProjectName: name}))
	equal(*read.DisplayName+" "+*read.Description, "Scenario changed")
	listed := must(api.ListProjects(&iam20210801.ListProjectsInput{Query: name})).Projects
	equal(len(listed), 1)
	must(api.DeleteProject(&iam20210801.DeleteProjectInput{ProjectName: name}))
}

//go:build !sdk10

package main

import (
	"fmt"

	"github.com/volcengine/volcengine-go-sdk/service/iam"
	"github.com/volcengine/volcengine-go-sdk/service/iam20210801"
	"github.com/volcengine/volcengine-go-sdk/service/sts"
	"github.com/volcengine/volcengine-go-sdk/service/vpc"
)

// account reads what an account may have and who is in it, and calls in a role of it.
func (s *scenario) account() {
	api := iam.New(s.session)
	summary := must(api.GetAccountSummary(&iam.GetAccountSummaryInput{})).SummaryMap
	equal(*summary.UsersQuota > *summary.UsersUsage, true)
	office := []*iam.IPListForUpdateAllowedIPAddressesInput{
		{IP: str("203.0.113.0/24"), Description: str("office")},
	}
	for _, list := range [][]*iam.IPListForUpdateAllowedIPAddressesInput{office, nil} {
		enabled := len(list) > 0
		must(api.UpdateAllowedIPAddresses(&iam.UpdateAllowedIPAddressesInput{
			EnableIPList: &enabled,
			IPList:       list,
		}))
		allowed := must(api.GetAllowedIPAddresses(&iam.GetAllowedIPAddressesInput{}))
		equal(*allowed.EnableIPList, enabled)
		equal(len(allowed.IPList), len(list))
		equal(*allowed.Quota > 0, true)
	}
	members := must(iam20210801.New(s.session).ListProjectIdentities(
		&iam20210801.ListProjectIdentitiesInput{
			ProjectName:  str("default"),
			IdentityType: str("User"),
		}))
	equal(len(members.ProjectUsers), int(*members.Total))
	s.serviceLinkedRole(api)
	s.assumedRole()
}

func (s *scenario) assumedRole() {
	api := sts.New(s.session)
	account := must(api.GetCallerIdentity(&sts.GetCallerIdentityInput{})).AccountId
	role := fmt.Sprintf("trn:iam::%d:role/scenario", *account)
	given := must(api.AssumeRole(&sts.AssumeRoleInput{
		RoleTrn:         &role,
		RoleSessionName: str("scenario"),
	}))
	key := given.Credentials
	assumed := signedBy(*key.AccessKeyId, *key.SecretAccessKey, *key.SessionToken)
	vpcs := must(vpc.New(assumed).DescribeVpcs(
		&vpc.DescribeVpcsInput{VpcIds: []*string{s.vpcID}})).Vpcs
	equal(len(vpcs), 1)
	equal(*given.AssumedRoleUser.Trn != "", true)
}

// serviceLinkedRole makes the role of a service by its template, and deletes it.
func (s *scenario) serviceLinkedRole(api *iam.IAM) {
	service := str("clb")
	templates := must(api.GetServiceLinkedRoleTemplate(
		&iam.GetServiceLinkedRoleTemplateInput{ServiceName: service})).ServiceLinkedRoleTemplate
	equal(len(templates), 1)
	role := templates[0].RoleName
	must(api.CreateServiceLinkedRole(&iam.CreateServiceLinkedRoleInput{
		ServiceName: service,
		Tags:        []*iam.TagForCreateServiceLinkedRoleInput{{Key: str("team"), Value: str("network")}},
	}))
	read := must(api.GetRole(&iam.GetRoleInput{RoleName: role})).Role
	equal(*read.IsServiceLinkedRole, int32(1))
	equal(*read.TrustPolicyDocument, *templates[0].TrustPolicyDocument)
	must(api.DeleteServiceLinkedRole(&iam.DeleteServiceLinkedRoleInput{RoleName: role}))
	gone, err := api.GetRole(&iam.GetRoleInput{RoleName: role})
	refused(404, "RoleNotExist", gone, err)
}

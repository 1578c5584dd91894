package main

import (
	"os"
	"sort"

	"github.com/volcengine/volcengine-go-sdk/service/ecs"
	"github.com/volcengine/volcengine-go-sdk/service/vpc"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
	"github.com/volcengine/volcengine-go-sdk/volcengine/universal"
)

type input = map[string]interface{}

func (s *scenario) refusals() {
	out, err := s.vpc.AttachNetworkInterface(&vpc.AttachNetworkInterfaceInput{
		NetworkInterfaceId: s.eniID,
		InstanceId:         s.instanceIDs[1],
	})
	refused(400, "InvalidEni.InvalidStatus", out, err)
	unknown, err := s.vpc.DescribeNetworkInterfaceAttributes(
		&vpc.DescribeNetworkInterfaceAttributesInput{NetworkInterfaceId: str("eni-x")})
	refused(404, "InvalidEniId.NotFound", unknown, err)
	attached, err := s.vpc.DeleteNetworkInterface(
		&vpc.DeleteNetworkInterfaceInput{NetworkInterfaceId: s.eniID})
	refused(400, "InvalidEni.InvalidStatus", attached, err)
	subnet, err := s.vpc.DeleteSubnet(&vpc.DeleteSubnetInput{SubnetId: s.subnetID})
	refused(400, "InvalidSubnet.InUse", subnet, err)
	full, err := s.vpc.DeleteVpc(&vpc.DeleteVpcInput{VpcId: s.vpcID})
	refused(400, "InvalidVpc.InUse", full, err)
	// The models know which parameters are required; the universal client sends what it is given.
	partial, err := s.universal("AttachNetworkInterface", universal.GET, universal.Default,
		input{"NetworkInterfaceId": *s.eniID})
	refused(400, "MissingParameter", partial, err)
}

func (s *scenario) universal(
	action string, method universal.HttpMethod, contentType universal.ContentType, in input,
) (*input, error) {
	return universal.New(s.session).DoCall(universal.RequestUniversal{
		ServiceName: "vpc",
		Action:      action,
		Version:     "2020-04-01",
		HttpMethod:  method,
		ContentType: contentType,
	}, &in)
}

// In a form, the universal client leaves it to its user to number lists.
func (s *scenario) form() {
	s.posted("form", universal.FormUrlencoded, input{
		"SubnetId":            *s.subnetID,
		"SecurityGroupIds.1":  *s.groupID,
		"Tags.1.Key":          "sent as",
		"Tags.1.Value":        "form",
		"PortSecurityEnabled": true,
	})
}

func (s *scenario) json() {
	s.posted("json", universal.ApplicationJSON, input{
		"SubnetId":            *s.subnetID,
		"SecurityGroupIds":    []string{*s.groupID},
		"Tags":                []input{{"Key": "sent as", "Value": "json"}},
		"PortSecurityEnabled": true,
	})
}

func (s *scenario) posted(how string, contentType universal.ContentType, in input) {
	out := *must(s.universal("CreateNetworkInterface", universal.POST, contentType, in))
	id := out["Result"].(input)["NetworkInterfaceId"].(string)
	tags := s.interfaceIs("Available", &id).Tags
	equal(*tags[0].Key+"="+*tags[0].Value, "sent as="+how)
	s.otherIDs = append(s.otherIDs, &id)
}

func (s *scenario) pages() {
	found := map[string]bool{}
	for number := int64(1); ; number++ {
		page := must(s.vpc.DescribeNetworkInterfaces(&vpc.DescribeNetworkInterfacesInput{
			VpcId:      s.vpcID,
			PageNumber: num(number),
			PageSize:   num(2),
		}))
		equal(*page.TotalCount, int64(5))
		for _, each := range page.NetworkInterfaceSets {
			found[*each.NetworkInterfaceId] = true
		}
		if len(page.NetworkInterfaceSets) < 2 {
			break
		}
	}
	equal(len(found), 5)
	instances := []string{}
	for token := (*string)(nil); token == nil || *token != ""; {
		page := must(s.ecs.DescribeInstances(&ecs.DescribeInstancesInput{
			VpcId:      s.vpcID,
			MaxResults: volcengine.Int32(1),
			NextToken:  token,
		}))
		for _, each := range page.Instances {
			instances = append(instances, *each.InstanceId)
		}
		token = page.NextToken
	}
	launched := values(s.instanceIDs)
	sort.Strings(instances)
	sort.Strings(launched)
	equal(instances, launched)
}

func (s *scenario) temporary() {
	id, secret := os.Getenv("SESSION_ACCESS_KEY"), os.Getenv("SESSION_SECRET_KEY")
	listed := &vpc.DescribeVpcsInput{VpcIds: []*string{s.vpcID}}
	good := vpc.New(signedBy(id, secret, os.Getenv("SESSION_TOKEN")))
	equal(len(must(good.DescribeVpcs(listed)).Vpcs), 1)
	out, err := vpc.New(signedBy(id, secret, "another")).DescribeVpcs(listed)
	refused(401, "InvalidSecretToken", out, err)
}

func (s *scenario) secret() {
	wrong := signedBy(os.Getenv("VOLCENGINE_ACCESS_KEY"), "not the secret key", "")
	out, err := vpc.New(wrong).DescribeVpcs(&vpc.DescribeVpcsInput{})
	refused(401, "SignatureDoesNotMatch", out, err)
}

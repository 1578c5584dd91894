package main

import (
	"sort"

	"github.com/volcengine/volcengine-go-sdk/service/vpc"
)

func (s *scenario) tags() {
	must(s.vpc.TagResources(&vpc.TagResourcesInput{
		ResourceType: str("vpc"),
		ResourceIds:  []*string{s.vpcID},
		Tags: []*vpc.TagForTagResourcesInput{
			{Key: str("env"), Value: str("test")},
			{Key: str("without value"), Value: str("")},
		},
	}))
	found := func() []*vpc.VpcForDescribeVpcsOutput {
		return must(s.vpc.DescribeVpcs(&vpc.DescribeVpcsInput{
			TagFilters: []*vpc.TagFilterForDescribeVpcsInput{
				{Key: str("env"), Values: []*string{str("test")}},
			},
		})).Vpcs
	}
	tags := found()[0].Tags
	equal(*tags[0].Key+"="+*tags[0].Value, "env=test")
	equal(*tags[1].Key+"="+*tags[1].Value, "without value=")
	keys := []string{}
	for _, each := range must(s.vpc.ListTagsForResources(&vpc.ListTagsForResourcesInput{
		ResourceType: str("vpc"),
		ResourceIds:  []*string{s.vpcID},
	})).ResourceTags {
		keys = append(keys, *each.TagKey)
	}
	sort.Strings(keys)
	equal(keys, []string{"env", "without value"})
	must(s.vpc.UntagResources(&vpc.UntagResourcesInput{
		ResourceType: str("vpc"),
		ResourceIds:  []*string{s.vpcID},
		TagKeys:      []*string{str("env")},
	}))
	equal(len(found()), 0)
}

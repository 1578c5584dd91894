//go:build !sdk10

package main

import "github.com/volcengine/volcengine-go-sdk/service/vpc"

func (s *scenario) flowLogs() {
	id := must(s.vpc.CreateFlowLog(&vpc.CreateFlowLogInput{
		FlowLogName:         str("scenario"),
		ResourceType:        str("subnet"),
		ResourceId:          s.subnetID,
		TrafficType:         str("All"),
		TrafficPath:         []*string{str("all")},
		LogProjectName:      str("project"),
		LogTopicName:        str("topic"),
		AggregationInterval: num(10),
	})).FlowLogId
	listed := func() []*vpc.FlowLogForDescribeFlowLogsOutput {
		return must(s.vpc.DescribeFlowLogs(
			&vpc.DescribeFlowLogsInput{FlowLogIds: []*string{id}})).FlowLogs
	}
	logIs := func(status string) *vpc.FlowLogForDescribeFlowLogsOutput {
		return until(status, func() (*vpc.FlowLogForDescribeFlowLogsOutput, *string) {
			it := listed()[0]
			return it, it.Status
		})
	}
	made := logIs("Active")
	equal(*made.ResourceId, *s.subnetID)
	equal(values(made.TrafficPath), []string{"all"})
	equal(*made.AggregationInterval, int64(10))
	must(s.vpc.ModifyFlowLogAttribute(&vpc.ModifyFlowLogAttributeInput{
		FlowLogId:   id,
		FlowLogName: str("renamed"),
	}))
	equal(*logIs("Active").FlowLogName, "renamed")
	must(s.vpc.DeactiveFlowLog(&vpc.DeactiveFlowLogInput{FlowLogId: id}))
	logIs("Inactive")
	must(s.vpc.ActiveFlowLog(&vpc.ActiveFlowLogInput{FlowLogId: id}))
	logIs("Active")
	must(s.vpc.DeleteFlowLog(&vpc.DeleteFlowLogInput{FlowLogId: id}))
	poll(func() bool { return len(listed()) == 0 })
}

func (s *scenario) instanceGroups() {
	id := must(s.vpc.CreateInstanceGroup(&vpc.CreateInstanceGroupInput{
		VpcId: s.vpcID,
		Name:  str("scenario"),
	})).InstanceGroupId
	listed := func() []*vpc.InstanceGroupForDescribeInstanceGroupsOutput {
		return must(s.vpc.DescribeInstanceGroups(
			&vpc.DescribeInstanceGroupsInput{InstanceGroupIds: []*string{id}})).InstanceGroups
	}
	settled := func() *vpc.InstanceGroupForDescribeInstanceGroupsOutput {
		return until("Available", func() (*vpc.InstanceGroupForDescribeInstanceGroupsOutput, *string) {
			it := listed()[0]
			return it, it.Status
		})
	}
	equal(len(settled().Members), 0)
	must(s.vpc.ModifyInstanceGroupAttributes(&vpc.ModifyInstanceGroupAttributesInput{
		InstanceGroupId: id,
		Name:            str("renamed"),
	}))
	equal(*settled().Name, "renamed")
	member := s.instanceIDs[0]
	must(s.vpc.ModifyInstanceGroupMembers(&vpc.ModifyInstanceGroupMembersInput{
		InstanceGroupId: id,
		AppendMembers: []*vpc.AppendMemberForModifyInstanceGroupMembersInput{
			{Id: member, Type: str("EcsInstance")},
		},
	}))
	equal(*settled().Members[0].Id, *member)
	must(s.vpc.ModifyInstanceGroupMembers(&vpc.ModifyInstanceGroupMembersInput{
		InstanceGroupId: id,
		RemoveMembers: []*vpc.RemoveMemberForModifyInstanceGroupMembersInput{
			{Id: member, Type: str("EcsInstance")},
		},
	}))
	equal(len(settled().Members), 0)
	must(s.vpc.DeleteInstanceGroup(&vpc.DeleteInstanceGroupInput{InstanceGroupId: id}))
	poll(func() bool { return len(listed()) == 0 })
}

//go:build !sdk10

package main

import "github.com/volcengine/volcengine-go-sdk/service/vpc"

// mirrors copies what one primary interface meets to another.
func (s *scenario) mirrors() {
	source, sink := s.primaryOf(s.instanceIDs[0]), s.primaryOf(s.instanceIDs[1])
	filter := must(s.vpc.CreateTrafficMirrorFilter(&vpc.CreateTrafficMirrorFilterInput{
		TrafficMirrorFilterName: str("scenario"),
	})).TrafficMirrorFilterId
	must(s.vpc.ModifyTrafficMirrorFilterAttributes(&vpc.ModifyTrafficMirrorFilterAttributesInput{
		TrafficMirrorFilterId: s.filterIsAvailable(filter).TrafficMirrorFilterId,
		Description:           str("changed"),
	}))
	equal(*s.filterIsAvailable(filter).Description, "changed")
	rule := s.mirrorRule(filter)

	target := must(s.vpc.CreateTrafficMirrorTarget(&vpc.CreateTrafficMirrorTargetInput{
		InstanceType: str("NetworkInterface"),
		InstanceId:   sink,
	})).TrafficMirrorTargetId
	targets := func() []*vpc.TrafficMirrorTargetForDescribeTrafficMirrorTargetsOutput {
		return must(s.vpc.DescribeTrafficMirrorTargets(&vpc.DescribeTrafficMirrorTargetsInput{
			TrafficMirrorTargetIds: []*string{target},
		})).TrafficMirrorTargets
	}
	targetIs := func() *vpc.TrafficMirrorTargetForDescribeTrafficMirrorTargetsOutput {
		return until("Available", func() (*vpc.TrafficMirrorTargetForDescribeTrafficMirrorTargetsOutput, *string) {
			it := targets()[0]
			return it, it.Status
		})
	}
	equal(*targetIs().InstanceId, *sink)
	must(s.vpc.ModifyTrafficMirrorTargetAttributes(&vpc.ModifyTrafficMirrorTargetAttributesInput{
		TrafficMirrorTargetId:   target,
		TrafficMirrorTargetName: str("renamed"),
	}))
	equal(*targetIs().TrafficMirrorTargetName, "renamed")

	s.mirrorSession(source, filter, target)
	must(s.vpc.DeleteTrafficMirrorTarget(
		&vpc.DeleteTrafficMirrorTargetInput{TrafficMirrorTargetId: target}))
	poll(func() bool { return len(targets()) == 0 })
	must(s.vpc.DeleteTrafficMirrorFilterRule(
		&vpc.DeleteTrafficMirrorFilterRuleInput{TrafficMirrorFilterRuleId: rule}))
	poll(func() bool { return len(s.filterIsAvailable(filter).IngressFilterRules) == 0 })
	must(s.vpc.DeleteTrafficMirrorFilter(
		&vpc.DeleteTrafficMirrorFilterInput{TrafficMirrorFilterId: filter}))
	poll(func() bool { return len(s.filters(filter)) == 0 })
}

func (s *scenario) primaryOf(instanceID *string) *string {
	return must(s.vpc.DescribeNetworkInterfaces(&vpc.DescribeNetworkInterfacesInput{
		InstanceId: instanceID,
		Type:       str("primary"),
	})).NetworkInterfaceSets[0].NetworkInterfaceId
}

func (s *scenario) filters(id *string) []*vpc.TrafficMirrorFilterForDescribeTrafficMirrorFiltersOutput {
	return must(s.vpc.DescribeTrafficMirrorFilters(&vpc.DescribeTrafficMirrorFiltersInput{
		TrafficMirrorFilterIds: []*string{id},
	})).TrafficMirrorFilters
}

func (s *scenario) filterIsAvailable(
	id *string,
) *vpc.TrafficMirrorFilterForDescribeTrafficMirrorFiltersOutput {
	return until("Available", func() (*vpc.TrafficMirrorFilterForDescribeTrafficMirrorFiltersOutput, *string) {
		it := s.filters(id)[0]
		return it, it.Status
	})
}

func (s *scenario) mirrorRule(filter *string) *string {
	id := must(s.vpc.CreateTrafficMirrorFilterRule(&vpc.CreateTrafficMirrorFilterRuleInput{
		TrafficMirrorFilterId: filter,
		TrafficDirection:      str("ingress"),
		Priority:              num(1),
		Policy:                str("accept"),
		Protocol:              str("tcp"),
		SourceCidrBlock:       str("10.0.0.0/8"),
		SourcePortRange:       str("1/65535"),
		DestinationCidrBlock:  str("0.0.0.0/0"),
		DestinationPortRange:  str("80/80"),
	})).TrafficMirrorFilterRuleId
	ruleIs := func() *vpc.IngressFilterRuleForDescribeTrafficMirrorFiltersOutput {
		return until("Available", func() (*vpc.IngressFilterRuleForDescribeTrafficMirrorFiltersOutput, *string) {
			it := s.filterIsAvailable(filter).IngressFilterRules[0]
			return it, it.Status
		})
	}
	equal(*ruleIs().DestinationPortRange, "80/80")
	must(s.vpc.ModifyTrafficMirrorFilterRuleAttributes(
		&vpc.ModifyTrafficMirrorFilterRuleAttributesInput{
			TrafficMirrorFilterRuleId: id,
			Priority:                  num(2),
		}))
	equal(*ruleIs().Priority, int64(2))
	return id
}

func (s *scenario) mirrorSession(source, filter, target *string) {
	id := must(s.vpc.CreateTrafficMirrorSession(&vpc.CreateTrafficMirrorSessionInput{
		NetworkInterfaceId:    source,
		TrafficMirrorFilterId: filter,
		TrafficMirrorTargetId: target,
		Priority:              num(1),
		VirtualNetworkId:      num(7),
		PacketLength:          num(100),
	})).TrafficMirrorSessionId
	listed := func() []*vpc.TrafficMirrorSessionForDescribeTrafficMirrorSessionsOutput {
		return must(s.vpc.DescribeTrafficMirrorSessions(&vpc.DescribeTrafficMirrorSessionsInput{
			TrafficMirrorSessionIds: []*string{id},
		})).TrafficMirrorSessions
	}
	sessionIs := func() *vpc.TrafficMirrorSessionForDescribeTrafficMirrorSessionsOutput {
		return until("Active", func() (*vpc.TrafficMirrorSessionForDescribeTrafficMirrorSessionsOutput, *string) {
			it := listed()[0]
			return it, it.Status
		})
	}
	made := sessionIs()
	equal([]int64{*made.VirtualNetworkId, *made.PacketLength}, []int64{7, 100})
	equal(values(made.TrafficMirrorSourceIds), []string{*source})
	must(s.vpc.ModifyTrafficMirrorSessionAttributes(&vpc.ModifyTrafficMirrorSessionAttributesInput{
		TrafficMirrorSessionId: id,
		Priority:               num(2),
	}))
	equal(*sessionIs().Priority, int64(2))
	must(s.vpc.DeleteTrafficMirrorSession(
		&vpc.DeleteTrafficMirrorSessionInput{TrafficMirrorSessionId: id}))
	poll(func() bool { return len(listed()) == 0 })
}

//go:build !sdk10

package main

import (
	"encoding/base64"

	"github.com/volcengine/volcengine-go-sdk/service/ecs"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
)

func (s *scenario) clusters() {
	id := must(s.ecs.CreateHpcCluster(&ecs.CreateHpcClusterInput{
		Name:        str("scenario"),
		ZoneId:      str(zone),
		Description: str("a cluster"),
	})).HpcClusterId
	listed := func() []*ecs.HpcClusterForDescribeHpcClustersOutput {
		return must(s.ecs.DescribeHpcClusters(&ecs.DescribeHpcClustersInput{
			HpcClusterIds: []*string{id},
		})).HpcClusters
	}
	made := listed()[0]
	equal(*made.Name+" "+*made.ZoneId+" "+*made.Description, "scenario "+zone+" a cluster")
	must(s.ecs.DeleteHpcCluster(&ecs.DeleteHpcClusterInput{HpcClusterId: id}))
	poll(func() bool { return len(listed()) == 0 })
}

// commands sends a command to an instance, and reads what came of it.
func (s *scenario) commands() {
	ids := s.instanceIDs[:1]
	assistants := must(s.ecs.DescribeCloudAssistantStatus(
		&ecs.DescribeCloudAssistantStatusInput{InstanceIds: ids})).Instances
	equal(*assistants[0].InstanceId, *ids[0])
	id := must(s.ecs.CreateCommand(&ecs.CreateCommandInput{
		Name:           str("scenario"),
		Type:           str("Shell"),
		CommandContent: encoded("echo hi"),
		Timeout:        volcengine.Int32(30),
	})).CommandId
	must(s.ecs.ModifyCommand(&ecs.ModifyCommandInput{CommandId: id, Name: str("renamed")}))
	listed := func() []*ecs.CommandForDescribeCommandsOutput {
		return must(s.ecs.DescribeCommands(&ecs.DescribeCommandsInput{CommandId: id})).Commands
	}
	equal(*listed()[0].Name, "renamed")
	equal(*listed()[0].Timeout, int32(30))
	sent := must(s.ecs.InvokeCommand(&ecs.InvokeCommandInput{
		CommandId:      id,
		InvocationName: str("scenario"),
		InstanceIds:    ids,
	})).InvocationId
	poll(func() bool {
		found := must(s.ecs.DescribeInvocations(
			&ecs.DescribeInvocationsInput{InvocationId: sent})).Invocations
		return *found[0].InvocationStatus == "Success"
	})
	results := must(s.ecs.DescribeInvocationResults(
		&ecs.DescribeInvocationResultsInput{InvocationId: sent})).InvocationResults
	equal(*results[0].InstanceId, *ids[0])
	equal(*results[0].ExitCode, int32(0))
	on := must(s.ecs.DescribeInvocationInstances(
		&ecs.DescribeInvocationInstancesInput{InvocationId: sent})).InvocationInstances
	equal(*on[0].InstanceId, *ids[0])
	later := must(s.ecs.RunCommand(&ecs.RunCommandInput{
		Type:           str("Shell"),
		CommandContent: encoded("echo later"),
		InvocationName: str("scenario"),
		InstanceIds:    ids,
		RepeatMode:     str("Fixed"),
		LaunchTime:     str("2099-01-01T00:00Z"),
	})).InvocationId
	must(s.ecs.StopInvocation(&ecs.StopInvocationInput{InvocationId: later}))
	must(s.ecs.DeleteInvocation(&ecs.DeleteInvocationInput{InvocationId: sent}))
	must(s.ecs.DeleteCommand(&ecs.DeleteCommandInput{CommandId: id}))
	poll(func() bool { return len(listed()) == 0 })
}

func encoded(script string) *string {
	return str(base64.StdEncoding.EncodeToString([]byte(script)))
}

func (s *scenario) events() {
	events := must(s.ecs.DescribeSystemEvents(&ecs.DescribeSystemEventsInput{
		ResourceIds: s.instanceIDs,
	})).SystemEvents
	equal(len(events), 0)
	equal(len(must(s.ecs.DescribeEventTypes(&ecs.DescribeEventTypesInput{})).EventTypes), 0)
	unknown := str("event-unknown")
	action, err := s.ecs.DescribeSystemEventDefaultAction(
		&ecs.DescribeSystemEventDefaultActionInput{EventId: unknown})
	refused(404, "InvalidSystemEvent.NotFound", action, err)
	details := must(s.ecs.UpdateSystemEvents(&ecs.UpdateSystemEventsInput{
		EventIds: []*string{unknown},
		Status:   str("Executing"),
	})).OperationDetails
	equal(*details[0].Error.Code, "InvalidSystemEvent.NotFound")
	must(s.ecs.ReportInstancesStatus(&ecs.ReportInstancesStatusInput{
		InstanceIds: s.instanceIDs,
		Description: str("slow"),
	}))
	id := must(s.ecs.CreateSubscription(&ecs.CreateSubscriptionInput{
		Type:       str("Mail"),
		EventTypes: []*string{str("a")},
	})).SubscriptionId
	must(s.ecs.ModifySubscriptionEventTypes(&ecs.ModifySubscriptionEventTypesInput{
		SubscriptionId: id,
		EventTypes:     []*string{str("b"), str("c")},
	}))
	found := must(s.ecs.DescribeSubscriptions(&ecs.DescribeSubscriptionsInput{
		SubscriptionIds: []*string{id},
	})).Subscriptions
	equal(values(found[0].EventTypes), []string{"b", "c"})
}

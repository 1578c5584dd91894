//go:build !sdk10

package main

import "github.com/volcengine/volcengine-go-sdk/service/clb"

func (b *balancer) status() {
	equal(*must(b.clb.DescribeLoadBalancerStatus(
		&clb.DescribeLoadBalancerStatusInput{LoadBalancerId: b.id})).Status, "Active")
}

// logs says where requests and health checks are logged, and takes it back.
func (b *balancer) logs() {
	must(b.clb.EnableAccessLog(&clb.EnableAccessLogInput{
		LoadBalancerId: b.id,
		BucketName:     str("bucket"),
	}))
	equal(*b.active().AccessLog.BucketName, "bucket")
	must(b.clb.DisableAccessLog(&clb.DisableAccessLogInput{LoadBalancerId: b.id}))
	equal(*b.active().AccessLog.Enabled, false)
	made := must(b.clb.CreateHealthCheckLogProject(
		&clb.CreateHealthCheckLogProjectInput{})).LogProjectId
	read := must(b.clb.DescribeHealthCheckLogProjectAttributes(
		&clb.DescribeHealthCheckLogProjectAttributesInput{})).LogProjectId
	equal(*read, *made)
	topic := str("topic")
	must(b.clb.AttachHealthCheckLogTopic(&clb.AttachHealthCheckLogTopicInput{
		LoadBalancerId: b.id,
		LogTopicId:     topic,
	}))
	on := must(b.clb.DescribeHealthCheckLogTopicAttributes(
		&clb.DescribeHealthCheckLogTopicAttributesInput{LogTopicId: topic})).LoadBalancerIds
	equal(values(on), []string{*b.id})
	must(b.clb.DetachHealthCheckLogTopic(
		&clb.DetachHealthCheckLogTopicInput{LoadBalancerId: b.id}))
	must(b.clb.DeleteHealthCheckLogProject(&clb.DeleteHealthCheckLogProjectInput{}))
}

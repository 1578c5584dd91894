//go:build !sdk10

package main

import "github.com/volcengine/volcengine-go-sdk/service/clb"

func (b *balancer) status() {
	equal(*must(b.clb.DescribeLoadBalancerStatus(
		&clb.DescribeLoadBalancerStatusInput{LoadBalancerId: b.id})).Status, "Active")
}

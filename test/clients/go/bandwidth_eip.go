//go:build !sdk10

package main

import "github.com/volcengine/volcengine-go-sdk/service/vpc"

// measured gives the EIP a bandwidth of its own, and takes it away.
func (p *bandwidthPackage) measured() {
	must(p.vpc.ModifyBandwidthPackageEipBandwidth(&vpc.ModifyBandwidthPackageEipBandwidthInput{
		AllocationId: p.allocationID,
		Bandwidth:    num(5),
	}))
	p.settled()
	must(p.vpc.CancelBandwidthPackageEipBandwidth(&vpc.CancelBandwidthPackageEipBandwidthInput{
		AllocationId: p.allocationID,
	}))
	p.settled()
	traffic := must(p.vpc.Describe95Traffic(&vpc.Describe95TrafficInput{
		ResourceType: str("BandwidthPackage"),
		InstanceId:   p.id,
		Day:          str("2026-01-01"),
	})).TrafficData
	equal(*traffic.InstanceId, *p.id)
	equal(*traffic.Bandwidth, int64(20))
}

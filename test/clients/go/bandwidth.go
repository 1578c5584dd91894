package main

import "github.com/volcengine/volcengine-go-sdk/service/vpc"

// bandwidthPackage is one of the scenario's, with an EIP that goes in and out.
type bandwidthPackage struct {
	*scenario
	id, allocationID *string
}

func (s *scenario) packages() {
	p := &bandwidthPackage{s, must(s.vpc.CreateBandwidthPackage(&vpc.CreateBandwidthPackageInput{
		Bandwidth: num(10),
		ISP:       str("BGP"),
	})).BandwidthPackageId, nil}
	equal(*p.settled().Bandwidth, int64(10))
	must(s.vpc.ModifyBandwidthPackageAttributes(&vpc.ModifyBandwidthPackageAttributesInput{
		BandwidthPackageId:   p.id,
		BandwidthPackageName: str("renamed"),
	}))
	equal(*p.settled().BandwidthPackageName, "renamed")
	must(s.vpc.ModifyBandwidthPackageSpec(&vpc.ModifyBandwidthPackageSpecInput{
		BandwidthPackageId: p.id,
		Bandwidth:          num(20),
	}))
	equal(*p.settled().Bandwidth, int64(20))

	p.allocationID = must(s.vpc.AllocateEipAddress(
		&vpc.AllocateEipAddressInput{BillingType: num(3)})).AllocationId
	p.settled()
	must(s.vpc.AddBandwidthPackageIp(&vpc.AddBandwidthPackageIpInput{
		BandwidthPackageId: p.id,
		AllocationId:       p.allocationID,
	}))
	equal(*p.settled().EipAddresses[0].AllocationId, *p.allocationID)
	p.measured()
	must(s.vpc.RemoveBandwidthPackageIp(&vpc.RemoveBandwidthPackageIpInput{
		BandwidthPackageId: p.id,
		AllocationId:       p.allocationID,
	}))
	equal(len(p.settled().EipAddresses), 0)
	must(s.vpc.ReleaseEipAddress(&vpc.ReleaseEipAddressInput{AllocationId: p.allocationID}))
	must(s.vpc.DeleteBandwidthPackage(&vpc.DeleteBandwidthPackageInput{BandwidthPackageId: p.id}))
	poll(func() bool { return len(p.listed()) == 0 })
}

func (p *bandwidthPackage) listed() []*vpc.BandwidthPackageForDescribeBandwidthPackagesOutput {
	return must(p.vpc.DescribeBandwidthPackages(&vpc.DescribeBandwidthPackagesInput{
		BandwidthPackageIds: []*string{p.id},
	})).BandwidthPackages
}

// settled waits for the package, and for its EIP where there is one.
func (p *bandwidthPackage) settled() *vpc.BandwidthPackageForDescribeBandwidthPackagesOutput {
	if p.allocationID != nil {
		p.eipIs("Available", p.allocationID)
	}
	return until("Available", func() (*vpc.BandwidthPackageForDescribeBandwidthPackagesOutput, *string) {
		it := p.listed()[0]
		return it, it.Status
	})
}

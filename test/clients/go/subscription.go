//go:build !sdk10

package main

import (
	"github.com/volcengine/volcengine-go-sdk/service/billing"
	"github.com/volcengine/volcengine-go-sdk/service/ecs"
	"github.com/volcengine/volcengine-go-sdk/service/storageebs"
	"github.com/volcengine/volcengine-go-sdk/service/vpc"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
)

// subscriptions pays for an instance with a volume, and for an EIP, in advance, and ends both.
func (s *scenario) subscriptions() {
	v := s.spare(
		&ecs.VolumeForRunInstancesInput{Size: volcengine.Int32(40)},
		&ecs.VolumeForRunInstancesInput{Size: volcengine.Int32(20)},
	)
	v.subscribed()
	before := *v.listed()[0].ExpiredAt
	must(s.ecs.RenewInstance(&ecs.RenewInstanceInput{
		InstanceId: v.id,
		Period:     volcengine.Int32(1),
	}))
	equal(*v.listed()[0].ExpiredAt > before, true)
	data := must(s.ebs.DescribeVolumes(&storageebs.DescribeVolumesInput{
		InstanceId: v.id,
		Kind:       str("data"),
	})).Volumes
	equal(*data[0].PayType, "pre")
	must(s.ebs.ModifyVolumeChargeType(&storageebs.ModifyVolumeChargeTypeInput{
		VolumeIds:      []*string{data[0].VolumeId},
		InstanceId:     v.id,
		DiskChargeType: str("PostPaid"),
	}))
	equal(*s.volumeIs("attached", data[0].VolumeId).PayType, "post")
	s.unsubscribe("ECS", v.id)
	v.isGone()

	eip := s.paidEip()
	s.unsubscribe("EIP", eip)
	poll(func() bool {
		return len(must(s.vpc.DescribeEipAddresses(&vpc.DescribeEipAddressesInput{
			AllocationIds: []*string{eip},
		})).EipAddresses) == 0
	})
	// It stays: nothing ends an EIP before the hours of its upgrade are over.
	upgraded := s.paidEip()
	must(s.vpc.TemporaryUpgradeEipAddress(&vpc.TemporaryUpgradeEipAddressInput{
		AllocationId: upgraded,
		Bandwidth:    num(50),
		Period:       num(1),
	}))
	equal(*s.eipIs("Available", upgraded).Bandwidth, int64(50))
}

func (s *scenario) paidEip() *string {
	id := must(s.vpc.AllocateEipAddress(&vpc.AllocateEipAddressInput{
		BillingType: num(1),
		Bandwidth:   num(5),
	})).AllocationId
	equal(*s.eipIs("Available", id).Bandwidth, int64(5))
	return id
}

func (s *scenario) unsubscribe(product string, id *string) {
	ended := must(billing.New(s.session).UnsubscribeInstance(&billing.UnsubscribeInstanceInput{
		InstanceID: id,
		Product:    &product,
	})).SuccessInstanceInfos
	equal([]string{*ended[0].InstanceID, *ended[0].Product}, []string{*id, product})
}

// volumeCare makes a volume faster, and brings it back to its beginning.
func (s *scenario) volumeCare() {
	id := must(s.ebs.CreateVolume(&storageebs.CreateVolumeInput{
		VolumeName: str("cared-for"),
		VolumeType: str("ESSD_PL0"),
		Size:       gibibytes("500"),
		ZoneId:     str(zone),
		Kind:       str("data"),
		Tags: []*storageebs.TagForCreateVolumeInput{
			{Key: str("team"), Value: str("network")},
		},
	})).VolumeId
	s.volumeIs("available", id)
	changed := must(s.ebs.ModifyVolumeSpec(&storageebs.ModifyVolumeSpecInput{
		VolumeId:         id,
		TargetVolumeType: str("ESSD_FlexPL"),
	}))
	equal(*changed.VolumeId, *id)
	equal(*s.volumeIs("available", id).VolumeType, "ESSD_FlexPL")
	must(s.ebs.ModifyVolumeExtraPerformance(&storageebs.ModifyVolumeExtraPerformanceInput{
		VolumeId:                     id,
		ExtraPerformanceTypeId:       str("Throughput"),
		ExtraPerformanceThroughputMB: volcengine.Int32(50),
	}))
	equal(*s.volumeIs("available", id).ExtraPerformance.ExtraPerformanceTypeId, "Throughput")
	tags := must(s.ebs.DescribeTags(&storageebs.DescribeTagsInput{
		ResourceType: str("volume"),
		ResourceIds:  []*string{id},
	}))
	equal(*tags.TotalCount, int32(1))
	equal(*tags.TagResources[0].TagKey, "team")
	must(s.ebs.ReInitializeVolume(&storageebs.ReInitializeVolumeInput{VolumeId: id}))
	s.volumeIs("available", id)
	must(s.ebs.DeleteVolume(&storageebs.DeleteVolumeInput{VolumeId: id}))
	poll(func() bool { return len(s.volumesOf(id)) == 0 })
}

package main

import (
	"encoding/json"

	"github.com/volcengine/volcengine-go-sdk/service/storageebs"
)

func (s *scenario) volumes() {
	instanceID := s.instanceIDs[0]
	id := must(s.ebs.CreateVolume(&storageebs.CreateVolumeInput{
		VolumeName: str("scenario"),
		VolumeType: str("ESSD_PL0"),
		Size:       gibibytes("10"),
		ZoneId:     str(zone),
		Kind:       str("data"),
	})).VolumeId
	listed := func() []*storageebs.VolumeForDescribeVolumesOutput {
		return must(s.ebs.DescribeVolumes(&storageebs.DescribeVolumesInput{
			VolumeIds: []*string{id},
		})).Volumes
	}
	volumeIs := func(status string) *storageebs.VolumeForDescribeVolumesOutput {
		return until(status, func() (*storageebs.VolumeForDescribeVolumesOutput, *string) {
			it := listed()[0]
			return it, it.Status
		})
	}
	equal(*volumeIs("available").InstanceId, "")
	deleteWithInstance := true
	must(s.ebs.AttachVolume(&storageebs.AttachVolumeInput{
		VolumeId:           id,
		InstanceId:         instanceID,
		DeleteWithInstance: &deleteWithInstance,
	}))
	attached := volumeIs("attached")
	equal(*attached.InstanceId, *instanceID)
	equal(attached.Size.String(), "10")
	must(s.ebs.ExtendVolume(&storageebs.ExtendVolumeInput{VolumeId: id, NewSize: gibibytes("20")}))
	equal(volumeIs("attached").Size.String(), "20")
	must(s.ebs.DetachVolume(&storageebs.DetachVolumeInput{VolumeId: id, InstanceId: instanceID}))
	volumeIs("available")
	must(s.ebs.DeleteVolume(&storageebs.DeleteVolumeInput{VolumeId: id}))
	poll(func() bool { return len(listed()) == 0 })
}

func gibibytes(size string) *json.Number {
	number := json.Number(size)
	return &number
}

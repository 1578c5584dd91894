//go:build !sdk10

package main

import (
	"github.com/volcengine/volcengine-go-sdk/service/storageebs"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
)

// snapshots takes snapshots of a volume, alone, in a group and by a policy.
func (s *scenario) snapshots() {
	types := must(s.ebs.DescribeVolumeType(&storageebs.DescribeVolumeTypeInput{})).VolumeTypes
	equal(len(types) > 0, true)
	id := must(s.ebs.CreateVolume(&storageebs.CreateVolumeInput{
		VolumeName: str("snapshots"),
		VolumeType: str("ESSD_PL0"),
		Size:       gibibytes("20"),
		ZoneId:     str(zone),
		Kind:       str("data"),
	})).VolumeId
	s.volumeIs("available", id)
	must(s.ebs.ModifyVolumeAttribute(&storageebs.ModifyVolumeAttributeInput{
		VolumeId:   id,
		VolumeName: str("renamed"),
	}))
	equal(*s.volumeIs("available", id).VolumeName, "renamed")
	s.snapshot(id)
	s.snapshotGroup(id)
	s.snapshotPolicy(id)
	s.volumeIs("available", id)
	must(s.ebs.DeleteVolume(&storageebs.DeleteVolumeInput{VolumeId: id}))
	poll(func() bool { return len(s.volumesOf(id)) == 0 })
}

func (s *scenario) volumesOf(id *string) []*storageebs.VolumeForDescribeVolumesOutput {
	return must(s.ebs.DescribeVolumes(&storageebs.DescribeVolumesInput{
		VolumeIds: []*string{id},
	})).Volumes
}

func (s *scenario) volumeIs(status string, id *string) *storageebs.VolumeForDescribeVolumesOutput {
	return until(status, func() (*storageebs.VolumeForDescribeVolumesOutput, *string) {
		it := s.volumesOf(id)[0]
		return it, it.Status
	})
}

func (s *scenario) snapshot(volumeID *string) {
	id := must(s.ebs.CreateSnapshot(&storageebs.CreateSnapshotInput{
		VolumeId:     volumeID,
		SnapshotName: str("scenario"),
	})).SnapshotId
	listed := func() []*storageebs.SnapshotForDescribeSnapshotsOutput {
		return must(s.ebs.DescribeSnapshots(&storageebs.DescribeSnapshotsInput{
			SnapshotIds: []*string{id},
		})).Snapshots
	}
	settled := func() *storageebs.SnapshotForDescribeSnapshotsOutput {
		return until("available", func() (*storageebs.SnapshotForDescribeSnapshotsOutput, *string) {
			it := listed()[0]
			return it, it.Status
		})
	}
	equal(*settled().VolumeSize, int64(20))
	equal(*settled().Progress, int32(100))
	must(s.ebs.ModifySnapshotAttribute(&storageebs.ModifySnapshotAttributeInput{
		SnapshotId:   id,
		SnapshotName: str("renamed"),
	}))
	equal(*settled().SnapshotName, "renamed")
	chains := must(s.ebs.DescribeSnapshotChains(&storageebs.DescribeSnapshotChainsInput{
		VolumeIds: []*string{volumeID},
	})).SnapshotChains
	equal(*chains[0].SnapshotCount, int32(1))
	usage := must(s.ebs.DescribeSnapshotsUsage(
		&storageebs.DescribeSnapshotsUsageInput{RegionId: str("cn-beijing")}))
	equal(*usage.SnapshotCount >= 1, true)
	must(s.ebs.RollbackVolume(&storageebs.RollbackVolumeInput{VolumeId: volumeID, SnapshotId: id}))
	s.volumeIs("available", volumeID)
	settled()
	must(s.ebs.DeleteSnapshot(&storageebs.DeleteSnapshotInput{SnapshotId: id}))
	poll(func() bool { return len(listed()) == 0 })
}

// snapshotGroup takes a group of a volume that is attached, and goes back to it when it is not.
func (s *scenario) snapshotGroup(volumeID *string) {
	instanceID, volumes := s.instanceIDs[0], []*string{volumeID}
	must(s.ebs.AttachVolume(&storageebs.AttachVolumeInput{
		VolumeId:   volumeID,
		InstanceId: instanceID,
	}))
	s.volumeIs("attached", volumeID)
	id := must(s.ebs.CreateSnapshotGroup(&storageebs.CreateSnapshotGroupInput{
		VolumeIds: volumes,
		Name:      str("scenario"),
	})).SnapshotGroupId
	listed := func() []*storageebs.SnapshotGroupForDescribeSnapshotGroupsOutput {
		return must(s.ebs.DescribeSnapshotGroups(&storageebs.DescribeSnapshotGroupsInput{
			SnapshotGroupIds: []*string{id},
		})).SnapshotGroups
	}
	settled := func() *storageebs.SnapshotForDescribeSnapshotGroupsOutput {
		poll(func() bool { return *listed()[0].Status == "available" })
		return until("available", func() (*storageebs.SnapshotForDescribeSnapshotGroupsOutput, *string) {
			it := listed()[0].Snapshots[0]
			return it, it.Status
		})
	}
	snapshot := settled()
	equal(*snapshot.VolumeId, *volumeID)
	must(s.ebs.ModifySnapshotGroup(&storageebs.ModifySnapshotGroupInput{
		SnapshotGroupId: id,
		Name:            str("renamed"),
	}))
	equal(*listed()[0].Name, "renamed")
	must(s.ebs.DetachVolume(&storageebs.DetachVolumeInput{
		VolumeId:   volumeID,
		InstanceId: instanceID,
	}))
	s.volumeIs("available", volumeID)
	must(s.ebs.RollbackSnapshotGroup(&storageebs.RollbackSnapshotGroupInput{
		SnapshotGroupId: id,
		SnapshotIds:     []*string{snapshot.SnapshotId},
		VolumeIds:       volumes,
	}))
	s.volumeIs("available", volumeID)
	settled()
	must(s.ebs.DeleteSnapshotGroup(&storageebs.DeleteSnapshotGroupInput{SnapshotGroupId: id}))
	poll(func() bool { return len(listed()) == 0 })
}

func (s *scenario) snapshotPolicy(volumeID *string) {
	volumes := []*string{volumeID}
	id := must(s.ebs.CreateAutoSnapshotPolicy(&storageebs.CreateAutoSnapshotPolicyInput{
		AutoSnapshotPolicyName: str("scenario"),
		TimePoints:             []*string{str("1"), str("13")},
		RepeatDays:             volcengine.Int32(2),
		RetentionDays:          volcengine.Int32(7),
	})).AutoSnapshotPolicyId
	must(s.ebs.ApplyAutoSnapshotPolicy(&storageebs.ApplyAutoSnapshotPolicyInput{
		AutoSnapshotPolicyId: id,
		VolumeIds:            volumes,
	}))
	must(s.ebs.ModifyAutoSnapshotPolicy(&storageebs.ModifyAutoSnapshotPolicyInput{
		AutoSnapshotPolicyId: id,
		RetentionDays:        volcengine.Int32(8),
	}))
	listed := func() []*storageebs.AutoSnapshotPolicyForDescribeAutoSnapshotPolicyOutput {
		return must(s.ebs.DescribeAutoSnapshotPolicy(&storageebs.DescribeAutoSnapshotPolicyInput{
			AutoSnapshotPolicyIds: []*string{id},
		})).AutoSnapshotPolicies
	}
	found := listed()[0]
	equal(values(found.TimePoints), []string{"1", "13"})
	equal([]int32{*found.RepeatDays, *found.RetentionDays, *found.VolumeNums}, []int32{2, 8, 1})
	must(s.ebs.CancelAutoSnapshotPolicy(&storageebs.CancelAutoSnapshotPolicyInput{
		AutoSnapshotPolicyId: id,
		VolumeIds:            volumes,
	}))
	must(s.ebs.DeleteAutoSnapshotPolicy(
		&storageebs.DeleteAutoSnapshotPolicyInput{AutoSnapshotPolicyId: id}))
	poll(func() bool { return len(listed()) == 0 })
}

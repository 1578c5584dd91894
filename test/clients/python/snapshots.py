"""Snapshots of a volume, alone, in a group and by a policy."""

import volcenginesdkstorageebs as models
from check import ZONE, asking, assert_equal, gone, only, poll


def snapshots(scenario):
    ask = asking(scenario.ebs, models)
    assert ask("DescribeVolumeType").volume_types
    volume_id = ask(
        "CreateVolume",
        volume_name="snapshots",
        volume_type="ESSD_PL0",
        size="20",
        zone_id=ZONE,
        kind="data",
    ).volume_id
    one = {"volume_id": volume_id}

    def volumes():
        return ask("DescribeVolumes", volume_ids=[volume_id]).volumes

    only("available", volumes)
    ask("ModifyVolumeAttribute", volume_name="renamed", **one)
    assert_equal(only("available", volumes).volume_name, "renamed")
    snapshot_id = ask("CreateSnapshot", snapshot_name="scenario", **one).snapshot_id

    def listed():
        return ask("DescribeSnapshots", snapshot_ids=[snapshot_id]).snapshots

    made = only("available", listed)
    assert_equal((made.volume_size, made.progress, made.shared), (20, 100, False))
    ask("ModifySnapshotAttribute", snapshot_id=snapshot_id, snapshot_name="renamed")
    assert_equal(only("available", listed).snapshot_name, "renamed")
    [chain] = ask("DescribeSnapshotChains", volume_ids=[volume_id]).snapshot_chains
    assert_equal((chain.volume_id, chain.snapshot_count), (volume_id, 1))
    assert ask("DescribeSnapshotsUsage", region_id="cn-beijing").snapshot_count >= 1
    ask("RollbackVolume", snapshot_id=snapshot_id, **one)
    only("available", volumes)
    only("available", listed)
    ask("DeleteSnapshot", snapshot_id=snapshot_id)
    gone(listed)
    group(ask, volumes, volume_id, scenario.instance_ids[0])
    policy(ask, volume_id)
    only("available", volumes)
    ask("DeleteVolume", **one)
    gone(volumes)


def group(ask, volumes, volume_id, instance_id):
    """A group is of volumes that are attached; they are brought back when nothing uses them."""
    pair = {"volume_id": volume_id, "instance_id": instance_id}
    ask("AttachVolume", **pair)
    only("attached", volumes)
    group_id = ask(
        "CreateSnapshotGroup", volume_ids=[volume_id], name="scenario"
    ).snapshot_group_id
    one = {"snapshot_group_id": group_id}

    def listed():
        return ask("DescribeSnapshotGroups", snapshot_group_ids=[group_id]).snapshot_groups

    [snapshot] = only("available", listed).snapshots
    assert_equal((snapshot.volume_id, snapshot.volume_size), (volume_id, 20))
    ask("ModifySnapshotGroup", name="renamed", **one)
    assert_equal(only("available", listed).name, "renamed")
    ask("DetachVolume", **pair)
    only("available", volumes)
    ask(
        "RollbackSnapshotGroup",
        snapshot_ids=[snapshot.snapshot_id],
        volume_ids=[volume_id],
        **one
    )
    only("available", volumes)
    poll(lambda: listed()[0].snapshots[0].status == "available")
    ask("DeleteSnapshotGroup", **one)
    gone(listed)


def policy(ask, volume_id):
    policy_id = ask(
        "CreateAutoSnapshotPolicy",
        auto_snapshot_policy_name="scenario",
        time_points=["1", "13"],
        repeat_days=2,
        retention_days=7,
    ).auto_snapshot_policy_id
    one = {"auto_snapshot_policy_id": policy_id}

    def listed():
        return ask(
            "DescribeAutoSnapshotPolicy", auto_snapshot_policy_ids=[policy_id]
        ).auto_snapshot_policies

    ask("ApplyAutoSnapshotPolicy", volume_ids=[volume_id], **one)
    ask("ModifyAutoSnapshotPolicy", retention_days=8, **one)
    [found] = listed()
    assert_equal((found.time_points, found.repeat_days), (["1", "13"], 2))
    assert_equal((found.retention_days, found.volume_nums), (8, 1))
    ask("CancelAutoSnapshotPolicy", volume_ids=[volume_id], **one)
    ask("DeleteAutoSnapshotPolicy", **one)
    gone(listed)

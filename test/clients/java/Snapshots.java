import java.util.List;
import java.util.function.Supplier;

/** Snapshots of a volume, alone, in a group and by a policy. */
final class Snapshots extends Check {
    private final Scenario on;
    private String volume;

    Snapshots(Scenario on) {
        this.on = on;
    }

    void play() {
        equal(ebs("DescribeVolumeType").parts("VolumeTypes").isEmpty(), false);
        volume = ebs("CreateVolume", "VolumeName", "snapshots", "VolumeType", "ESSD_PL0",
                "Size", 20, "ZoneId", ZONE).text("VolumeId");
        only("available", this::volumes);
        ebs("ModifyVolumeAttribute", "VolumeId", volume, "VolumeName", "renamed");
        equal(only("available", this::volumes).text("VolumeName"), "renamed");
        snapshot();
        group();
        policy();
        only("available", this::volumes);
        ebs("DeleteVolume", "VolumeId", volume);
        gone(this::volumes);
    }

    private List<Part> volumes() {
        return ebs("DescribeVolumes", "VolumeIds.1", volume).parts("Volumes");
    }

    private void snapshot() {
        String id = ebs("CreateSnapshot", "VolumeId", volume, "SnapshotName", "scenario")
                .text("SnapshotId");
        Supplier<List<Part>> listed =
                () -> ebs("DescribeSnapshots", "SnapshotIds.1", id).parts("Snapshots");
        Part made = only("available", listed);
        equal(made.number("VolumeSize") + " " + made.number("Progress"), "20 100");
        equal(made.flag("Shared"), false);
        ebs("ModifySnapshotAttribute", "SnapshotId", id, "SnapshotName", "renamed");
        equal(only("available", listed).text("SnapshotName"), "renamed");
        equal(one(ebs("DescribeSnapshotChains", "VolumeIds.1", volume).parts("SnapshotChains"))
                .number("SnapshotCount"), 1);
        ebs("DescribeSnapshotsUsage", "RegionId", "cn-beijing").number("SnapshotSize");
        ebs("RollbackVolume", "VolumeId", volume, "SnapshotId", id);
        only("available", this::volumes);
        only("available", listed);
        ebs("DeleteSnapshot", "SnapshotId", id);
        gone(listed);
    }

    /** A group is of volumes that are attached; they are brought back when nothing uses them. */
    private void group() {
        Object[] pair = {"VolumeId", volume, "InstanceId", on.instances.get(0)};
        ebs("AttachVolume", pair);
        only("attached", this::volumes);
        String id = ebs("CreateSnapshotGroup", "VolumeIds.1", volume, "Name", "scenario")
                .text("SnapshotGroupId");
        Supplier<List<Part>> listed = () -> ebs("DescribeSnapshotGroups",
                "SnapshotGroupIds.1", id).parts("SnapshotGroups");
        Part snapshot = one(only("available", listed).parts("Snapshots"));
        equal(snapshot.text("VolumeId"), volume);
        ebs("ModifySnapshotGroup", "SnapshotGroupId", id, "Name", "renamed");
        equal(only("available", listed).text("Name"), "renamed");
        ebs("DetachVolume", pair);
        only("available", this::volumes);
        ebs("RollbackSnapshotGroup", "SnapshotGroupId", id,
                "SnapshotIds.1", snapshot.text("SnapshotId"), "VolumeIds.1", volume);
        only("available", this::volumes);
        only("available", () -> one(listed.get()).parts("Snapshots"));
        ebs("DeleteSnapshotGroup", "SnapshotGroupId", id);
        gone(listed);
    }

    private void policy() {
        String id = ebs("CreateAutoSnapshotPolicy", "AutoSnapshotPolicyName", "scenario",
                "TimePoints.1", "1", "TimePoints.2", "13", "RepeatDays", 2, "RetentionDays", 7)
                .text("AutoSnapshotPolicyId");
        Object[] applied = {"AutoSnapshotPolicyId", id, "VolumeIds.1", volume};
        Supplier<List<Part>> listed = () -> ebs("DescribeAutoSnapshotPolicy",
                "AutoSnapshotPolicyIds.1", id).parts("AutoSnapshotPolicies");
        ebs("ApplyAutoSnapshotPolicy", applied);
        ebs("ModifyAutoSnapshotPolicy", "AutoSnapshotPolicyId", id, "RetentionDays", 8);
        Part found = one(listed.get());
        equal(found.texts("TimePoints"), List.of("1", "13"));
        equal(List.of(found.number("RepeatDays"), found.number("RetentionDays"),
                found.number("VolumeNums")), List.of(2, 8, 1));
        ebs("CancelAutoSnapshotPolicy", applied);
        ebs("DeleteAutoSnapshotPolicy", "AutoSnapshotPolicyId", id);
        gone(listed);
    }

    private Part ebs(String action, Object... input) {
        return on.ebsApi.ask(action, input);
    }
}

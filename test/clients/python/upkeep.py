"""What an operator does with instances and images: offers, upkeep, copies, orders for a time."""

import base64

import volcenginesdkecs as models
import volcenginesdkvpc as vpc_models
from check import ZONE, asking, assert_equal, gone, only, poll, until
from spare import TYPE, Spare


def offers(scenario):
    ask = asking(scenario.ecs, models)
    [zone] = ask(
        "DescribeAvailableResource",
        destination_resource="InstanceType",
        zone_id=ZONE,
        instance_type_id=TYPE,
    ).available_zones
    assert_equal((zone.zone_id, zone.status), (ZONE, "Available"))
    [offered] = zone.available_resources
    assert_equal((offered.type, offered.supported_resources[0].value), ("InstanceType", TYPE))
    families = ask("DescribeInstanceTypeFamilies", zone_id=ZONE).instance_type_families
    assert all(ZONE in each.zone_ids for each in families)
    apart = ask("DescribeDeploymentSetSupportedInstanceTypeFamily")
    assert apart.deployment_set_create_instance_type_families
    assert apart.deployment_set_modify_instance_type_families
    packages = ask(
        "DescribeAutoInstallPackages", image_id=scenario.image_id, instance_type_family="ecs.g3i"
    ).packages
    assert_equal(packages, [])


def upkeep(scenario):
    spare = Spare(scenario)
    looked(spare)
    moved(spare, scenario)
    spare.stop()
    [detail] = spare.ask(
        "ModifyInstancesSpec", instance_ids=[spare.id], instance_type_id="ecs.g3i.xlarge"
    ).operation_details
    assert_equal((detail.instance_id, detail.error), (spare.id, None))
    before = spare.becomes("RUNNING")
    assert_equal(before.instance_type_id, "ecs.g3i.xlarge")
    spare.ask(
        "ReplaceSystemVolume",
        instance_id=spare.id,
        image_id=scenario.image_id,
        password="Passw0rd!",
    )
    after = spare.becomes("RUNNING")
    assert after.volumes[0].volume_id != before.volumes[0].volume_id
    spare.ask("DeleteInstance", instance_id=spare.id)
    spare.is_gone()


def looked(spare):
    ask, one, ids = spare.ask, {"instance_id": spare.id}, {"instance_ids": [spare.id]}
    console = ask("GetConsoleOutput", **one)
    assert_equal(console.instance_id, spare.id)
    assert b"RUNNING" in base64.b64decode(console.output)
    assert_equal(ask("InstallCloudAssistant", **ids).installing_instance_ids, [spare.id])
    upgraded = ask("UpgradeCloudAssistants", **ids)
    assert_equal(len(upgraded.upgrading_instance_ids) + len(upgraded.failed_instances), 1)
    for action in ["DescribeTags", "ListTagsForResources"]:
        [tag] = ask(action, resource_type="instance", resource_ids=[spare.id]).tag_resources
        assert_equal((tag.resource_id, tag.tag_key, tag.tag_value), (spare.id, "team", "network"))
    ask("ModifyInstanceMetadataOptions", http_tokens="required", **one)
    assert_equal(spare.becomes("RUNNING").metadata_options.http_tokens, "required")
    ask("ModifyInstancePlacement", tenancy="Default", **one)
    ask("RebootInstance", **one)
    spare.becomes("RUNNING")


def moved(spare, scenario):
    """Gives it an interface in another subnet, and brings it back."""
    ask = asking(scenario.vpc, vpc_models)
    other = ask(
        "CreateSubnet", vpc_id=scenario.vpc_id, zone_id=ZONE, cidr_block="10.0.9.0/24"
    ).subnet_id

    def subnets():
        return ask("DescribeSubnets", subnet_ids=[other]).subnets

    only("Available", subnets)
    spare.stop()
    for subnet_id in [other, scenario.subnet_id]:
        eni = spare.ask(
            "ModifyInstanceVpcAttribute", instance_id=spare.id, subnet_id=subnet_id
        ).network_interface_id

        def interfaces():
            return [each.network_interface_id for each in spare.listed()[0].network_interfaces]

        poll(lambda: interfaces() == [eni])
        scenario.interface_is("InUse", eni)
    poll(lambda: subnets()[0].available_ip_address_count == 253)
    ask("DeleteSubnet", subnet_id=other)
    gone(subnets)
    [detail] = spare.ask("StartInstances", instance_ids=[spare.id]).operation_details
    assert_equal((detail.instance_id, detail.error), (spare.id, None))
    spare.becomes("RUNNING")


def image_care(scenario):
    ask = asking(scenario.ecs, models)

    def done(image_id, count):
        def statuses():
            return [task.status for task in ask("DescribeTasks", resource_id=image_id).tasks]

        poll(lambda: statuses() == ["Succeeded"] * count)

    one = ask(
        "CreateImage", instance_id=scenario.instance_ids[0], image_name="looked-after"
    ).image_id
    done(one, 1)
    ask("DetectImage", image_id=one)
    ask("RepairImage", image_id=one)
    assert ask("ExportImage", image_id=one, tos_bucket="bucket", tos_prefix="images").task_id
    done(one, 2)
    copy = ask(
        "CopyImage", image_id=one, image_name="copy", destination_region="cn-beijing"
    ).image_id
    done(copy, 1)
    details = ask("DeleteImages", image_ids=[one, copy]).operation_details
    assert_equal([each.error for each in details], [None, None])
    gone(lambda: ask("DescribeImages", image_ids=[one, copy]).images)


def orders(scenario):
    """Instances for a time that is far away; the order is taken back before."""
    ask = asking(scenario.ecs, models)
    day = "2099-01-01T00:00:00+08:00"
    order = {
        "scheduled_instance_id": ask(
            "CreateScheduledInstances",
            scheduled_instance_name="scenario",
            elastic_scheduled_instance_type="Segmented",
            start_delivery_at=day,
            auto_release_at="2099-01-01T02:00:00+08:00",
            zone_id=ZONE,
            image_id=scenario.image_id,
            instance_type_id=TYPE,
            instance_name="scheduled",
            password="Passw0rd!",
            count=2,
            network_interfaces=[
                models.NetworkInterfaceForCreateScheduledInstancesInput(
                    subnet_id=scenario.subnet_id, security_group_ids=[scenario.group_id]
                )
            ],
        ).scheduled_instance_id
    }

    def read():
        [found] = ask(
            "DescribeScheduledInstances", scheduled_instance_ids=list(order.values())
        ).scheduled_instance_info
        return found

    made = until("Reserved", read)
    assert_equal((made.start_delivery_at, made.count, made.delivery_count), (day, 2, 0))
    later = "2099-01-01T03:00:00+08:00"
    ask("RenewScheduledInstance", auto_release_at=later, **order)
    assert_equal(read().auto_release_at, later)
    what = {"instance_type_id": TYPE, "zone_id": ZONE, "volume_type": "ESSD_PL0"}
    assert ask("DescribeScheduledInstanceStock", **what).scheduled_instance_stock
    latest = ask("GetScheduledInstanceLatestReleaseAt", start_delivery_at=day, **what)
    assert latest.latest_release_at > day
    ask("DeleteScheduledInstance", **order)
    until("Canceled", read)

"""What is paid for in advance, and the care of volumes."""

import volcenginesdkbilling as billing_models
import volcenginesdkstorageebs as models
import volcenginesdkvpc as vpc_models
from check import ZONE, asking, assert_equal, gone, only
from spare import Spare
from volcenginesdkbilling import BILLINGApi


def subscriptions(scenario):
    ebs = asking(scenario.ebs, models)
    end = asking(BILLINGApi(scenario.client), billing_models)

    def unsubscribe(product, resource_id):
        [ended] = end(
            "UnsubscribeInstance", product=product, instance_id=resource_id
        ).success_instance_infos
        assert_equal((ended.instance_id, ended.product), (resource_id, product))

    spare = Spare(scenario, volumes=[40, 20])
    spare.ask(
        "ModifyInstanceChargeType",
        instance_ids=[spare.id],
        instance_charge_type="PrePaid",
        period=1,
        include_data_volumes=True,
    )
    paid = spare.becomes("RUNNING")
    assert_equal(paid.instance_charge_type, "PrePaid")
    spare.ask("RenewInstance", instance_id=spare.id, period=1, period_unit="Month")
    assert spare.listed()[0].expired_at > paid.expired_at

    def volumes():
        return ebs("DescribeVolumes", instance_id=spare.id, kind="data").volumes

    data = only("attached", volumes)
    assert_equal(data.pay_type, "pre")
    ebs(
        "ModifyVolumeChargeType",
        volume_ids=[data.volume_id],
        instance_id=spare.id,
        disk_charge_type="PostPaid",
    )
    assert_equal(only("attached", volumes).pay_type, "post")
    unsubscribe("ECS", spare.id)
    spare.is_gone()
    eips(scenario, unsubscribe)


def eips(scenario, unsubscribe):
    ask = asking(scenario.vpc, vpc_models)

    def listed(eip_id):
        return ask("DescribeEipAddresses", allocation_ids=[eip_id]).eip_addresses

    def paid():
        eip_id = ask("AllocateEipAddress", billing_type=1, bandwidth=5).allocation_id
        assert_equal(only("Available", lambda: listed(eip_id)).bandwidth, 5)
        return eip_id

    ended = paid()
    unsubscribe("EIP", ended)
    gone(lambda: listed(ended))
    # It stays: nothing ends an EIP before the hours of its upgrade are over.
    upgraded = paid()
    ask("TemporaryUpgradeEipAddress", allocation_id=upgraded, bandwidth=50, period=1)
    assert_equal(only("Available", lambda: listed(upgraded)).bandwidth, 50)


def volume_care(scenario):
    ask = asking(scenario.ebs, models)
    volume_id = ask(
        "CreateVolume",
        volume_name="cared-for",
        volume_type="ESSD_PL0",
        size="500",
        zone_id=ZONE,
        kind="data",
        tags=[models.TagForCreateVolumeInput(key="team", value="network")],
    ).volume_id
    one = {"volume_id": volume_id}

    def volumes():
        return ask("DescribeVolumes", volume_ids=[volume_id]).volumes

    only("available", volumes)
    assert_equal(
        ask("ModifyVolumeSpec", target_volume_type="ESSD_FlexPL", **one).volume_id, volume_id
    )
    assert_equal(only("available", volumes).volume_type, "ESSD_FlexPL")
    ask(
        "ModifyVolumeExtraPerformance",
        extra_performance_type_id="Throughput",
        extra_performance_throughput_mb=50,
        **one
    )
    extra = only("available", volumes).extra_performance
    assert_equal(extra.extra_performance_type_id, "Throughput")
    tags = ask("DescribeTags", resource_type="volume", resource_ids=[volume_id])
    assert_equal((tags.total_count, tags.tag_resources[0].tag_key), (1, "team"))
    ask("ReInitializeVolume", **one)
    only("available", volumes)
    ask("DeleteVolume", **one)
    gone(volumes)

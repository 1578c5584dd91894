"""NAT gateways: one to the internet with an EIP and its entries, one inside with addresses."""

import volcenginesdknatgateway as models
import volcenginesdkvpc as vpc_models
from check import asking, assert_equal, gone, only, until
from volcenginesdknatgateway import NATGATEWAYApi


def nat(scenario):
    ask = asking(NATGATEWAYApi(scenario.client), models)
    vpc = asking(scenario.vpc, vpc_models)
    assert ask("ListNatGatewayAvailableZones").zones[0].zone_id
    gateway_id = ask(
        "CreateNatGateway",
        vpc_id=scenario.vpc_id,
        subnet_id=scenario.subnet_id,
        nat_gateway_name="scenario",
        tags=[models.TagForCreateNatGatewayInput(key="team", value="network")],
    ).nat_gateway_id

    def settled():
        return until(
            "Available",
            lambda: ask("DescribeNatGatewayAttributes", nat_gateway_id=gateway_id),
        )

    def listed():
        return ask("DescribeNatGateways", nat_gateway_ids=[gateway_id]).nat_gateways

    made = settled()
    assert_equal((made.network_type, made.dnat_entry_ids), ("internet", []))
    ask("ModifyNatGatewayAttributes", nat_gateway_id=gateway_id, nat_gateway_name="renamed")
    settled()
    [found] = listed()
    assert_equal((found.nat_gateway_name, found.spec), ("renamed", "Small"))
    assert_equal([(tag.key, tag.value) for tag in found.tags], [("team", "network")])
    tagged = {"resource_type": "ngw", "resource_ids": [gateway_id]}
    ask("TagResources", tags=[models.TagForTagResourcesInput(key="more", value="")], **tagged)
    ask("UntagResources", tag_keys=["team"], **tagged)
    tags = ask("ListTagsForResources", **tagged).resource_tags
    assert_equal([(tag.resource_id, tag.tag_key) for tag in tags], [(gateway_id, "more")])

    eip = vpc("AllocateEipAddress", billing_type=3)
    allocation = {"allocation_id": eip.allocation_id}

    def eip_is(status):
        until(status, lambda: vpc("DescribeEipAddressAttributes", **allocation))

    eip_is("Available")
    vpc("AssociateEipAddress", instance_id=gateway_id, instance_type="Nat", **allocation)
    eip_is("Attached")
    assert_equal([each.eip_address for each in settled().eip_addresses], [eip.eip_address])
    entries(ask, settled, gateway_id, scenario.subnet_id, eip)
    vpc("DisassociateEipAddress", instance_id=gateway_id, **allocation)
    eip_is("Available")
    vpc("ReleaseEipAddress", **allocation)
    settled()
    ask("DeleteNatGateway", nat_gateway_id=gateway_id)
    gone(listed)
    inside(ask, scenario)


def entries(ask, settled, gateway_id, subnet_id, eip):
    snat_id = ask(
        "CreateSnatEntry",
        nat_gateway_id=gateway_id,
        subnet_id=subnet_id,
        eip_id=eip.allocation_id,
        snat_entry_name="out",
    ).snat_entry_id

    def outward():
        return ask("DescribeSnatEntries", nat_gateway_id=gateway_id).snat_entries

    snat = only("Available", outward)
    assert_equal((snat.subnet_id, snat.eip_address), (subnet_id, eip.eip_address))
    settled()
    ask("ModifySnatEntryAttributes", snat_entry_id=snat_id, snat_entry_name="renamed")
    only("Available", outward)
    shown = ask("DescribeSnatEntryAttributes", snat_entry_id=snat_id)
    assert_equal(shown.snat_entry_name, "renamed")
    settled()
    dnat_id = ask(
        "CreateDnatEntry",
        nat_gateway_id=gateway_id,
        external_ip=eip.eip_address,
        external_port="80",
        internal_ip="10.0.1.200",
        internal_port="8080",
        protocol="tcp",
    ).dnat_entry_id

    def inward():
        return ask("DescribeDnatEntries", nat_gateway_id=gateway_id).dnat_entries

    assert_equal(only("Available", inward).internal_port, "8080")
    settled()
    ask("ModifyDnatEntryAttributes", dnat_entry_id=dnat_id, internal_port="8081")
    only("Available", inward)
    settled()
    shown = ask("DescribeDnatEntryAttributes", dnat_entry_id=dnat_id)
    assert_equal((shown.internal_port, shown.protocol), ("8081", "tcp"))
    ask("DeleteDnatEntry", dnat_entry_id=dnat_id)
    gone(inward)
    settled()
    ask("DeleteSnatEntry", snat_entry_id=snat_id)
    gone(outward)
    settled()


def inside(ask, scenario):
    gateway_id = ask(
        "CreateNatGateway",
        vpc_id=scenario.vpc_id,
        subnet_id=scenario.subnet_id,
        network_type="intranet",
    ).nat_gateway_id
    one = {"nat_gateway_id": gateway_id}

    def settled():
        return until("Available", lambda: ask("DescribeNatGatewayAttributes", **one))

    assert_equal(settled().network_type, "intranet")
    ip_id = ask("CreateNatIp", nat_ip_name="scenario", **one).nat_ip_id

    def listed():
        return ask("DescribeNatIps", nat_ip_ids=[ip_id], **one).nat_ips

    address = only("Available", listed)
    assert_equal((address.is_default, address.using_status), (False, "Idle"))
    settled()
    ask("ModifyNatIpAttributes", nat_ip_id=ip_id, nat_ip_name="renamed")
    only("Available", listed)
    settled()
    shown = ask("DescribeNatIpAttributes", nat_ip_id=ip_id)
    assert_equal((shown.nat_ip_name, shown.nat_ip), ("renamed", address.nat_ip))
    ask("DeleteNatIp", nat_ip_id=ip_id)
    gone(listed)
    settled()
    ask("DeleteNatGateway", **one)
    gone(lambda: ask("DescribeNatGateways", vpc_id=scenario.vpc_id).nat_gateways)

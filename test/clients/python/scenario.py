"""The steps of test/clients/lib/steps.ts with the typed models of volcengine-python-sdk."""

import collections
import json
import os
import re

import account
import addresses
import clb
import fleet
import iam
import ipam
import nat
import outward
import snapshots
import subscriptions
import traffic
import upkeep
import volcenginesdkecs as ecs_models
import volcenginesdkstorageebs as ebs_models
import volcenginesdkvpc as vpc_models
from check import ZONE, assert_equal, poll, refused, until
from volcenginesdkcore import ApiClient, Configuration
from volcenginesdkcore.universal import UniversalApi, UniversalInfo
from volcenginesdkecs import ECSApi
from volcenginesdkstorageebs import STORAGEEBSApi
from volcenginesdkvpc import VPCApi

TYPE = "ecs.g3i.large"
# Text in which signatures go wrong when a client and a server escape differently.
DESCRIPTION = "spaces, 中文 _ and = -"

calls = collections.Counter()


class CountingClient(ApiClient):
    """Counts calls, not requests: what the SDK sends again is not counted."""

    def call_api(self, resource_path, *args, **kwargs):
        _, action, _, service, *_ = resource_path.split("/")
        calls[service + ":" + action] += 1
        return super().call_api(resource_path, *args, **kwargs)


def client(ak, sk, token=""):
    configuration = Configuration()
    configuration.ak = ak
    configuration.sk = sk
    configuration.session_token = token
    configuration.region = os.environ["VOLCENGINE_REGION"]
    configuration.host = os.environ["VOLCENGINE_ENDPOINT"]
    return CountingClient(configuration)


OWN = (os.environ["VOLCENGINE_ACCESS_KEY"], os.environ["VOLCENGINE_SECRET_KEY"])
SESSION = (os.environ["SESSION_ACCESS_KEY"], os.environ["SESSION_SECRET_KEY"])


class Scenario:
    signed_by = staticmethod(client)

    def __init__(self):
        self.client = client(*OWN)
        self.vpc = VPCApi(self.client)
        self.ecs = ECSApi(self.client)
        self.ebs = STORAGEEBSApi(self.client)
        self.other_ids = []

    def network(self):
        self.vpc_id = self.vpc.create_vpc(
            vpc_models.CreateVpcRequest(cidr_block="10.0.0.0/16", vpc_name="scenario")
        ).vpc_id
        self.vpc_is_available()
        self.subnet_id = self.vpc.create_subnet(
            vpc_models.CreateSubnetRequest(
                vpc_id=self.vpc_id,
                zone_id=ZONE,
                cidr_block="10.0.1.0/24",
                description=DESCRIPTION,
            )
        ).subnet_id
        assert_equal(self.subnet_is_available().available_ip_address_count, 253)
        listed = self.vpc.describe_subnets(
            vpc_models.DescribeSubnetsRequest(vpc_id=self.vpc_id, subnet_ids=[self.subnet_id])
        )
        assert_equal(listed.subnets[0].description, DESCRIPTION)
        self.group_id = self.vpc.create_security_group(
            vpc_models.CreateSecurityGroupRequest(vpc_id=self.vpc_id)
        ).security_group_id
        self.group_is_available()
        self.vpc.modify_security_group_attributes(
            vpc_models.ModifySecurityGroupAttributesRequest(
                security_group_id=self.group_id, security_group_name="renamed"
            )
        )
        assert_equal(self.group_is_available().security_group_name, "renamed")
        vpcs = self.vpc.describe_vpcs(vpc_models.DescribeVpcsRequest(vpc_ids=[self.vpc_id])).vpcs
        assert_equal(vpcs[0].subnet_ids, [self.subnet_id])
        assert self.group_id in vpcs[0].security_group_ids

    def rules(self):
        group = {"security_group_id": self.group_id}
        inward = dict(
            group, protocol="tcp", port_start=22, port_end=22, cidr_ip="10.0.0.0/8", priority=2
        )
        outward = dict(
            group,
            protocol="udp",
            port_start=53,
            port_end=53,
            policy="drop",
            cidr_ip="0.0.0.0/0",
            priority=100,
        )
        self.vpc.authorize_security_group_ingress(
            vpc_models.AuthorizeSecurityGroupIngressRequest(description="ssh", **inward)
        )
        [rule] = self.rules_of("ingress")
        assert_equal(
            [rule.protocol, rule.port_end, rule.priority, rule.policy, rule.cidr_ip],
            ["tcp", 22, 2, "accept", "10.0.0.0/8"],
        )
        self.vpc.modify_security_group_rule_descriptions_ingress(
            vpc_models.ModifySecurityGroupRuleDescriptionsIngressRequest(
                description="shell", **inward
            )
        )
        assert_equal([each.description for each in self.rules_of("ingress")], ["shell"])
        self.vpc.authorize_security_group_egress(
            vpc_models.AuthorizeSecurityGroupEgressRequest(**outward)
        )
        assert_equal([each.policy for each in self.rules_of("egress")], ["drop"])
        self.vpc.revoke_security_group_egress(
            vpc_models.RevokeSecurityGroupEgressRequest(**outward)
        )
        self.vpc.revoke_security_group_ingress(
            vpc_models.RevokeSecurityGroupIngressRequest(**inward)
        )
        assert_equal(self.rules_of("egress") + self.rules_of("ingress"), [])

    def rules_of(self, direction):
        """Those of the scenario: a group has others from the start, for all ports."""
        request = vpc_models.DescribeSecurityGroupAttributesRequest(
            security_group_id=self.group_id, direction=direction
        )
        group = until("Available", lambda: self.vpc.describe_security_group_attributes(request))
        return [each for each in group.permissions if each.port_start > 0]

    def tags(self):
        it = {"resource_type": "vpc", "resource_ids": [self.vpc_id]}
        tag = vpc_models.TagForTagResourcesInput
        self.vpc.tag_resources(
            vpc_models.TagResourcesRequest(
                tags=[tag(key="env", value="test"), tag(key="without value", value="")], **it
            )
        )
        tagged = vpc_models.TagFilterForDescribeVpcsInput(key="env", values=["test"])
        by_tag = vpc_models.DescribeVpcsRequest(tag_filters=[tagged])
        [found] = self.vpc.describe_vpcs(by_tag).vpcs
        tags = [(each.key, each.value) for each in found.tags]
        assert_equal(tags, [("env", "test"), ("without value", "")])
        listed = self.vpc.list_tags_for_resources(
            vpc_models.ListTagsForResourcesRequest(**it)
        ).resource_tags
        assert_equal(sorted(each.tag_key for each in listed), ["env", "without value"])
        self.vpc.untag_resources(vpc_models.UntagResourcesRequest(tag_keys=["env"], **it))
        assert_equal(self.vpc.describe_vpcs(by_tag).vpcs, [])

    def catalogue(self):
        zones = self.ecs.describe_zones(ecs_models.DescribeZonesRequest()).zones
        assert ZONE in [zone.zone_id for zone in zones]
        images = self.ecs.describe_images(ecs_models.DescribeImagesRequest(os_type="Linux")).images
        self.image_id = images[0].image_id
        types = self.ecs.describe_instance_types(
            ecs_models.DescribeInstanceTypesRequest(instance_type_ids=[TYPE])
        ).instance_types
        assert_equal([each.network.maximum_network_interfaces for each in types], [3])

    def instances(self):
        self.instance_ids = self.ecs.run_instances(
            ecs_models.RunInstancesRequest(
                zone_id=ZONE,
                image_id=self.image_id,
                instance_type_id=TYPE,
                instance_name="scenario",
                count=2,
                network_interfaces=[
                    ecs_models.NetworkInterfaceForRunInstancesInput(
                        subnet_id=self.subnet_id, security_group_ids=[self.group_id]
                    )
                ],
            )
        ).instance_ids
        assert_equal(len(self.instance_ids), 2)
        poll(lambda: [each.status for each in self.listed_instances()] == ["RUNNING", "RUNNING"])
        self.apart()
        self.template()
        self.image()

    def apart(self):
        ecs, models = self.ecs, ecs_models
        made = ecs.create_deployment_set(
            models.CreateDeploymentSetRequest(
                deployment_set_name="scenario", strategy="AvailabilityGroup", group_count=2
            )
        ).deployment_set_id
        for set_id in [made, ""]:
            ecs.modify_instance_deployment(
                models.ModifyInstanceDeploymentRequest(
                    instance_id=self.instance_ids[0], deployment_set_id=set_id
                )
            )
            sets = ecs.describe_deployment_sets(
                models.DescribeDeploymentSetsRequest(deployment_set_ids=[made])
            ).deployment_sets
            assert_equal(sets[0].instance_ids, self.instance_ids[:1] if set_id else [])
        ecs.delete_deployment_set(models.DeleteDeploymentSetRequest(deployment_set_id=made))

    def template(self):
        ecs, models = self.ecs, ecs_models
        template_id = ecs.create_launch_template(
            models.CreateLaunchTemplateRequest(launch_template_name="scenario")
        ).launch_template_id
        number = ecs.create_launch_template_version(
            models.CreateLaunchTemplateVersionRequest(
                launch_template_id=template_id,
                image_id=self.image_id,
                eip=models.EipForCreateLaunchTemplateVersionInput(bandwidth=5),
                volumes=[models.VolumeForCreateLaunchTemplateVersionInput(size=40)],
            )
        ).launch_template_version_number
        ecs.modify_template_default_version(
            models.ModifyTemplateDefaultVersionRequest(
                launch_template_id=template_id, default_version_number=number
            )
        )
        templates = ecs.describe_launch_templates(
            models.DescribeLaunchTemplatesRequest(launch_template_ids=[template_id])
        ).launch_templates
        assert_equal([each.default_version_number for each in templates], [2])
        versions = ecs.describe_launch_template_versions(
            models.DescribeLaunchTemplateVersionsRequest(
                launch_template_id=template_id, default_version=True
            )
        ).launch_template_versions
        data = versions[0].launch_template_version_data
        assert_equal((data.image_id, data.eip.bandwidth, data.volumes[0].size), (self.image_id, 5, 40))
        ecs.delete_launch_template(
            models.DeleteLaunchTemplateRequest(launch_template_id=template_id)
        )

    def image(self):
        ecs, models = self.ecs, ecs_models
        image_id = ecs.create_image(
            models.CreateImageRequest(instance_id=self.instance_ids[0], image_name="scenario")
        ).image_id
        tasks = models.DescribeTasksRequest(resource_ids=[image_id])
        poll(lambda: [each.status for each in ecs.describe_tasks(tasks).tasks] == ["Succeeded"])
        shared = models.ModifyImageSharePermissionRequest(
            image_id=image_id, add_accounts=["2100000042"]
        )
        ecs.modify_image_share_permission(shared)
        images = ecs.describe_images(
            models.DescribeImagesRequest(image_ids=[image_id], visibility="private")
        ).images
        assert_equal([(each.status, each.size) for each in images], [("available", 40)])
        ecs.modify_image_share_permission(
            models.ModifyImageSharePermissionRequest(
                image_id=image_id, remove_accounts=["2100000042"]
            )
        )
        details = ecs.delete_images(
            models.DeleteImagesRequest(image_ids=[image_id])
        ).operation_details
        assert_equal([each.error for each in details], [None])

    def operations(self):
        one = self.instance_ids[0]

        def is_now(status):
            poll(lambda: self.status_of(one) == status)

        self.ecs.stop_instance(ecs_models.StopInstanceRequest(instance_id=one))
        is_now("STOPPED")
        self.ecs.start_instance(ecs_models.StartInstanceRequest(instance_id=one))
        is_now("RUNNING")
        rebooted = self.ecs.reboot_instances(
            ecs_models.RebootInstancesRequest(instance_ids=self.instance_ids)
        ).operation_details
        assert_equal({each.instance_id for each in rebooted}, set(self.instance_ids))
        is_now("RUNNING")

    def interface(self):
        self.eni_id = self.vpc.create_network_interface(
            vpc_models.CreateNetworkInterfaceRequest(
                subnet_id=self.subnet_id,
                security_group_ids=[self.group_id],
                secondary_private_ip_address_count=2,
                tags=[vpc_models.TagForCreateNetworkInterfaceInput(key="team", value="network")],
            )
        ).network_interface_id
        eni = self.interface_is("Available")
        assert_equal(eni.type, "secondary")
        assert re.fullmatch("[0-9a-f]{2}(:[0-9a-f]{2}){5}", eni.mac_address), eni.mac_address
        addresses = eni.private_ip_sets.private_ip_set
        assert_equal(len(addresses), 3)
        primary = [each.private_ip_address for each in addresses if each.primary]
        assert_equal(primary, [eni.primary_ip_address])
        self.vpc.modify_network_interface_attributes(
            vpc_models.ModifyNetworkInterfaceAttributesRequest(
                network_interface_id=self.eni_id, network_interface_name="renamed"
            )
        )
        tagged = vpc_models.TagFilterForDescribeNetworkInterfacesInput(
            key="team", values=["network"]
        )
        [listed] = self.vpc.describe_network_interfaces(
            vpc_models.DescribeNetworkInterfacesRequest(
                network_interface_ids=[self.eni_id], tag_filters=[tagged]
            )
        ).network_interface_sets
        assert_equal(listed.network_interface_name, "renamed")
        assert_equal([(tag.key, tag.value) for tag in listed.tags], [("team", "network")])

    def addresses(self):
        assigned = self.vpc.assign_private_ip_addresses(
            vpc_models.AssignPrivateIpAddressesRequest(
                network_interface_id=self.eni_id, secondary_private_ip_address_count=1
            )
        ).private_ip_set
        assert_equal(len(assigned), 1)
        self.vpc.unassign_private_ip_addresses(
            vpc_models.UnassignPrivateIpAddressesRequest(
                network_interface_id=self.eni_id, private_ip_address=assigned
            )
        )

    def ipv6(self):
        self.vpc.modify_vpc_attributes(
            vpc_models.ModifyVpcAttributesRequest(vpc_id=self.vpc_id, enable_ipv6=True)
        )
        self.vpc_is_available()
        self.vpc.modify_subnet_attributes(
            vpc_models.ModifySubnetAttributesRequest(
                subnet_id=self.subnet_id, enable_ipv6=True, ipv6_cidr_block=1
            )
        )
        self.subnet_is_available()
        assigned = self.vpc.assign_ipv6_addresses(
            vpc_models.AssignIpv6AddressesRequest(
                network_interface_id=self.eni_id, ipv6_address_count=2
            )
        ).ipv6_set
        assert_equal(len(assigned), 2)
        self.vpc.unassign_ipv6_addresses(
            vpc_models.UnassignIpv6AddressesRequest(
                network_interface_id=self.eni_id, ipv6_address=assigned[:1]
            )
        )
        assert_equal(self.interface_is("Available").i_pv6_sets, assigned[1:])

    def attach(self):
        instance_id = self.instance_ids[0]
        self.vpc.attach_network_interface(
            vpc_models.AttachNetworkInterfaceRequest(
                network_interface_id=self.eni_id, instance_id=instance_id
            )
        )
        assert_equal(self.interface_is("InUse").device_id, instance_id)
        [instance] = [each for each in self.listed_instances() if each.instance_id == instance_id]
        types = sorted(each.type for each in instance.network_interfaces)
        assert_equal(types, ["primary", "secondary"])

    def refusals(self):
        vpc, models = self.vpc, vpc_models
        again = models.AttachNetworkInterfaceRequest(
            network_interface_id=self.eni_id, instance_id=self.instance_ids[1]
        )
        refused(400, "InvalidEni.InvalidStatus", lambda: vpc.attach_network_interface(again))
        unknown = models.DescribeNetworkInterfaceAttributesRequest(network_interface_id="eni-x")
        refused(
            404,
            "InvalidEniId.NotFound",
            lambda: vpc.describe_network_interface_attributes(unknown),
        )
        eni = models.DeleteNetworkInterfaceRequest(network_interface_id=self.eni_id)
        refused(400, "InvalidEni.InvalidStatus", lambda: vpc.delete_network_interface(eni))
        subnet = models.DeleteSubnetRequest(subnet_id=self.subnet_id)
        refused(400, "InvalidSubnet.InUse", lambda: vpc.delete_subnet(subnet))
        own_vpc = models.DeleteVpcRequest(vpc_id=self.vpc_id)
        refused(400, "InvalidVpc.InUse", lambda: vpc.delete_vpc(own_vpc))
        # The models know which parameters are required; UniversalApi sends what it is given.
        info = UniversalInfo("GET", "vpc", "2020-04-01", "AttachNetworkInterface")
        partial = {"NetworkInterfaceId": self.eni_id}
        call = UniversalApi(self.client).do_call
        refused(400, "MissingParameter", lambda: call(info, partial))

    def form(self):
        self.posted("form", "application/x-www-form-urlencoded")

    def json(self):
        self.posted("json", "application/json")

    def posted(self, how, content_type):
        info = UniversalInfo("POST", "vpc", "2020-04-01", "CreateNetworkInterface", content_type)
        body = {
            "SubnetId": self.subnet_id,
            "SecurityGroupIds": [self.group_id],
            "Tags": [{"Key": "sent as", "Value": how}],
            "PortSecurityEnabled": True,
        }
        eni_id = UniversalApi(self.client).do_call(info, body)["NetworkInterfaceId"]
        tags = self.interface_is("Available", eni_id).tags
        assert_equal([(tag.key, tag.value) for tag in tags], [("sent as", how)])
        self.other_ids.append(eni_id)

    def pages(self):
        found = set()
        number = 1
        while True:
            page = self.vpc.describe_network_interfaces(
                vpc_models.DescribeNetworkInterfacesRequest(
                    vpc_id=self.vpc_id, page_number=number, page_size=2
                )
            )
            assert_equal(page.total_count, 5)
            found.update(each.network_interface_id for each in page.network_interface_sets)
            if len(page.network_interface_sets) < 2:
                break
            number += 1
        assert_equal(len(found), 5)
        instances = []
        token = None
        while token != "":
            page = self.ecs.describe_instances(
                ecs_models.DescribeInstancesRequest(
                    vpc_id=self.vpc_id, max_results=1, next_token=token
                )
            )
            instances += [each.instance_id for each in page.instances]
            token = page.next_token
        assert_equal(sorted(instances), sorted(self.instance_ids))

    def routes(self):
        vpc, models = self.vpc, vpc_models
        table_id = vpc.create_route_table(
            models.CreateRouteTableRequest(vpc_id=self.vpc_id, route_table_name="own")
        ).route_table_id
        self.vpc_is_available()
        table_request = models.DescribeRouteTableListRequest(route_table_id=table_id)

        def tables():
            return vpc.describe_route_table_list(table_request).router_table_list

        assert_equal([each.route_table_type for each in tables()], ["Custom"])
        entry_id = vpc.create_route_entry(
            models.CreateRouteEntryRequest(
                route_table_id=table_id,
                destination_cidr_block="172.16.0.0/16",
                next_hop_type="NetworkInterface",
                next_hop_id=self.eni_id,
            )
        ).route_entry_id
        entry_request = models.DescribeRouteEntryListRequest(
            route_table_id=table_id, route_entry_id=entry_id, route_entry_type="Custom"
        )

        def entries():
            return vpc.describe_route_entry_list(entry_request).route_entries

        poll(lambda: [each.status for each in entries()] == ["Available"])
        assert_equal(entries()[0].next_hop_id, self.eni_id)
        self.vpc_is_available()
        vpc.modify_route_entry(
            models.ModifyRouteEntryRequest(route_entry_id=entry_id, route_entry_name="renamed")
        )
        poll(lambda: [each.status for each in entries()] == ["Available"])
        assert_equal(entries()[0].route_entry_name, "renamed")
        self.vpc_is_available()
        vpc.associate_route_table(
            models.AssociateRouteTableRequest(route_table_id=table_id, subnet_id=self.subnet_id)
        )
        poll(lambda: tables()[0].subnet_ids == [self.subnet_id])
        self.vpc_is_available()
        vpc.disassociate_route_table(
            models.DisassociateRouteTableRequest(
                route_table_id=table_id, subnet_id=self.subnet_id
            )
        )
        poll(lambda: tables()[0].subnet_ids == [])
        self.vpc_is_available()
        vpc.delete_route_entry(models.DeleteRouteEntryRequest(route_entry_id=entry_id))
        poll(lambda: entries() == [])
        self.vpc_is_available()
        vpc.delete_route_table(models.DeleteRouteTableRequest(route_table_id=table_id))
        poll(lambda: tables() == [])
        self.vpc_is_available()

    def eip(self):
        eip = self.vpc.allocate_eip_address(
            vpc_models.AllocateEipAddressRequest(billing_type=3, bandwidth=5, isp="BGP")
        )
        attributes = vpc_models.DescribeEipAddressAttributesRequest(
            allocation_id=eip.allocation_id
        )

        def eip_is(status):
            return until(status, lambda: self.vpc.describe_eip_address_attributes(attributes))

        assert_equal(eip_is("Available").billing_type, 3)
        self.vpc.associate_eip_address(
            vpc_models.AssociateEipAddressRequest(
                allocation_id=eip.allocation_id,
                instance_id=self.eni_id,
                instance_type="NetworkInterface",
            )
        )
        assert_equal(eip_is("Attached").instance_id, self.eni_id)
        bound = self.interface_is("InUse").associated_elastic_ip
        assert_equal(bound.eip_address, eip.eip_address)
        self.vpc.disassociate_eip_address(
            vpc_models.DisassociateEipAddressRequest(
                allocation_id=eip.allocation_id, instance_id=self.eni_id
            )
        )
        eip_is("Available")
        self.vpc.release_eip_address(
            vpc_models.ReleaseEipAddressRequest(allocation_id=eip.allocation_id)
        )
        listed = vpc_models.DescribeEipAddressesRequest(allocation_ids=[eip.allocation_id])
        poll(lambda: self.vpc.describe_eip_addresses(listed).eip_addresses == [])

    def volumes(self):
        instance_id = self.instance_ids[0]
        volume_id = self.ebs.create_volume(
            ebs_models.CreateVolumeRequest(
                volume_name="scenario",
                volume_type="ESSD_PL0",
                size="10",
                zone_id=ZONE,
                tags=[ebs_models.TagForCreateVolumeInput(key="team", value="storage")],
            )
        ).volume_id
        one = ebs_models.DescribeVolumesRequest(volume_ids=[volume_id])

        def listed():
            return self.ebs.describe_volumes(one).volumes

        def volume_is(status):
            return until(status, lambda: listed()[0])

        assert_equal(volume_is("available").instance_id, "")
        self.ebs.attach_volume(
            ebs_models.AttachVolumeRequest(
                volume_id=volume_id, instance_id=instance_id, delete_with_instance=True
            )
        )
        attached = volume_is("attached")
        assert_equal((attached.instance_id, attached.size), (instance_id, "10"))
        assert_equal([tag.value for tag in attached.tags], ["storage"])
        self.ebs.extend_volume(ebs_models.ExtendVolumeRequest(volume_id=volume_id, new_size="20"))
        assert_equal(volume_is("attached").size, "20")
        self.ebs.detach_volume(
            ebs_models.DetachVolumeRequest(volume_id=volume_id, instance_id=instance_id)
        )
        volume_is("available")
        self.ebs.delete_volume(ebs_models.DeleteVolumeRequest(volume_id=volume_id))
        poll(lambda: listed() == [])

    def session(self):
        listed = vpc_models.DescribeVpcsRequest(vpc_ids=[self.vpc_id])
        good = VPCApi(client(*SESSION, os.environ["SESSION_TOKEN"]))
        assert_equal(len(good.describe_vpcs(listed).vpcs), 1)
        bad = VPCApi(client(*SESSION, "another"))
        refused(401, "InvalidSecretToken", lambda: bad.describe_vpcs(listed))

    def secret(self):
        wrong = VPCApi(client(OWN[0], "not the secret key"))
        listed = vpc_models.DescribeVpcsRequest()
        refused(401, "SignatureDoesNotMatch", lambda: wrong.describe_vpcs(listed))

    def end(self):
        vpc, models = self.vpc, vpc_models
        vpc.detach_network_interface(
            models.DetachNetworkInterfaceRequest(
                network_interface_id=self.eni_id, instance_id=self.instance_ids[0]
            )
        )
        self.interface_is("Available")
        for each in [self.eni_id, *self.other_ids]:
            vpc.delete_network_interface(
                models.DeleteNetworkInterfaceRequest(network_interface_id=each)
            )
        first, *others = self.instance_ids
        self.ecs.delete_instance(ecs_models.DeleteInstanceRequest(instance_id=first))
        self.ecs.delete_instances(ecs_models.DeleteInstancesRequest(instance_ids=others))
        poll(lambda: self.listed_instances() == [])
        interfaces = models.DescribeNetworkInterfacesRequest(vpc_id=self.vpc_id)
        poll(lambda: vpc.describe_network_interfaces(interfaces).network_interface_sets == [])
        vpc.delete_security_group(
            models.DeleteSecurityGroupRequest(security_group_id=self.group_id)
        )
        vpc.delete_subnet(models.DeleteSubnetRequest(subnet_id=self.subnet_id))
        subnets = models.DescribeSubnetsRequest(vpc_id=self.vpc_id)
        poll(lambda: vpc.describe_subnets(subnets).subnets == [])
        vpc.delete_vpc(models.DeleteVpcRequest(vpc_id=self.vpc_id))
        vpcs = models.DescribeVpcsRequest(vpc_ids=[self.vpc_id])
        poll(lambda: vpc.describe_vpcs(vpcs).vpcs == [])

    def vpc_is_available(self):
        request = vpc_models.DescribeVpcAttributesRequest(vpc_id=self.vpc_id)
        return until("Available", lambda: self.vpc.describe_vpc_attributes(request))

    def subnet_is_available(self):
        request = vpc_models.DescribeSubnetAttributesRequest(subnet_id=self.subnet_id)
        return until("Available", lambda: self.vpc.describe_subnet_attributes(request))

    def group_is_available(self):
        request = vpc_models.DescribeSecurityGroupAttributesRequest(
            security_group_id=self.group_id
        )
        return until("Available", lambda: self.vpc.describe_security_group_attributes(request))

    def interface_is(self, status, eni_id=None):
        request = vpc_models.DescribeNetworkInterfaceAttributesRequest(
            network_interface_id=eni_id or self.eni_id
        )
        return until(status, lambda: self.vpc.describe_network_interface_attributes(request))

    def listed_instances(self):
        return self.ecs.describe_instances(
            ecs_models.DescribeInstancesRequest(instance_ids=self.instance_ids)
        ).instances

    def status_of(self, instance_id):
        [found] = [each for each in self.listed_instances() if each.instance_id == instance_id]
        return found.status


NEIGHBOURS = {
    "snapshots": snapshots.snapshots,
    "keyPairs": fleet.key_pairs,
    "clusters": fleet.clusters,
    "commands": fleet.commands,
    "events": fleet.events,
    "nat": nat.nat,
    "clb": clb.clb,
    "packages": addresses.packages,
    "pools": addresses.pools,
    "ipv4Gateways": addresses.ipv4_gateways,
    "ipam": ipam.ipam,
    "flowLogs": traffic.flow_logs,
    "mirrors": traffic.mirrors,
    "groups": traffic.groups,
    "iam": iam.iam,
    "offers": upkeep.offers,
    "upkeep": upkeep.upkeep,
    "imageCare": upkeep.image_care,
    "orders": upkeep.orders,
    "subscriptions": subscriptions.subscriptions,
    "volumeCare": subscriptions.volume_care,
    "outward": outward.outward,
    "account": account.account,
}
OWN_STEPS = (
    "network rules tags catalogue instances operations interface addresses ipv6 attach refusals "
    "form json pages routes eip volumes"
).split()

scenario = Scenario()
for step in OWN_STEPS + list(NEIGHBOURS) + ["session", "secret", "end"]:
    if step in NEIGHBOURS:
        NEIGHBOURS[step](scenario)
    else:
        getattr(scenario, step)()
    print(json.dumps({"step": step}), flush=True)
print(json.dumps({"calls": calls}))

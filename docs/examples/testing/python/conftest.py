"""Each test has an account of its own: an empty world, which no other test sees."""

from types import SimpleNamespace

import pytest
from volcenginesdkcore import ApiClient
from volcenginesdkecs import ECSApi, RunInstancesRequest, NetworkInterfaceForRunInstancesInput
from volcenginesdkvpc import (
    CreateSecurityGroupRequest,
    CreateSubnetRequest,
    CreateVpcRequest,
    VPCApi,
)

from nics import Nics


@pytest.fixture
def client(tenon_account):
    configuration = tenon_account.configuration()
    # The program tries again by itself: the SDK's own tries would come on top.
    configuration.auto_retry = False
    return ApiClient(configuration)


@pytest.fixture
def vpc(client):
    return VPCApi(client)


@pytest.fixture
def network(client, vpc, tenon):
    """A VPC with two zones, a group, and two instances in the first zone."""
    vpc_id = vpc.create_vpc(CreateVpcRequest(cidr_block="10.0.0.0/16")).vpc_id
    tenon.clock.advance("1m")
    subnets = [
        vpc.create_subnet(
            CreateSubnetRequest(
                vpc_id=vpc_id, zone_id=f"cn-beijing-{zone}", cidr_block=f"10.0.{third}.0/24"
            )
        ).subnet_id
        for third, zone in enumerate("ab")
    ]
    group = vpc.create_security_group(CreateSecurityGroupRequest(vpc_id=vpc_id)).security_group_id
    tenon.clock.advance("1m")
    instances = (
        ECSApi(client)
        .run_instances(
            RunInstancesRequest(
                instance_name="web",
                count=2,
                instance_type_id="ecs.g3i.large",
                image_id="image-debian12x64tenon00",
                zone_id="cn-beijing-a",
                network_interfaces=[
                    NetworkInterfaceForRunInstancesInput(
                        subnet_id=subnets[0], security_group_ids=[group]
                    )
                ],
            )
        )
        .instance_ids
    )
    tenon.clock.advance("5m")
    return SimpleNamespace(
        vpc_id=vpc_id,
        subnet=subnets[0],
        other_zone=subnets[1],
        group=group,
        instance=instances[0],
        other_instance=instances[1],
    )


@pytest.fixture
def nics(vpc, tenon):
    """The program under test. While it sleeps, the world's time passes, and nobody waits."""
    return Nics(vpc, sleep=lambda seconds: tenon.clock.advance(f"{int(seconds * 1000)}ms"))


@pytest.fixture
def eni(nics, network, tenon):
    made = nics.create(network.subnet, network.group)
    tenon.clock.advance("1m")
    return made

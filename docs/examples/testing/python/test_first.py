"""An account for each test: an empty world, with time and trouble as the test wants them."""

import pytest
from volcenginesdkcore import ApiClient
from volcenginesdkcore.rest import ApiException
from volcenginesdkvpc import CreateVpcRequest, DescribeVpcAttributesRequest, VPCApi


@pytest.fixture
def vpc(tenon_account):
    return VPCApi(ApiClient(tenon_account.configuration()))


def status_of(vpc, vpc_id):
    return vpc.describe_vpc_attributes(DescribeVpcAttributesRequest(vpc_id=vpc_id)).status


def test_a_vpc_takes_its_time(vpc, tenon):
    made = vpc.create_vpc(CreateVpcRequest(cidr_block="10.0.0.0/16")).vpc_id
    tenon.clock.advance("1m")
    assert status_of(vpc, made) == "Available"


def test_it_stays_on_its_way_while_it_is_held(vpc, tenon, tenon_account):
    with tenon_account.fault("CreateVpc", when="settle", hold=True):
        made = vpc.create_vpc(CreateVpcRequest(cidr_block="10.0.0.0/16")).vpc_id
        tenon.clock.advance("1h")
        assert status_of(vpc, made) == "Creating"
    assert status_of(vpc, made) == "Available"


def test_a_refusal_says_why(vpc, tenon_account):
    with pytest.raises(ApiException, match="InvalidCidr.Malformed"):
        vpc.create_vpc(CreateVpcRequest(cidr_block="8.8.8.0/24"))
    [refused] = tenon_account.requests(code="InvalidCidr.Malformed")
    assert refused["parameters"]["CidrBlock"] == "8.8.8.0/24"

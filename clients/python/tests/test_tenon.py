"""What the server answers is what the package gives."""

import urllib.error
import urllib.request

import pytest
import tenon_vpc


def asked(server):
    """Sends a request that the server refuses, and gives its id."""
    try:
        urllib.request.urlopen(f"{server.url}/?Action=DescribeVpcs&Version=2020-04-01", timeout=60)
    except urllib.error.HTTPError as refused:
        refused.read()
    return server.requests(limit=1)[0]["requestId"]


def test_a_request_by_its_id(server):
    request_id = asked(server)
    one = server.request(request_id)
    assert (one["requestId"], one["action"]) == (request_id, "DescribeVpcs")
    with pytest.raises(tenon_vpc.Refused, match="InvalidRequest.NotFound"):
        server.request("another")


def test_lists(server):
    with server.account("of a test") as account:
        named = {each["accountId"]: each["name"] for each in server.accounts()}
        assert named[account.account_id] == "of a test"
        fault = account.fault("CreateVpc", when="answer", misstate=True, times=0)
        [listed] = server.faults()
        assert (listed["id"], listed["struck"], listed["misstate"]) == (fault.id, 0, True)
        assert fault.struck() == 0
        fault.remove()
        fault.remove()
        assert server.faults() == []
    server.snapshot("kept")
    assert [each["name"] for each in server.snapshots()] == ["kept"]


def test_an_account_may_be_gone_before_its_block_ends(server):
    with server.account() as account:
        fault = account.fault("CreateVpc", cut=True)
        account.remove()
        fault.remove()
    with server.account():
        server.reset()


def test_a_snapshot_that_is_gone_is_refused(server):
    kept = server.snapshot("once")
    kept.restore()
    kept.remove()
    with pytest.raises(tenon_vpc.Refused) as refused:
        kept.restore()
    assert (refused.value.status, refused.value.code) == (404, "InvalidSnapshot.NotFound")


def test_names_stay_one_part_of_a_path(server):
    with pytest.raises(tenon_vpc.Refused) as refused:
        server.snapshot("a/restore\n?#")
    assert refused.value.status == 400


def test_connected_it_knows_region_and_key(server):
    there = tenon_vpc.connect(server.url)
    assert (there.region, there.credentials) == (server.region, server.credentials)
    with pytest.raises(tenon_vpc.TenonError, match="cannot be asked"):
        tenon_vpc.connect("http://127.0.0.1:1")

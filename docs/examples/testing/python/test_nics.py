"""Thirty tests side by side on one server: pip install -r requirements.txt && pytest"""

import pytest

from nics import Failed

ALIVE = ["InUse", "Available"]


def test_an_interface_is_attached(nics, network, eni):
    nics.attach(eni, network.instance)
    assert nics.status(eni) == "InUse"


def test_and_detached(nics, network, eni):
    nics.attach(eni, network.instance)
    nics.detach(eni, network.instance)
    assert nics.status(eni) == "Available"


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_again_and_again(nics, network, eni, times):
    for _ in range(times):
        nics.attach(eni, network.instance)
        nics.detach(eni, network.instance)
    assert nics.status(eni) == "Available"


def test_a_world_is_empty_at_first(vpc):
    from volcenginesdkvpc import DescribeVpcsRequest

    assert vpc.describe_vpcs(DescribeVpcsRequest()).total_count == 0


class TestPreconditions:
    def test_the_zones_must_match(self, nics, network, tenon, tenon_account):
        eni = nics.create(network.other_zone, network.group)
        tenon.clock.advance("1m")
        with pytest.raises(Failed, match="InvalidEni.ZoneMismatch"):
            nics.attach(eni, network.instance)
        # The history says why: each precondition as it was at that moment.
        refused = tenon_account.requests(code="InvalidEni.ZoneMismatch")[0]
        [broken] = [each for each in refused["verdicts"] if each["verdict"] == "fail"]
        assert broken["code"] == "InvalidEni.ZoneMismatch"

    def test_the_interface_must_exist(self, nics, network):
        with pytest.raises(Failed, match="InvalidEniId.NotFound"):
            nics.attach("eni-nowhere", network.instance)

    def test_the_instance_must_exist(self, nics, eni):
        with pytest.raises(Failed, match="InvalidInstance.NotFound"):
            nics.attach(eni, "i-nowhere")

    def test_an_interface_has_one_instance(self, nics, network, eni):
        nics.attach(eni, network.instance)
        with pytest.raises(Failed, match="InvalidEni.InvalidStatus"):
            nics.attach(eni, network.other_instance)

    def test_an_instance_holds_only_so_many(self, nics, network, tenon):
        held = [nics.create(network.subnet, network.group) for _ in range(3)]
        tenon.clock.advance("1m")
        for eni in held[:2]:
            nics.attach(eni, network.instance)
        with pytest.raises(Failed, match="LimitExceeded.EnisPerInstance"):
            nics.attach(held[2], network.instance)


class TestTrouble:
    @pytest.mark.parametrize("times", [1, 2, 3])
    def test_it_tries_again_when_it_is_told_to(self, nics, network, eni, tenon_account, times):
        fault = tenon_account.fault(
            "AttachNetworkInterface", refuse="FlowLimitExceeded", times=times
        )
        nics.attach(eni, network.instance)
        assert fault.struck() >= times

    def test_it_gives_up_at_last(self, nics, network, eni, tenon_account):
        tenon_account.fault("AttachNetworkInterface", refuse="FlowLimitExceeded", times=0)
        with pytest.raises(Failed, match="FlowLimitExceeded"):
            nics.attach(eni, network.instance)
        assert nics.status(eni) == "Available"

    @pytest.mark.parametrize("what", ["cut", "half"])
    def test_a_lost_answer_is_no_failure(self, nics, network, eni, tenon_account, what):
        fault = tenon_account.fault("AttachNetworkInterface", when="answer", **{what: True})
        nics.attach(eni, network.instance)
        assert (nics.status(eni), fault.struck()) == ("InUse", 1)

    @pytest.mark.parametrize("what", ["cut", "half"])
    def test_a_lost_answer_makes_no_second_interface(
        self, nics, network, vpc, tenon_account, what
    ):
        from volcenginesdkvpc import DescribeNetworkInterfacesRequest

        tenon_account.fault("CreateNetworkInterface", when="answer", **{what: True})
        made = nics.create(network.subnet, network.group)
        listed = vpc.describe_network_interfaces(
            DescribeNetworkInterfacesRequest(subnet_id=network.subnet, type="secondary")
        )
        assert [each.network_interface_id for each in listed.network_interface_sets] == [made]

    def test_a_nic_that_cannot_be_plugged(self, nics, network, eni, tenon_account):
        tenon_account.fault("AttachNetworkInterface", when="settle", fail="the host has no room")
        with pytest.raises(Failed, match="it is Available"):
            nics.attach(eni, network.instance)

    def test_and_then_it_can(self, nics, network, eni, tenon_account):
        tenon_account.fault("AttachNetworkInterface", when="settle", fail="the host has no room")
        with pytest.raises(Failed):
            nics.attach(eni, network.instance)
        nics.attach(eni, network.instance)
        assert nics.status(eni) == "InUse"


class TestTime:
    def test_it_waits_while_it_is_on_its_way(self, nics, network, eni, tenon_account):
        slept = []

        def sleep(seconds):
            slept.append(seconds)
            if len(slept) == 3:
                held.remove()
            world_passes(seconds)

        world_passes, nics.sleep = nics.sleep, sleep
        # The clock is everybody's. What must stay on its way is held.
        held = tenon_account.fault("AttachNetworkInterface", when="settle", hold=True)
        nics.attach(eni, network.instance)
        assert len(slept) >= 3

    @pytest.mark.parametrize("action", ["attach", "detach"])
    def test_nothing_else_is_done_to_it_meanwhile(
        self, nics, network, eni, vpc, tenon_account, action
    ):
        from volcenginesdkvpc import (
            AttachNetworkInterfaceRequest,
            DeleteNetworkInterfaceRequest,
            DetachNetworkInterfaceRequest,
        )

        if action == "detach":
            nics.attach(eni, network.instance)
        name = action.capitalize() + "NetworkInterface"
        tenon_account.fault(name, when="settle", hold=True)
        ids = {"network_interface_id": eni, "instance_id": network.instance}
        if action == "attach":
            vpc.attach_network_interface(AttachNetworkInterfaceRequest(**ids))
        else:
            vpc.detach_network_interface(DetachNetworkInterfaceRequest(**ids))
        assert nics.status(eni) == action.capitalize() + "ing"
        with pytest.raises(Exception, match="InvalidStatus"):
            vpc.delete_network_interface(DeleteNetworkInterfaceRequest(network_interface_id=eni))


@pytest.mark.parametrize("number", range(5))
def test_names_and_addresses_may_be_the_same_everywhere(nics, network, tenon, number):
    made = [nics.create(network.subnet, network.group) for _ in range(number)]
    tenon.clock.advance("1m")
    assert {nics.status(each) for each in made} <= set(ALIVE)

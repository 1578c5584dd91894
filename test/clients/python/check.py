"""What every step of the scenario looks at and waits for."""

import json
import time

from volcenginesdkcore.rest import ApiException

ZONE = "cn-beijing-a"
PATIENCE = 20


def asking(api, models):
    """Asks with the typed model of an action: `ask("DescribeVpcs", vpc_ids=[...])`."""
    methods = {name.replace("_", ""): name for name in dir(api)}

    def ask(action, **fields):
        request = getattr(models, action + "Request")(**fields)
        return getattr(api, methods[action.lower()])(request)

    return ask


def until(status, read):
    """Polls until what `read` gives has the status, and gives it."""
    last = []

    def done():
        last[:] = [read()]
        return last[0].status == status

    poll(done)
    return last[0]


def only(status, listed):
    """Polls until the only one of a list has the status, and gives it."""
    last = []

    def done():
        last[:] = listed()
        return [each.status for each in last] == [status]

    poll(done)
    return last[0]


def gone(listed):
    poll(lambda: listed() == [])


def poll(done):
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, "it has not come about"
        time.sleep(0.02)


def refused(status, code, call):
    try:
        call()
    except ApiException as refusal:
        error = json.loads(refusal.body)["ResponseMetadata"]["Error"]
        assert_equal((refusal.status, error["Code"]), (status, code))
        assert error["Message"]
        return
    raise AssertionError(code + " was expected, and the call succeeded")


def assert_equal(actual, expected):
    assert actual == expected, "%r is not %r" % (actual, expected)

"""What is tested: attaches network interfaces, and does not give up at the first trouble."""

import json
import time
import uuid

from volcenginesdkcore.rest import ApiException
from volcenginesdkvpc import (
    AttachNetworkInterfaceRequest,
    CreateNetworkInterfaceRequest,
    DescribeNetworkInterfaceAttributesRequest,
    DetachNetworkInterfaceRequest,
)

PASSES_BY_ITSELF = {"FlowLimitExceeded", "ServiceUnavailableTemp", "InvalidOperation.Conflict"}


class Failed(Exception):
    """The interface cannot be attached; the code is the vendor's."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def code_of(error):
    """The code of a refusal; '' where there was no whole answer."""
    try:
        return json.loads(error.body)["ResponseMetadata"]["Error"]["Code"]
    except (TypeError, ValueError, KeyError):
        return ""


class Nics:
    def __init__(self, vpc, sleep=time.sleep, tries=5):
        self.vpc = vpc
        self.sleep = sleep
        self.tries = tries

    def create(self, subnet, group):
        """Makes an interface. The token sees to it that a lost answer does not make two."""
        token = uuid.uuid4().hex
        request = CreateNetworkInterfaceRequest(
            subnet_id=subnet, security_group_ids=[group], client_token=token
        )
        return self._try(lambda: self.vpc.create_network_interface(request)).network_interface_id

    def attach(self, eni, instance):
        """Attaches an interface and waits until it is in use."""
        request = AttachNetworkInterfaceRequest(network_interface_id=eni, instance_id=instance)
        try:
            self._try(lambda: self.vpc.attach_network_interface(request))
        except Failed as failed:
            # The answer to an earlier try was lost, and that try was carried out.
            if failed.code != "InvalidEni.InvalidStatus" or self._holder(eni) != instance:
                raise
        self._wait(eni, "InUse")

    def detach(self, eni, instance):
        """Detaches an interface and waits until it is free."""
        request = DetachNetworkInterfaceRequest(network_interface_id=eni, instance_id=instance)
        self._try(lambda: self.vpc.detach_network_interface(request))
        self._wait(eni, "Available")

    def status(self, eni):
        return self._show(eni).status

    def _holder(self, eni):
        return self._show(eni).device_id

    def _show(self, eni):
        request = DescribeNetworkInterfaceAttributesRequest(network_interface_id=eni)
        return self._try(lambda: self.vpc.describe_network_interface_attributes(request))

    def _wait(self, eni, wanted):
        on_the_way = {"Attaching", "Detaching", "Creating"}
        while (status := self.status(eni)) in on_the_way:
            self.sleep(0.5)
        if status != wanted:
            raise Failed(f"it is {status}")

    def _try(self, call):
        for left in reversed(range(self.tries)):
            try:
                return call()
            except ApiException as error:
                code = code_of(error)
                if left == 0 or (code and code not in PASSES_BY_ITSELF):
                    raise Failed(code or "NoAnswer") from error
            except Exception as error:  # urllib3 tells of a lost connection in many ways
                if left == 0:
                    raise Failed("NoAnswer") from error
            self.sleep(0.1)

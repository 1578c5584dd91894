"""python attach.py ENI INSTANCE: attaches a network interface and waits until it is in use."""

import json
import os
import sys
import time

import volcenginesdkcore
from volcenginesdkcore.rest import ApiException
from volcenginesdkvpc import (
    AttachNetworkInterfaceRequest,
    DescribeNetworkInterfaceAttributesRequest,
    VPCApi,
)

eni, instance = sys.argv[1:]
configuration = volcenginesdkcore.Configuration()
configuration.ak = os.environ["VOLCENGINE_ACCESS_KEY"]
configuration.sk = os.environ["VOLCENGINE_SECRET_KEY"]
configuration.region = os.environ["VOLCENGINE_REGION"]
configuration.host = os.environ["VOLCENGINE_ENDPOINT"]
vpc = VPCApi(volcenginesdkcore.ApiClient(configuration))

try:
    vpc.attach_network_interface(
        AttachNetworkInterfaceRequest(network_interface_id=eni, instance_id=instance)
    )
    status = ""
    while status != "InUse":
        status = vpc.describe_network_interface_attributes(
            DescribeNetworkInterfaceAttributesRequest(network_interface_id=eni)
        ).status
        print(status)
        if status != "InUse":
            time.sleep(0.2)
except ApiException as refusal:
    # The refusal is in the body.
    error = json.loads(refusal.body)["ResponseMetadata"]["Error"]
    sys.exit("%s %s: %s" % (refusal.status, error["Code"], error["Message"]))

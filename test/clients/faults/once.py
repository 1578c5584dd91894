"""The same with volcengine-python-sdk."""

import json
import os
import sys

import volcenginesdkvpc
from volcenginesdkcore import ApiClient, Configuration
from volcenginesdkcore.rest import ApiException
from volcenginesdkvpc import VPCApi

configuration = Configuration()
configuration.ak = os.environ["VOLCENGINE_ACCESS_KEY"]
configuration.sk = os.environ["VOLCENGINE_SECRET_KEY"]
configuration.region = os.environ["VOLCENGINE_REGION"]
configuration.host = os.environ["VOLCENGINE_ENDPOINT"]
configuration.read_timeout = int(os.environ["TIMEOUT_MS"]) / 1000
vpc = VPCApi(ApiClient(configuration))

for line in sys.stdin:
    token = line.strip()
    request = volcenginesdkvpc.CreateVpcRequest(cidr_block="10.0.0.0/16", client_token=token or None)
    try:
        vpc.create_vpc(request)
        said = {"done": True}
    except ApiException as refused:
        body = json.loads(refused.body) if refused.body else {}
        code = body.get("ResponseMetadata", {}).get("Error", {}).get("Code")
        said = {"done": False, "why": code or str(refused.reason)}
    except Exception as failed:
        said = {"done": False, "why": type(failed).__name__ + ": " + str(failed)}
    print(json.dumps(said, separators=(",", ":")), flush=True)

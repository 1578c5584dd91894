"""python role.py: says who it is, with the keys of the role of the instance that it runs on."""

import os

import volcenginesdkcore
from volcenginesdkcore.auth.providers.ecs_role_provider import EcsRoleCredentialProvider
from volcenginesdksts import STSApi
from volcenginesdksts.models import GetCallerIdentityRequest

configuration = volcenginesdkcore.Configuration()
configuration.credential_provider = EcsRoleCredentialProvider()
configuration.region = os.environ["VOLCENGINE_REGION"]
configuration.host = os.environ["VOLCENGINE_ENDPOINT"]
sts = STSApi(volcenginesdkcore.ApiClient(configuration))

print(sts.get_caller_identity(GetCallerIdentityRequest()).trn)

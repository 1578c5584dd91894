"""What an account may have, from where it is used, who is in it, and a role that is assumed."""

import volcenginesdkiam as models
import volcenginesdkiam20210801 as project_models
import volcenginesdksts as sts_models
import volcenginesdkvpc as vpc_models
from check import asking, assert_equal, refused
from volcenginesdkiam import IAMApi
from volcenginesdkiam20210801 import IAM20210801Api
from volcenginesdksts import STSApi
from volcenginesdkvpc import VPCApi


def account(scenario):
    ask = asking(IAMApi(scenario.client), models)
    summary = ask("GetAccountSummary").summary_map
    assert summary.users_quota > summary.users_usage
    for addresses in [["203.0.113.0/24"], []]:
        enabled = len(addresses) > 0
        ask(
            "UpdateAllowedIPAddresses",
            enable_ip_list=enabled,
            ip_list=[
                models.IPListForUpdateAllowedIPAddressesInput(ip=each, description="office")
                for each in addresses
            ],
        )
        allowed = ask("GetAllowedIPAddresses")
        assert_equal(allowed.enable_ip_list, enabled)
        assert_equal([each.ip for each in allowed.ip_list], addresses)
        assert allowed.quota > 0
    members = asking(IAM20210801Api(scenario.client), project_models)(
        "ListProjectIdentities", project_name="default", identity_type="User"
    )
    assert_equal(len(members.project_users), members.total)
    service_linked_role(ask)
    assumed_role(scenario)


def service_linked_role(ask):
    """The role of a service is made by its template, and deleted."""
    service = {"service_name": "clb"}
    [template] = ask("GetServiceLinkedRoleTemplate", **service).service_linked_role_template
    tag = models.TagForCreateServiceLinkedRoleInput(key="team", value="network")
    ask("CreateServiceLinkedRole", tags=[tag], **service)
    role = {"role_name": template.role_name}
    made = ask("GetRole", **role).role
    assert_equal(
        (made.is_service_linked_role, made.trust_policy_document),
        (1, template.trust_policy_document),
    )
    ask("DeleteServiceLinkedRole", **role)
    refused(404, "RoleNotExist", lambda: ask("GetRole", **role))


def assumed_role(scenario):
    ask = asking(STSApi(scenario.client), sts_models)
    trn = "trn:iam::%d:role/scenario" % ask("GetCallerIdentity").account_id
    given = ask("AssumeRole", role_trn=trn, role_session_name="scenario")
    assert given.assumed_role_user.trn
    key = given.credentials
    own = scenario.signed_by(key.access_key_id, key.secret_access_key, key.session_token)
    vpcs = asking(VPCApi(own), vpc_models)("DescribeVpcs", vpc_ids=[scenario.vpc_id]).vpcs
    assert_equal([each.vpc_id for each in vpcs], [scenario.vpc_id])

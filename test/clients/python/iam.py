"""Users, groups, roles and policies: a user's key signs, and may do what the policy allows."""

import json

import volcenginesdkiam as models
import volcenginesdkiam20210801 as project_models
import volcenginesdksts as sts_models
import volcenginesdkvpc as vpc_models
from check import asking, assert_equal, refused
from volcenginesdkiam import IAMApi
from volcenginesdkiam20210801 import IAM20210801Api
from volcenginesdksts import STSApi
from volcenginesdkvpc import VPCApi


def document(effect, *actions, **more):
    statement = dict({"Effect": effect, "Action": list(actions)}, **more)
    return json.dumps({"Statement": [statement]})


READS = document("Allow", "vpc:DescribeVpcs", "sts:GetCallerIdentity", Resource=["*"])
NOTHING = document("Deny", "*", Resource=["*"])
TRUST = document("Allow", "sts:AssumeRole", Principal={"Service": ["ecs"]})

USER = {"user_name": "scenario-user"}
GROUP = {"user_group_name": "scenario-group"}
ROLE = {"role_name": "scenario-role"}
POLICY = {"policy_name": "scenario-policy"}
ATTACHED = dict(POLICY, policy_type="Custom")


def iam(scenario):
    ask = asking(IAMApi(scenario.client), models)
    users(ask)
    policies(ask)
    keys(ask, scenario)
    groups(ask)
    roles(ask)
    ask("DeletePolicy", **POLICY)
    ask("DeleteUser", **USER)
    refused(404, "UserNotExist", lambda: ask("GetUser", **USER))
    projects(asking(IAM20210801Api(scenario.client), project_models))


def users(ask):
    made = ask("CreateUser", display_name="Scenario", email="a@b.cn", **USER).user
    assert_equal((made.user_name, made.display_name), ("scenario-user", "Scenario"))
    assert_equal(made.trn, "trn:iam::%d:user/scenario-user" % made.account_id)
    ask("UpdateUser", new_description="changed", **USER)
    found = ask("GetUser", **USER).user
    assert_equal((found.id, found.description), (made.id, "changed"))
    listed = ask("ListUsers", query="scenario-user")
    assert_equal((listed.user_metadata[0].email, listed.total), ("a@b.cn", 1))
    ask("CreateLoginProfile", password="Secret-1-of-a-user", **USER)
    ask("UpdateLoginProfile", login_allowed=False, **USER)
    assert_equal(ask("GetLoginProfile", **USER).login_profile.login_allowed, False)
    ask("DeleteLoginProfile", **USER)


def policies(ask):
    made = ask("CreatePolicy", policy_document=READS, **POLICY).policy
    assert_equal((made.policy_type, made.attachment_count), ("Custom", 0))
    ask("UpdatePolicy", new_description="changed", **POLICY)
    ask("AttachUserPolicy", **dict(USER, **ATTACHED))
    read = ask("GetPolicy", **ATTACHED).policy
    assert_equal((read.description, read.attachment_count), ("changed", 1))
    assert_equal(json.loads(read.policy_document), json.loads(READS))
    listed = ask("ListPolicies", scope="Custom", query="scenario").policy_metadata
    assert_equal([each.policy_name for each in listed], ["scenario-policy"])
    [attached] = ask("ListAttachedUserPolicies", **USER).attached_policy_metadata
    assert_equal(attached.policy_trn, read.policy_trn)
    entities = ask("ListEntitiesForPolicy", **ATTACHED)
    assert_equal([each.user_name for each in entities.policy_users], ["scenario-user"])
    assert_equal(entities.policy_roles, [])


def keys(ask, scenario):
    made = ask("CreateAccessKey", **USER).access_key
    assert_equal((made.user_name, made.status), ("scenario-user", "active"))
    key = dict(USER, access_key_id=made.access_key_id)
    own_client = scenario.signed_by(made.access_key_id, made.secret_access_key)
    own = asking(VPCApi(own_client), vpc_models)
    assert_equal(len(own("DescribeVpcs", vpc_ids=[scenario.vpc_id]).vpcs), 1)
    refused(403, "AccessDenied", lambda: own("DeleteVpc", vpc_id=scenario.vpc_id))
    caller = asking(STSApi(own_client), sts_models)("GetCallerIdentity")
    assert_equal(caller.identity_type, "User")
    assert caller.trn.endswith(":user/scenario-user"), caller.trn
    ask("UpdatePolicy", new_policy_document=NOTHING, **POLICY)
    refused(403, "AccessDenied", lambda: own("DescribeVpcs"))
    assert_equal(ask("GetAccessKeyLastUsed", **key).access_key_last_used.service, "vpc")
    ask("UpdateAccessKey", status="inactive", **key)
    listed = ask("ListAccessKeys", **USER).access_key_metadata
    assert_equal([each.status for each in listed], ["inactive"])
    ask("DeleteAccessKey", **key)
    ask("DetachUserPolicy", **dict(USER, **ATTACHED))


def groups(ask):
    assert_equal(ask("CreateGroup", display_name="G", **GROUP).user_group.display_name, "G")
    ask("UpdateGroup", new_description="changed", **GROUP)
    assert_equal(ask("GetGroup", **GROUP).user_group.description, "changed")
    assert_equal(ask("ListGroups", query="scenario").total, 1)
    ask("AddUserToGroup", **dict(USER, **GROUP))
    members = ask("ListUsersForGroup", **GROUP).users
    assert_equal([each.user_name for each in members], ["scenario-user"])
    [of_user] = ask("ListGroupsForUser", **USER).user_groups
    assert_equal(of_user.user_group_name, "scenario-group")
    ask("AttachUserGroupPolicy", **dict(GROUP, **ATTACHED))
    [attached] = ask("ListAttachedUserGroupPolicies", **GROUP).attached_policy_metadata
    assert_equal(attached.policy_name, "scenario-policy")
    ask("DetachUserGroupPolicy", **dict(GROUP, **ATTACHED))
    ask("RemoveUserFromGroup", **dict(USER, **GROUP))
    ask("DeleteGroup", **GROUP)


def roles(ask):
    made = ask("CreateRole", trust_policy_document=TRUST, **ROLE).role
    assert_equal((made.role_name, made.is_service_linked_role), ("scenario-role", 0))
    ask("UpdateRole", max_session_duration=7200, **ROLE)
    assert_equal(ask("GetRole", **ROLE).role.max_session_duration, 7200)
    [listed] = ask("ListRoles", query="scenario").role_metadata
    assert_equal(json.loads(listed.trust_policy_document), json.loads(TRUST))
    ask("AttachRolePolicy", **dict(ROLE, **ATTACHED))
    attached = ask("ListAttachedRolePolicies", **ROLE).attached_policy_metadata
    assert_equal([each.policy_name for each in attached], ["scenario-policy"])
    ask("DetachRolePolicy", **dict(ROLE, **ATTACHED))
    ask("DeleteRole", **ROLE)


def projects(ask):
    project = {"project_name": "scenario"}
    ask("CreateProject", display_name="Scenario", **project)
    ask("UpdateProject", description="changed", **project)
    found = ask("GetProject", **project)
    assert_equal((found.display_name, found.description), ("Scenario", "changed"))
    listed = ask("ListProjects", query="scenario").projects
    assert_equal([each.project_name for each in listed], ["scenario"])
    ask("DeleteProject", **project)

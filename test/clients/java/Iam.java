import com.volcengine.UniversalApi;

/** Users, groups, roles and policies: a user's key signs, and may do what the policy allows. */
final class Iam extends Check {
    private static final String READS = document("'Effect':'Allow','Resource':['*'],"
            + "'Action':['vpc:DescribeVpcs','sts:GetCallerIdentity']");
    private static final String NOTHING =
            document("'Effect':'Deny','Resource':['*'],'Action':['*']");
    private static final String TRUST = document("'Effect':'Allow','Action':['sts:AssumeRole'],"
            + "'Principal':{'Service':['ecs']}");
    private static final String USER = "scenario-user";
    private static final String GROUP = "scenario-group";
    private static final String ROLE = "scenario-role";
    private static final String POLICY = "scenario-policy";

    private final String vpcId;
    private final Service iam, projects;

    Iam(Scenario on) {
        vpcId = on.vpc;
        iam = new Service(on.own, "iam", "2018-01-01");
        projects = new Service(on.own, "iam", "2021-08-01");
    }

    private static String document(String statement) {
        return ("{'Statement':[{" + statement + "}]}").replace('\'', '"');
    }

    void play() {
        users();
        policies();
        keys();
        groups();
        roles();
        iam.ask("DeletePolicy", "PolicyName", POLICY);
        iam.ask("DeleteUser", "UserName", USER);
        refused(404, "UserNotExist", () -> iam.ask("GetUser", "UserName", USER));
        projects();
    }

    private void users() {
        Part made = iam.ask("CreateUser", "UserName", USER, "DisplayName", "Scenario",
                "Email", "a@b.cn").part("User");
        equal(made.text("UserName") + " " + made.text("DisplayName"), USER + " Scenario");
        iam.ask("UpdateUser", "UserName", USER, "NewDescription", "changed");
        Part found = iam.ask("GetUser", "UserName", USER).part("User");
        equal(found.number("Id"), made.number("Id"));
        equal(found.text("Description"), "changed");
        Part listed = iam.ask("ListUsers", "Query", USER);
        equal(listed.number("Total"), 1);
        equal(one(listed.parts("UserMetadata")).text("Email"), "a@b.cn");
        iam.ask("CreateLoginProfile", "UserName", USER, "Password", "Secret-1-of-a-user");
        iam.ask("UpdateLoginProfile", "UserName", USER, "LoginAllowed", false);
        equal(iam.ask("GetLoginProfile", "UserName", USER).part("LoginProfile")
                .flag("LoginAllowed"), false);
        iam.ask("DeleteLoginProfile", "UserName", USER);
    }

    private void policies() {
        Part made = iam.ask("CreatePolicy", "PolicyName", POLICY, "PolicyDocument", READS)
                .part("Policy");
        equal(made.text("PolicyType") + " " + made.number("AttachmentCount"), "Custom 0");
        iam.ask("UpdatePolicy", "PolicyName", POLICY, "NewDescription", "changed");
        iam.ask("AttachUserPolicy", "UserName", USER, "PolicyName", POLICY,
                "PolicyType", "Custom");
        Part read = iam.ask("GetPolicy", "PolicyName", POLICY, "PolicyType", "Custom")
                .part("Policy");
        equal(read.text("Description") + " " + read.number("AttachmentCount"), "changed 1");
        equal(one(iam.ask("ListPolicies", "Scope", "Custom", "Query", "scenario")
                .parts("PolicyMetadata")).text("PolicyName"), POLICY);
        equal(one(iam.ask("ListAttachedUserPolicies", "UserName", USER)
                .parts("AttachedPolicyMetadata")).text("PolicyTrn"), read.text("PolicyTrn"));
        Part entities = iam.ask("ListEntitiesForPolicy", "PolicyName", POLICY,
                "PolicyType", "Custom");
        equal(one(entities.parts("PolicyUsers")).text("UserName"), USER);
        equal(entities.parts("PolicyRoles").size(), 0);
    }

    private void keys() {
        Part made = iam.ask("CreateAccessKey", "UserName", USER).part("AccessKey");
        equal(made.text("Status"), "active");
        String id = made.text("AccessKeyId");
        UniversalApi key = signedBy(id, made.text("SecretAccessKey"), null);
        Service vpc = new Service(key, "vpc");
        equal(vpc.ask("DescribeVpcs", "VpcIds.1", vpcId).parts("Vpcs").size(), 1);
        refused(403, "AccessDenied", () -> vpc.ask("DeleteVpc", "VpcId", vpcId));
        equal(new Service(key, "sts", "2018-01-01").ask("GetCallerIdentity")
                .text("IdentityType"), "User");
        iam.ask("UpdatePolicy", "PolicyName", POLICY, "NewPolicyDocument", NOTHING);
        refused(403, "AccessDenied", () -> vpc.ask("DescribeVpcs"));
        equal(iam.ask("GetAccessKeyLastUsed", "UserName", USER, "AccessKeyId", id)
                .part("AccessKeyLastUsed").text("Service"), "vpc");
        iam.ask("UpdateAccessKey", "UserName", USER, "AccessKeyId", id, "Status", "inactive");
        equal(one(iam.ask("ListAccessKeys", "UserName", USER).parts("AccessKeyMetadata"))
                .text("Status"), "inactive");
        iam.ask("DeleteAccessKey", "UserName", USER, "AccessKeyId", id);
        iam.ask("DetachUserPolicy", "UserName", USER, "PolicyName", POLICY,
                "PolicyType", "Custom");
    }

    private void groups() {
        equal(iam.ask("CreateGroup", "UserGroupName", GROUP, "DisplayName", "Scenario")
                .part("UserGroup").text("DisplayName"), "Scenario");
        iam.ask("UpdateGroup", "UserGroupName", GROUP, "NewDescription", "changed");
        equal(iam.ask("GetGroup", "UserGroupName", GROUP).part("UserGroup").text("Description"),
                "changed");
        equal(iam.ask("ListGroups", "Query", "scenario").number("Total"), 1);
        iam.ask("AddUserToGroup", "UserName", USER, "UserGroupName", GROUP);
        equal(one(iam.ask("ListUsersForGroup", "UserGroupName", GROUP).parts("Users"))
                .text("UserName"), USER);
        equal(one(iam.ask("ListGroupsForUser", "UserName", USER).parts("UserGroups"))
                .text("UserGroupName"), GROUP);
        Object[] attached = {"UserGroupName", GROUP, "PolicyName", POLICY, "PolicyType", "Custom"};
        iam.ask("AttachUserGroupPolicy", attached);
        equal(one(iam.ask("ListAttachedUserGroupPolicies", "UserGroupName", GROUP)
                .parts("AttachedPolicyMetadata")).text("PolicyName"), POLICY);
        iam.ask("DetachUserGroupPolicy", attached);
        iam.ask("RemoveUserFromGroup", "UserName", USER, "UserGroupName", GROUP);
        iam.ask("DeleteGroup", "UserGroupName", GROUP);
    }

    private void roles() {
        equal(iam.ask("CreateRole", "RoleName", ROLE, "TrustPolicyDocument", TRUST).part("Role")
                .number("IsServiceLinkedRole"), 0);
        iam.ask("UpdateRole", "RoleName", ROLE, "MaxSessionDuration", 7200);
        equal(iam.ask("GetRole", "RoleName", ROLE).part("Role").number("MaxSessionDuration"),
                7200);
        equal(one(iam.ask("ListRoles", "Query", "scenario").parts("RoleMetadata"))
                .text("RoleName"), ROLE);
        Object[] attached = {"RoleName", ROLE, "PolicyName", POLICY, "PolicyType", "Custom"};
        iam.ask("AttachRolePolicy", attached);
        equal(iam.ask("ListAttachedRolePolicies", "RoleName", ROLE)
                .parts("AttachedPolicyMetadata").size(), 1);
        iam.ask("DetachRolePolicy", attached);
        iam.ask("DeleteRole", "RoleName", ROLE);
    }

    private void projects() {
        Object[] named = {"ProjectName", "scenario"};
        projects.ask("CreateProject", "ProjectName", "scenario", "DisplayName", "Scenario");
        projects.ask("UpdateProject", "ProjectName", "scenario", "Description", "changed");
        Part found = projects.ask("GetProject", named);
        equal(found.text("DisplayName") + " " + found.text("Description"), "Scenario changed");
        equal(projects.ask("ListProjects", "Query", "scenario").parts("Projects").size(), 1);
        projects.ask("DeleteProject", named);
    }
}

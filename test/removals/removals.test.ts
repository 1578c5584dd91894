import { afterEach, describe, expect, it } from 'vitest';
import { beijing } from '#platform/time.ts';
import { SERVICES } from '#test/support/services.ts';
import { madeBandwidthPackage } from '../support/bandwidth-package.ts';
import {
  encodedMetadata,
  OAUTH_PROVIDER,
  signingCertificate,
} from '../support/identity-providers.ts';
import { madeIpAddressPool } from '../support/ip-address-pool.ts';
import { madeIpv4Gateway } from '../support/ipv4-gateway.ts';
import { ipv6Scene, madeBandwidth, madeEgressOnlyRule, madeIpv6Gateway } from '../support/ipv6.ts';
import { madeNetworkAcl, resources } from '../support/network-acl.ts';
import {
  madeGroup,
  madeInterface,
  madeSubnet,
  madeVpc,
  runInput,
  scene,
} from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { CLB_REMOVALS } from './clb.ts';
import { EBS_REMOVALS } from './ebs.ts';
import { IPAM_REMOVALS } from './ipam.ts';
import { NAT_REMOVALS } from './natgateway.ts';
import { ECS_REMOVALS, type Removal } from './removals-ecs.ts';
import { TRAFFIC_REMOVALS } from './traffic.ts';

/*
 * What is taken away may be gone already: two controllers do the same, an answer was lost, somebody
 * used the console. Each action that takes something away is called twice, and the second answer
 * must let its clients finish: a success, or a refusal that they take for one. docs/limits.md says
 * which, and why.
 */

type Input = Record<string, unknown>;

let server: TestServer;

const ask = async (service: string, action: string, input: Input) => {
  const result = await server.client.ok(service, action, input);
  await server.settled();
  return result;
};
const vpc = (action: string, input: Input) => ask('vpc', action, input);
const ecs = (action: string, input: Input) => ask('ecs', action, input);

const IMAGE = { ImageName: 'own', Platform: 'Debian', Url: 'https://bucket/file' };

async function network() {
  const VpcId = await madeVpc(server, { CidrBlock: '10.0.0.0/16' });
  const SubnetId = await madeSubnet(server, VpcId);
  return { VpcId, SubnetId, groupId: await madeGroup(server, VpcId) };
}

async function freeInterface(more: Input = {}): Promise<string> {
  const { SubnetId, groupId } = await network();
  return madeInterface(server, { subnetId: SubnetId, groupId }, more);
}

async function instance(): Promise<string> {
  return (await ecs('RunInstances', runInput(await scene(server)))).InstanceIds[0];
}

async function customRouteTable() {
  const at = await network();
  const { RouteTableId } = await vpc('CreateRouteTable', { VpcId: at.VpcId });
  return { ...at, RouteTableId };
}

const rule = async () => ({
  SecurityGroupId: await madeGroup(server, await madeVpc(server)),
  Protocol: 'tcp',
  PortStart: 22,
  PortEnd: 22,
  CidrIp: '10.0.0.0/8',
});

async function revocable(action: string): Promise<Input> {
  const input = await rule();
  await vpc(action, input);
  return input;
}

const tagged = (ResourceType: string, id: string) => ({
  ResourceType,
  ResourceIds: [id],
});

const iam = (action: string, input: Input) => ask('iam', action, input);

async function iamUser() {
  await iam('CreateUser', { UserName: 'alice' });
  return { UserName: 'alice' };
}

async function iamGroup() {
  await iam('CreateGroup', { UserGroupName: 'ops' });
  return { UserGroupName: 'ops' };
}

async function iamRole() {
  await iam('CreateRole', { RoleName: 'ops' });
  return { RoleName: 'ops' };
}

async function iamProvider() {
  await iam('CreateOIDCProvider', {
    OIDCProviderName: 'provider',
    IssuerURL: 'https://token.example.com',
    ClientIDs: ['client'],
    Thumbprints: ['ab'.repeat(20)],
  });
  return { OIDCProviderName: 'provider' };
}

async function iamSamlProvider() {
  const SAMLProviderName = 'provider';
  const EncodedSAMLMetadataDocument = encodedMetadata();
  await iam('CreateSAMLProvider', { SAMLProviderName, EncodedSAMLMetadataDocument, SSOType: 1 });
  return { SAMLProviderName };
}

async function iamOauthProvider() {
  await iam('CreateOAuthProvider', OAUTH_PROVIDER);
  return { OAuthProviderName: OAUTH_PROVIDER.OAuthProviderName };
}

async function attached(action: string, holder: Input): Promise<Input> {
  const input = { ...holder, PolicyName: 'ReadOnlyAccess', PolicyType: 'System' };
  await iam(action, input);
  return input;
}

/** By `service Action`: every action that takes something away. */
const REMOVALS: Readonly<Record<string, Removal>> = {
  // What has an id of its own: the vendor's tables say 404, and clients take it for a success.
  'vpc DeleteVpc': {
    again: '404 InvalidVpc.NotFound',
    stage: async () => ({ VpcId: await madeVpc(server) }),
  },
  'vpc DeleteSubnet': {
    again: '404 InvalidSubnet.NotFound',
    stage: async () => ({ SubnetId: (await network()).SubnetId }),
  },
  'vpc DeleteSecurityGroup': {
    again: '404 InvalidSecurityGroupId.NotFound',
    stage: async () => ({ SecurityGroupId: (await network()).groupId }),
  },
  'vpc DeleteNetworkInterface': {
    again: '404 InvalidEniId.NotFound',
    stage: async () => ({ NetworkInterfaceId: await freeInterface() }),
  },
  'vpc DeleteNetworkAcl': {
    again: '404 InvalidNetworkAcl.NotFound',
    stage: async () => ({ NetworkAclId: await madeNetworkAcl(server, await madeVpc(server)) }),
  },
  'vpc DeleteHaVip': {
    again: '404 InvalidHaVip.NotFound',
    async stage() {
      const { SubnetId } = await network();
      return { HaVipId: (await vpc('CreateHaVip', { SubnetId })).HaVipId };
    },
  },
  'vpc DeleteBandwidthPackage': {
    again: '404 InvalidBandwidthPackage.NotFound',
    stage: async () => ({ BandwidthPackageId: await madeBandwidthPackage(server) }),
  },
  'vpc RemoveBandwidthPackageIp': {
    again: '400 InvalidEip.Malformed',
    async stage() {
      const BandwidthPackageId = await madeBandwidthPackage(server);
      const input = { BillingType: 3, BandwidthPackageId };
      return {
        BandwidthPackageId,
        AllocationId: (await vpc('AllocateEipAddress', input)).AllocationId,
      };
    },
  },
  'vpc DeleteIpv4Gateway': {
    again: '404 InvalidIpv4Gateway.NotFound',
    stage: async () => ({ Ipv4GatewayId: await madeIpv4Gateway(server) }),
  },
  'vpc DisableIpv4Gateway': {
    again: 'done',
    async stage() {
      const Ipv4GatewayId = await madeIpv4Gateway(server);
      await vpc('AttachIpv4Gateway', { Ipv4GatewayId, VpcId: await madeVpc(server) });
      await vpc('EnableIpv4Gateway', { Ipv4GatewayId });
      return { Ipv4GatewayId };
    },
  },
  'vpc DetachIpv4Gateway': {
    again: '400 InvalidIpv4Gateway.VpcMismatch',
    async stage() {
      const input = { Ipv4GatewayId: await madeIpv4Gateway(server), VpcId: await madeVpc(server) };
      await vpc('AttachIpv4Gateway', input);
      return input;
    },
  },
  'vpc DeleteIpAddressPool': {
    again: '404 InvalidIpAddressPool.NotFound',
    stage: async () => ({ IpAddressPoolId: await madeIpAddressPool(server) }),
  },
  'vpc DeleteIpAddressPoolCidrBlock': {
    again: '404 InvalidCidrBlock.NotFound',
    async stage() {
      const CidrBlock = '203.0.113.0/28';
      return { IpAddressPoolId: await madeIpAddressPool(server, { CidrBlock }), CidrBlock };
    },
  },
  'vpc DisableEipAddressHighResolutionMonitor': {
    again: 'done',
    async stage() {
      const { AllocationId } = await vpc('AllocateEipAddress', { BillingType: 3 });
      const AllocationIds = [AllocationId];
      const where = { LogProjectName: 'metrics', LogTopicName: 'eips' };
      await vpc('EnableEipAddressHighResolutionMonitor', { AllocationIds, ...where });
      return { AllocationIds };
    },
  },
  'vpc DeletePrefixList': {
    again: '404 InvalidPrefixList.NotFound',
    stage: async () => ({
      PrefixListId: (await vpc('CreatePrefixList', { MaxEntries: 1 })).PrefixListId,
    }),
  },
  'vpc DeleteRouteTable': {
    again: '404 InvalidRouteTable.NotFound',
    stage: async () => ({ RouteTableId: (await customRouteTable()).RouteTableId }),
  },
  'vpc DeleteRouteEntry': {
    again: '404 InvalidRouteEntry.NotFound',
    async stage() {
      const { RouteTableId, SubnetId, groupId } = await customRouteTable();
      const { RouteEntryId } = await vpc('CreateRouteEntry', {
        RouteTableId,
        DestinationCidrBlock: '172.16.0.0/24',
        NextHopType: 'NetworkInterface',
        NextHopId: await madeInterface(server, { subnetId: SubnetId, groupId }),
      });
      return { RouteEntryId };
    },
  },
  ...IPAM_REMOVALS,
  ...TRAFFIC_REMOVALS,
  ...NAT_REMOVALS,
  ...EBS_REMOVALS,
  'vpc DeleteIpv6Gateway': {
    again: '404 InvalidIpv6Gateway.NotFound',
    stage: async () => ({
      Ipv6GatewayId: await madeIpv6Gateway(server, await madeVpc(server, { EnableIpv6: true })),
    }),
  },
  'vpc DeleteIpv6EgressOnlyRule': {
    again: '404 InvalidIpv6EgressOnlyRule.NotFound',
    async stage() {
      const { addresses, VpcId } = await ipv6Scene(server);
      const gateway = await madeIpv6Gateway(server, VpcId);
      const bandwidth = await madeBandwidth(server, addresses[0]);
      return { Ipv6EgressOnlyRuleId: await madeEgressOnlyRule(server, gateway, bandwidth) };
    },
  },
  'vpc ReleaseIpv6AddressBandwidth': {
    again: '404 InvalidEip.NotFound',
    async stage() {
      const { addresses, VpcId } = await ipv6Scene(server);
      await madeIpv6Gateway(server, VpcId);
      return { AllocationId: await madeBandwidth(server, addresses[0]) };
    },
  },
  'vpc ReleaseEipAddress': {
    again: '404 InvalidEip.NotFound',
    stage: async () => ({
      AllocationId: (await vpc('AllocateEipAddress', { BillingType: 3 })).AllocationId,
    }),
  },
  'ecs DeleteInstance': {
    again: '404 InvalidInstance.NotFound',
    stage: async () => ({ InstanceId: await instance() }),
  },
  // A deleted order stays in the list, as Deleted.
  'ecs DeleteScheduledInstance': {
    again: '400 InvalidScheduledInstance.InvalidStatus',
    async stage() {
      const { ScheduledInstanceId } = await ecs(
        'CreateScheduledInstances',
        runInput(await scene(server), {
          ScheduledInstanceName: 'rush',
          StartDeliveryAt: beijing(server.worldClock.now() + 3_600_000),
        }),
      );
      return { ScheduledInstanceId };
    },
  },
  'billing UnsubscribeInstance': {
    again: '404 InvalidEip.NotFound',
    async stage() {
      const { AllocationId } = await vpc('AllocateEipAddress', {
        BillingType: 1,
        Period: 1,
        PeriodUnit: 1,
      });
      return { InstanceID: AllocationId, Product: 'EIP' };
    },
  },

  ...ECS_REMOVALS,
  ...CLB_REMOVALS,

  // These take several resources at a time, and answer for each.
  'ecs DeleteInstances': {
    again: 'done',
    stage: async () => ({ InstanceIds: [await instance()] }),
  },
  'ecs DeleteKeyPairs': {
    again: 'done',
    stage: async () => ({
      KeyPairNames: [(await ecs('CreateKeyPair', { KeyPairName: 'key' })).KeyPairName],
    }),
  },
  'ecs DeleteImages': {
    again: 'done',
    stage: async () => ({ ImageIds: [(await ecs('ImportImage', IMAGE)).ImageId] }),
  },
  'ecs DeleteLaunchTemplate': {
    again: '404 InvalidLaunchTemplate.NotFound',
    stage: () => ecs('CreateLaunchTemplate', { LaunchTemplateName: 'template' }),
  },
  'ecs DeleteLaunchTemplateVersion': {
    again: '404 InvalidLaunchTemplateVersion.NotFound',
    async stage() {
      const template = await ecs('CreateLaunchTemplate', { LaunchTemplateName: 'template' });
      await ecs('CreateLaunchTemplateVersion', template);
      return { ...template, DeleteVersions: [2] };
    },
  },
  'ecs DeleteDeploymentSet': {
    again: '404 InvalidDeploymentSet.NotFound',
    stage: () => ecs('CreateDeploymentSet', { DeploymentSetName: 'set' }),
  },
  'ecs DisassociateInstancesIamRole': {
    again: 'done',
    async stage() {
      const named = { InstanceIds: [await instance()], IamRoleName: 'role' };
      await ecs('AssociateInstancesIamRole', named);
      return named;
    },
  },

  // Associations of two resources.
  'vpc DetachNetworkInterface': {
    again: '400 InvalidEni.InstanceMismatch',
    async stage() {
      const at = await scene(server);
      const InstanceId = (await ecs('RunInstances', runInput(at))).InstanceIds[0];
      const NetworkInterfaceId = await madeInterface(server, at);
      await vpc('AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
      return { NetworkInterfaceId, InstanceId };
    },
  },
  'vpc DisassociateEipAddress': {
    again: '400 InvalidEip.InvalidStatus',
    async stage() {
      const { AllocationId } = await vpc('AllocateEipAddress', { BillingType: 3 });
      const to = { InstanceId: await freeInterface(), InstanceType: 'NetworkInterface' };
      await vpc('AssociateEipAddress', { AllocationId, ...to });
      return { AllocationId, ...to };
    },
  },
  'vpc DisassociateHaVip': {
    again: '400 InvalidHaVip.InstanceMismatch',
    async stage() {
      const { SubnetId, groupId } = await network();
      const { HaVipId } = await vpc('CreateHaVip', { SubnetId });
      const to = {
        HaVipId,
        InstanceId: await madeInterface(server, { subnetId: SubnetId, groupId }),
        InstanceType: 'NetworkInterface',
      };
      await vpc('AssociateHaVip', to);
      return to;
    },
  },
  'vpc DisassociateRouteTable': {
    again: '400 InvalidRouteTable.SubnetMismatch',
    async stage() {
      const { RouteTableId, SubnetId } = await customRouteTable();
      await vpc('AssociateRouteTable', { RouteTableId, SubnetId });
      return { RouteTableId, SubnetId };
    },
  },
  'vpc DisassociateNetworkAcl': {
    again: '400 InvalidResource.NetworkAclMismatch',
    async stage() {
      const { VpcId, SubnetId } = await network();
      const input = { NetworkAclId: await madeNetworkAcl(server, VpcId), ...resources(SubnetId) };
      await vpc('AssociateNetworkAcl', input);
      return input;
    },
  },
  'ecs DetachKeyPair': {
    again: 'done',
    async stage() {
      const { KeyPairName } = await ecs('CreateKeyPair', { KeyPairName: 'key' });
      const InstanceIds = [await instance()];
      await ecs('AttachKeyPair', { KeyPairName, InstanceIds });
      return { KeyPairName, InstanceIds };
    },
  },

  // These remove what has no id: rules, blocks, addresses, tags.
  'vpc RevokeSecurityGroupIngress': {
    again: 'done',
    stage: () => revocable('AuthorizeSecurityGroupIngress'),
  },
  'vpc RevokeSecurityGroupEgress': {
    again: 'done',
    stage: () => revocable('AuthorizeSecurityGroupEgress'),
  },
  'vpc DisassociateVpcCidrBlock': {
    again: '404 InvalidCidr.NotFound',
    async stage() {
      const input = {
        VpcId: await madeVpc(server, { CidrBlock: '10.0.0.0/16' }),
        SecondaryCidrBlock: '10.1.0.0/16',
      };
      await vpc('AssociateVpcCidrBlock', input);
      return input;
    },
  },
  'vpc DisassociateVpcUserCidrBlock': {
    again: '404 InvalidCidr.NotFound',
    async stage() {
      const input = { VpcId: await madeVpc(server), UserCidrBlock: '30.0.0.0/8' };
      await vpc('AssociateVpcUserCidrBlock', input);
      return input;
    },
  },
  'vpc UnassignPrivateIpAddresses': {
    again: '400 InvalidPrivateIp.Malformed',
    stage: async () => ({
      NetworkInterfaceId: await freeInterface({ PrivateIpAddress: ['10.0.0.9'] }),
      PrivateIpAddress: ['10.0.0.9'],
    }),
  },
  'vpc UnassignIpv6Addresses': {
    again: '400 InvalidIpv6.Malformed',
    async stage() {
      const { eni, addresses } = await ipv6Scene(server);
      return { NetworkInterfaceId: eni, Ipv6Address: addresses };
    },
  },
  'vpc UntagResources': {
    again: 'done',
    async stage() {
      const named = tagged('vpc', await madeVpc(server));
      await vpc('TagResources', { ...named, Tags: [{ Key: 'a' }] });
      return { ...named, TagKeys: ['a'] };
    },
  },
  'ecs UntagResources': {
    again: 'done',
    async stage() {
      const named = tagged('instance', await instance());
      await ecs('TagResources', { ...named, Tags: [{ Key: 'a' }] });
      return { ...named, TagKeys: ['a'] };
    },
  },
  'ecs DeleteTags': {
    again: 'done',
    async stage() {
      const named = tagged('instance', await instance());
      await ecs('CreateTags', { ...named, Tags: [{ Key: 'a' }] });
      return { ...named, TagKeys: ['a'] };
    },
  },
  // What iam has is named, and the vendor's table says 404 of what there is not.
  'iam DeleteUser': {
    again: '404 UserNotExist',
    stage: async () => ({ UserName: (await iamUser()).UserName }),
  },
  'iam DeleteLoginProfile': {
    again: '404 LoginProfileNotExist',
    async stage() {
      const user = await iamUser();
      await iam('CreateLoginProfile', { ...user, Password: 'Secret-1-of-a-user' });
      return user;
    },
  },
  'iam DeleteAccessKey': {
    again: '404 AccessKeyNotExist',
    async stage() {
      const { AccessKey } = await iam('CreateAccessKey', await iamUser());
      return { AccessKeyId: AccessKey.AccessKeyId };
    },
  },
  'iam DeleteGroup': {
    again: '404 UserGroupNotExist',
    stage: iamGroup,
  },
  'iam RemoveUserFromGroup': {
    again: '409 RemoveUserFromGroupConflict',
    async stage() {
      const both = { ...(await iamUser()), ...(await iamGroup()) };
      await iam('AddUserToGroup', both);
      return both;
    },
  },
  'iam DeleteRole': {
    again: '404 RoleNotExist',
    stage: iamRole,
  },
  'iam DeleteServiceLinkedRole': {
    again: '404 RoleNotExist',
    async stage() {
      await iam('CreateServiceLinkedRole', { ServiceName: 'clb' });
      return { RoleName: 'ServiceRoleForLoadBalancer' };
    },
  },
  'iam DeletePolicy': {
    again: '404 PolicyNotExist',
    async stage() {
      const PolicyDocument = '{"Statement":[{"Effect":"Allow","Action":["*"],"Resource":["*"]}]}';
      await iam('CreatePolicy', { PolicyName: 'policy', PolicyDocument });
      return { PolicyName: 'policy' };
    },
  },
  'iam DeleteProject': {
    again: '404 ProjectNotExist',
    async stage() {
      await iam('CreateProject', { ProjectName: 'team' });
      return { ProjectName: 'team' };
    },
  },
  'iam DetachUserPolicy': {
    again: '404 PolicyDetachConflict',
    stage: async () => attached('AttachUserPolicy', await iamUser()),
  },
  'iam DetachUserGroupPolicy': {
    again: '404 PolicyDetachConflict',
    stage: async () => attached('AttachUserGroupPolicy', await iamGroup()),
  },
  'iam DetachRolePolicy': {
    again: '404 PolicyDetachConflict',
    stage: async () => attached('AttachRolePolicy', await iamRole()),
  },
  'iam DeleteOIDCProvider': {
    again: '404 OIDCProviderNotExist',
    stage: iamProvider,
  },
  'iam RemoveClientIDFromOIDCProvider': {
    again: '404 OIDCProviderMemberNotExist',
    stage: async () => ({ ...(await iamProvider()), ClientID: 'client' }),
  },
  'iam RemoveThumbprintFromOIDCProvider': {
    again: '404 OIDCProviderMemberNotExist',
    stage: async () => ({ ...(await iamProvider()), Thumbprint: 'ab'.repeat(20) }),
  },
  'iam DeleteOAuthProvider': {
    again: '404 OAuthProviderNotExist',
    stage: iamOauthProvider,
  },
  'iam DeleteSAMLProvider': {
    again: '404 SAMLProviderNotExist',
    stage: iamSamlProvider,
  },
  'iam RemoveSAMLProviderCertificate': {
    again: '404 SAMLProviderCertificateNotExist',
    async stage() {
      const provider = await iamSamlProvider();
      const X509Certificate = await signingCertificate('idp.example.com');
      const added = await iam('AddSAMLProviderCertificate', { ...provider, X509Certificate });
      return { CertificateId: added.CertificateId };
    },
  },
  'iam DetachPolicyInProject': {
    again: '404 PolicyDetachConflict',
    async stage() {
      const { UserName: PrincipalName } = await iamUser();
      const principal = { PrincipalType: 'User', PrincipalName };
      return attached('AttachPolicyInProject', { ...principal, ProjectName: ['default'] });
    },
  },
  'iam UntagResources': {
    again: 'done',
    async stage() {
      const { UserName } = await iamUser();
      const named = { ResourceType: 'User', ResourceNames: [UserName] };
      await iam('TagResources', { ...named, Tags: [{ Key: 'a' }] });
      return { ...named, TagKeys: ['a'] };
    },
  },
};

const TAKES_AWAY =
  /^(Delete|Release|Remove|Detach|Disassociate|Revoke|Unassign|Untag|Unsubscribe|Disable)/;

it('the table knows every action that takes something away', () => {
  const all = SERVICES.flatMap(({ name, actions }) =>
    actions.filter((each) => TAKES_AWAY.test(each.name)).map((each) => `${name} ${each.name}`),
  );
  const what = 'add the action to REMOVALS: what it answers when what it takes away is gone';
  expect(Object.keys(REMOVALS).sort(), what).toEqual([...new Set(all)].sort());
});

describe('an entry of a prefix list', () => {
  afterEach(() => server.close());

  it('that is gone may be taken away again', async () => {
    server = await startServer();
    const { PrefixListId } = await vpc('CreatePrefixList', {
      MaxEntries: 2,
      PrefixListEntries: [{ Cidr: '10.0.0.0/8' }],
    });
    const RemovePrefixListEntries = [{ Cidr: '10.0.0.0/8' }];
    await vpc('ModifyPrefixList', { PrefixListId, RemovePrefixListEntries });
    await vpc('ModifyPrefixList', { PrefixListId, RemovePrefixListEntries });
  });
});

describe.each(Object.entries(REMOVALS))('%s', (name, { again, stage }) => {
  afterEach(() => server.close());

  it(`of what is gone is answered: ${again}`, async () => {
    const [service = '', action = ''] = name.split(' ');
    server = await startServer();
    const input = await stage(server);
    await ask(service, action, input);
    const { status, code } = await server.client.call(service, action, input);
    expect(status === 200 ? 'done' : `${status} ${code}`).toBe(again);
    await server.settled();
  });
});

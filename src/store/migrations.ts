import { foundation } from './migrations/001-foundation.ts';
import { failedTasks } from './migrations/002-failed-tasks.ts';
import { prefixLists } from './migrations/003-prefix-lists.ts';
import { routes } from './migrations/004-routes.ts';
import { vpcBlocksAndHaVips } from './migrations/005-vpc-blocks-and-ha-vips.ts';
import { networkAcls } from './migrations/006-network-acls.ts';
import { ipv6Gateways } from './migrations/007-ipv6-gateways.ts';
import { instanceChanges } from './migrations/008-instance-changes.ts';
import { keyPairs } from './migrations/009-key-pairs.ts';
import { scheduledInstances } from './migrations/010-scheduled-instances.ts';
import { sessionKeys } from './migrations/011-session-keys.ts';
import { connectionTimeouts } from './migrations/012-connection-timeouts.ts';
import { oneRuleOfAKind } from './migrations/013-one-rule-of-a-kind.ts';
import { interfaceTallies } from './migrations/014-interface-tallies.ts';
import { manualClock } from './migrations/015-manual-clock.ts';
import { sessionKeyRoots } from './migrations/016-session-key-roots.ts';
import { hpcClusters } from './migrations/017-hpc-clusters.ts';
import { secrets } from './migrations/018-secrets.ts';
import { dataPlane } from './migrations/019-data-plane.ts';
import { instanceIamRoles } from './migrations/020-instance-iam-roles.ts';
import { accounts } from './migrations/021-accounts.ts';
import { interfaceDigests } from './migrations/022-interface-digests.ts';
import { volumes, volumesOfInstances } from './migrations/023-volumes.ts';
import { snapshots } from './migrations/024-snapshots.ts';
import { natGateways } from './migrations/025-nat-gateways.ts';
import { bandwidthPackages } from './migrations/026-bandwidth-packages.ts';
import { ipv4Gateways } from './migrations/027-ipv4-gateways.ts';
import { ipAddressPools } from './migrations/028-ip-address-pools.ts';
import { flowLogs } from './migrations/029-flow-logs.ts';
import { trafficMirrors } from './migrations/030-traffic-mirrors.ts';
import { instanceGroups } from './migrations/031-instance-groups.ts';
import { ipam } from './migrations/032-ipam.ts';
import { images } from './migrations/033-images.ts';
import { launchTemplates } from './migrations/034-launch-templates.ts';
import { deploymentSets } from './migrations/035-deployment-sets.ts';
import { hpcClusterRows } from './migrations/036-hpc-cluster-rows.ts';
import { cloudAssistant } from './migrations/037-cloud-assistant.ts';
import { subscriptions } from './migrations/038-subscriptions.ts';
import { iam } from './migrations/039-iam.ts';
import { loadBalancers } from './migrations/040-load-balancers.ts';
import { policiesInProjects } from './migrations/041-policies-in-projects.ts';
import { identityProviders } from './migrations/042-identity-providers.ts';
import { loadBalancerLogs } from './migrations/043-load-balancer-logs.ts';
import { serviceLinkedRoles } from './migrations/044-service-linked-roles.ts';
import { loadBalancerRenewals } from './migrations/045-load-balancer-renewals.ts';
import { samlProviders } from './migrations/046-saml-providers.ts';
import { oauthProviders } from './migrations/047-oauth-providers.ts';
import type { Migration } from './migrations/columns.ts';

/**
 * The schema's history, in numbered steps. A store is brought up to date by the steps that it has
 * not seen. It keeps only how many it has seen, so a new step goes at the end.
 */
export const migrations: readonly Migration[] = [
  { name: '001-foundation', statements: foundation },
  { name: '002-failed-tasks', statements: failedTasks },
  { name: '003-prefix-lists', statements: prefixLists },
  {
    name: '004-routes',
    statements: routes,
    leavesBehind: { before: 4, because: 'VPCs that they make have no system route table' },
  },
  {
    name: '005-vpc-blocks-and-ha-vips',
    statements: vpcBlocksAndHaVips,
    leavesBehind: { before: 5, because: 'IPv6 blocks that they give are not kept' },
  },
  { name: '006-network-acls', statements: networkAcls },
  { name: '007-ipv6-gateways', statements: ipv6Gateways },
  { name: '008-instance-changes', statements: instanceChanges },
  { name: '009-key-pairs', statements: keyPairs },
  { name: '010-scheduled-instances', statements: scheduledInstances },
  { name: '011-session-keys', statements: sessionKeys },
  { name: '012-connection-timeouts', statements: connectionTimeouts },
  {
    name: '013-one-rule-of-a-kind',
    statements: oneRuleOfAKind,
    leavesBehind: { before: 13, because: 'they add rules that are there' },
  },
  {
    name: '014-interface-tallies',
    statements: interfaceTallies,
    leavesBehind: { before: 14, because: 'they do not count' },
  },
  { name: '015-manual-clock', statements: manualClock },
  { name: '016-session-key-roots', statements: sessionKeyRoots },
  { name: '017-hpc-clusters', statements: hpcClusters },
  { name: '018-secrets', statements: secrets },
  { name: '019-data-plane', statements: dataPlane },
  { name: '020-instance-iam-roles', statements: instanceIamRoles },
  { name: '021-accounts', statements: accounts },
  { name: '022-interface-digests', statements: interfaceDigests },
  {
    name: '023-volumes',
    statements: volumes,
    carry: volumesOfInstances,
    leavesBehind: { before: 23, because: 'volumes of instances that they launch are in no table' },
  },
  { name: '024-snapshots', statements: snapshots },
  { name: '025-nat-gateways', statements: natGateways },
  { name: '026-bandwidth-packages', statements: bandwidthPackages },
  { name: '027-ipv4-gateways', statements: ipv4Gateways },
  { name: '028-ip-address-pools', statements: ipAddressPools },
  { name: '029-flow-logs', statements: flowLogs },
  { name: '030-traffic-mirrors', statements: trafficMirrors },
  { name: '031-instance-groups', statements: instanceGroups },
  { name: '032-ipam', statements: ipam },
  { name: '033-images', statements: images },
  { name: '034-launch-templates', statements: launchTemplates },
  { name: '035-deployment-sets', statements: deploymentSets },
  { name: '036-hpc-cluster-rows', statements: hpcClusterRows },
  { name: '037-cloud-assistant', statements: cloudAssistant },
  { name: '038-subscriptions', statements: subscriptions },
  { name: '039-iam', statements: iam },
  { name: '040-load-balancers', statements: loadBalancers },
  {
    name: '041-policies-in-projects',
    statements: policiesInProjects,
    leavesBehind: {
      before: 41,
      because: 'a policy in one project allows all that they are asked for',
    },
  },
  { name: '042-identity-providers', statements: identityProviders },
  { name: '043-load-balancer-logs', statements: loadBalancerLogs },
  { name: '044-service-linked-roles', statements: serviceLinkedRoles },
  { name: '045-load-balancer-renewals', statements: loadBalancerRenewals },
  { name: '046-saml-providers', statements: samlProviders },
  { name: '047-oauth-providers', statements: oauthProviders },
];

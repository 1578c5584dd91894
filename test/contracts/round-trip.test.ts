import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVICES } from '#test/support/services.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { parametersOf } from './parameters.ts';
import { fieldsShown, ROUND_TRIPS, type RoundTrip } from './round-trips.ts';

/*
 * What a request gives is shown again: a client that compares the two, as Terraform does with every
 * plan, finds no difference. Each action is tried with every parameter that the matching Describe
 * has a field for.
 */
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const made = new Map<string, string>();

/** The value with the ids of what was made in place of the names. */
function named<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, each) =>
      typeof each === 'string' ? (made.get(each) ?? each) : each,
    ),
  ) as T;
}

type Input = Record<string, unknown>;

describe.each(ROUND_TRIPS)('$action', (trip) => {
  const { service = 'vpc', action, makes, describe: through, shown = {} } = trip;

  it('is shown as it was asked for', async () => {
    const result = await server.client.ok(service, action, named(trip.given) as Input);
    await server.settled();
    if (makes) made.set(makes[0], [result[makes[1]]].flat()[0]);
    const [describing, input] = through;
    const answer = await server.client.ok(service, describing, named(input) as Input);
    if (action === 'CreateNetworkInterface') made.set('IPV6', item(answer, trip).IPv6Sets[0]);
    if (action === 'CreateIpam') made.set('DEFAULT-SCOPE', result.PrivateDefaultScopeId);
    if (action === 'RunInstances') {
      made.set('PRIMARY', item(answer, trip).NetworkInterfaces[0].NetworkInterfaceId);
    }
    expect(item(answer, trip)).toMatchObject({ ...expected(trip), ...patterns(shown) });
  });

  it.skipIf(trip.again)('is tried with all that the Describe shows', () => {
    const contracts = SERVICES.find(({ name }) => name === service)?.actions ?? [];
    const contract = contracts.find(({ name }) => name === action);
    const described = contracts.find(({ name }) => name === through[0]);
    if (contract === undefined || described === undefined) throw new Error('no such action');
    const fields = fieldsShown(described.result);
    const untried = parametersOf(contract.parameters)
      .filter(({ path, notOffered }) => notOffered === undefined && fields.has(path))
      .map(({ path }) => path)
      .filter((path) => !(path in trip.given) && !(path in NOT_TRIED))
      .filter((path) => !trip.without?.includes(path));
    const what =
      'add a round trip to test/contracts/round-trips.ts: what is given, and what shows it';
    expect(untried, what).toEqual([]);
  });
});

/** Parameters that no request here can give, and why. */
const NOT_TRIED: Readonly<Record<string, string>> = {
  BandwidthPackageId: 'shown by what is allocated into one: bandwidth-package/member.test.ts',
  IpAddressPoolId: 'shown by what is allocated of one: ip-address-pool/eips.test.ts',
  SecurityProtectionTypes: 'taken with an instance of the protection alone: eip/allocate.test.ts',
  EniIpv6Address: 'of a block that is not known before: clb/load-balancer/life.test.ts',
  HostName: 'the older name of Hostname',
  LaunchTemplateName: 'it names the template here, as LaunchTemplateId does',
  KeyPairName: 'it names the pair here, as KeyPairId does',
  SourceIpamPoolId: 'a pool with a source: ipam-pool/pool.test.ts',
  SourceGroupId: 'a rule has one peer: security-group/rules.test.ts',
  PrefixListId: 'a rule has one peer: security-group/rules.test.ts',
  Ipv6CidrBlock: 'a change of it is another matter: vpc and subnet/modify-attributes.test.ts',
  Ipv6Isp: 'a change of it is another matter: vpc/modify-attributes.test.ts',
  Servers: 'they are named by ids of their own: clb/load-balancer/life.test.ts',
  StartPort: 'ranges are of TCP and UDP: clb/load-balancer/life.test.ts',
  EndPort: 'as StartPort',
  EstablishedTimeout: 'it is not of HTTPS: clb/load-balancer/life.test.ts',
  RepeatDays: 'one way of repeating at a time: auto-snapshot-policy.test.ts',
  RepeatWeekdays: 'one way of repeating at a time: auto-snapshot-policy.test.ts',
  Stateful: 'ACLs are stateless: network-acl/create.test.ts',
};

/** The resource itself: the answer, or the item of its list that was asked for. */
// biome-ignore lint/suspicious/noExplicitAny: an answer
function item(answer: any, { given }: RoundTrip): any {
  const [, list] =
    Object.entries(answer).find(
      ([name, value]) => name !== 'Tags' && Array.isArray(value) && typeof value[0] === 'object',
    ) ?? [];
  const isList = 'TotalCount' in answer || 'NextToken' in answer || 'Permissions' in answer;
  if (!isList || !Array.isArray(list)) return answer;
  const { Description } = given;
  return (
    list.find((each) => Description === undefined || each.Description === Description) ?? list[0]
  );
}

/** The given parameters that the Describe has a field for. */
function expected({
  given,
  describe: [describing],
  service = 'vpc',
  shown = {},
}: RoundTrip): Input {
  const action = SERVICES.filter(({ name }) => name === service)
    .flatMap(({ actions }) => actions)
    .find(({ name }) => name === describing);
  const fields = action ? fieldsShown(action.result) : new Set<string>();
  return Object.fromEntries(
    Object.entries(named(given) as Input).filter(([name]) => fields.has(name) && !(name in shown)),
  );
}

/** The value with its patterns turned into matchers. */
function patterns(value: unknown): Input {
  const visit = (each: unknown): unknown => {
    if (each instanceof RegExp) return expect.stringMatching(each);
    if (Array.isArray(each)) return each.map(visit);
    if (typeof each !== 'object' || each === null) return each;
    return expect.objectContaining(
      Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, visit(inner)])),
    );
  };
  return Object.fromEntries(
    Object.entries(value as Input)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => [name, visit(inner)]),
  );
}

it('a volume is shown as it was asked for', async () => {
  const { Volumes } = await server.client.ok('storage_ebs', 'DescribeVolumes', {
    InstanceId: made.get('INSTANCE'),
    Kind: 'system',
  });
  expect(Volumes).toMatchObject([
    {
      VolumeType: 'ESSD_FlexPL',
      Size: '40',
      BurstEnabled: true,
      ExtraPerformance: { ExtraPerformanceTypeId: 'IOPS', IOPS: 100, Throughput: 5 },
    },
  ]);
});

it('every action that makes or changes something shown makes a round trip', () => {
  const tried = new Set(ROUND_TRIPS.map(({ action }) => action));
  const untried = SERVICES.flatMap(({ actions }) => actions)
    .filter(
      ({ kind, name }) =>
        kind === 'write' && /^(Create|Modify|Allocate|Run|Authorize|Convert)/.test(name),
    )
    .map(({ name }) => name)
    .filter((name) => !tried.has(name) && !(name in ELSEWHERE));
  const what =
    'add a round trip to test/contracts/round-trips.ts: what is given, and what shows it';
  expect(untried, what).toEqual([]);
});

/** Actions of which nothing that they give is shown under its name, or that are tried elsewhere. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  ModifyImageSharePermission: 'ecs/image/image.test.ts',
  CreateAccessKey: 'iam/access-key/access-key.test.ts',
  CreateGroup: 'iam/user-group/user-group.test.ts',
  CreateHealthCheckLogProject: 'clb/load-balancer/life.test.ts',
  CreateLoginProfile: 'iam/user/user.test.ts',
  CreatePolicy: 'iam/policy/policy.test.ts',
  CreateProject: 'iam/project/project.test.ts',
  CreateRole: 'iam/role/role.test.ts',
  CreateServiceLinkedRole: 'iam/role/service-linked.test.ts',
  CreateOAuthProvider: 'iam/oauth-provider/oauth-provider.test.ts',
  CreateOIDCProvider: 'iam/oidc-provider/oidc-provider.test.ts',
  CreateSAMLProvider: 'iam/saml-provider/saml-provider.test.ts',
  CreateUser: 'iam/user/user.test.ts',
  CreateTags: 'its tags are shown: ecs/tag/tag.test.ts',
  ModifyBandwidthPackageEipBandwidth: 'vpc/bandwidth-package/member.test.ts',
  ModifyVolumeChargeType: 'storage-ebs/volume/life.test.ts',
  ModifyVolumeSpec: 'storage-ebs/volume/life.test.ts',
  ModifyInstancePlacement: 'it names a host, and there are none',
  ModifySystemEventDefaultAction: 'it names an event, and there are none',
  ModifyInstanceSpec: 'ecs/instance/modify-spec.test.ts',
  ModifyInstancesSpec: 'ecs/instance/modify-spec.test.ts',
  ModifyInstanceVpcAttribute: 'ecs/instance/modify-vpc-attribute.test.ts',
};

import { type CopiedCall, literal } from './copied-call.ts';

/** How the parameters of an action become a resource of the vendor's Terraform provider. */
interface Mapping {
  readonly resource: string;
  /** The attributes whose names are not those of the parameters in snake case. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Parameters that the provider has no attribute for. */
  readonly without?: readonly string[];
  readonly fixed?: Readonly<Record<string, string>>;
  /** What takes another shape; what it leaves is written as it is. */
  readonly reshape?: (parameters: Record<string, unknown>) => Record<string, unknown>;
}

const ATOMIC = ['ClientToken', 'DryRun'];

/** In the documentation of provider 0.0.195. */
const MAPPINGS: Readonly<Record<string, Mapping>> = {
  CreateVpc: {
    resource: 'volcengine_vpc',
    without: ['Ipv6Isp', 'Ipv6MaskLen', 'SpecificEgress', 'Ipv4IpamPoolId'],
  },
  CreateSubnet: {
    resource: 'volcengine_subnet',
    without: ['IsIpv6Only', 'VpcIpv6CidrBlock'],
  },
  CreateSecurityGroup: { resource: 'volcengine_security_group', without: ['ServiceManaged'] },
  AuthorizeSecurityGroupIngress: rule('ingress'),
  AuthorizeSecurityGroupEgress: rule('egress'),
  CreateRouteTable: { resource: 'volcengine_route_table', without: ['AssociateType'] },
  CreateRouteEntry: {
    resource: 'volcengine_route_entry',
    without: ['DestinationPrefixListId', 'NextHopName'],
  },
  CreateNetworkInterface: {
    resource: 'volcengine_network_interface',
    renamed: { Ipv6Address: 'ipv6_addresses' },
    without: [
      ...['Ipv4Prefix', 'Ipv4PrefixCount', 'Ipv6Prefix', 'Ipv6PrefixCount', 'MacAddress', 'Type'],
      ...['TcpEstablishedTimeout', 'TcpClosedAndTimeWaitTimeout', 'UdpTimeout', 'TrafficMode'],
      ...['ServiceManaged', 'WithoutSecurityGroup'],
    ],
  },
  AttachNetworkInterface: {
    resource: 'volcengine_network_interface_attach',
    without: ['DeleteOnTermination'],
  },
  AllocateEipAddress: {
    resource: 'volcengine_eip_address',
    without: [
      ...['IpAddress', 'PeriodUnit', 'RenewType', 'RenewPeriodTimes', 'BandwidthPackageId'],
      ...['SecurityProtectionInstanceId', 'IpAddressPoolId', 'IsAtomic', 'IsPreorder'],
      ...['ServiceManaged', 'SpecificEgress'],
    ],
    renamed: { ISP: 'isp' },
    reshape: ({ BillingType, ...rest }) => ({
      BillingType: BILLING[Number(BillingType) - 1] ?? 'PostPaidByBandwidth',
      ...rest,
    }),
  },
  AssociateEipAddress: {
    resource: 'volcengine_eip_associate',
    without: ['ReleaseWithInstance', 'DirectMode'],
  },
  RunInstances: {
    resource: 'volcengine_ecs_instance',
    renamed: { Hostname: 'host_name' },
    without: [
      ...['Count', 'MinCount', 'UniqueSuffix', 'SuffixIndex', 'PeriodUnit', 'DeletionProtection'],
      ...['HttpTokens', 'AffinityGroupSize', 'CpuMaxFrequency', 'CpuOptions', 'Placement'],
      ...['CreditSpecification', 'DeploymentSetGroupNumber', 'ImageReleaseVersion'],
      ...['EnablePrimaryInterfaceHighBandwidthType', 'NetworkOptions', 'EipAddress'],
    ],
    reshape: asInstance,
  },
};

/** What the provider calls the billing types 1, 2 and 3. */
const BILLING = ['PrePaid', 'PostPaidByBandwidth', 'PostPaidByTraffic'];

function rule(direction: string): Mapping {
  return {
    resource: 'volcengine_security_group_rule',
    without: ['PrefixListId', 'SourcePortStart', 'SourcePortEnd', 'LocalCidrIp'],
    fixed: { direction },
  };
}

/** The interfaces and volumes of a launch stand in attributes of their own. */
function asInstance(parameters: Record<string, unknown>): Record<string, unknown> {
  const { InstanceTypeId, InstanceType, NetworkInterfaces, Volumes, ...rest } = parameters;
  const [primary = {}, ...secondary] = objects(NetworkInterfaces);
  const [system = {}, ...data] = objects(Volumes);
  const { PrivateIpAddresses: _, ...own } = primary;
  return {
    ...rest,
    InstanceType: InstanceTypeId ?? InstanceType,
    ...own,
    ...(secondary.length > 0 && { SecondaryNetworkInterfaces: secondary }),
    SystemVolumeType: system.VolumeType,
    SystemVolumeSize: system.Size,
    ...(data.length > 0 && { DataVolumes: data }),
  };
}

const objects = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? (value as Record<string, unknown>[]) : [];

/** The resource that makes the same; undefined where the provider has none for the action. */
export function terraformResource({ action, parameters }: CopiedCall): string | undefined {
  const mapping = MAPPINGS[action];
  if (mapping === undefined) return undefined;
  const { resource, renamed = {}, without = [], fixed = {}, reshape } = mapping;
  const given = withLists(parameters) as Record<string, unknown>;
  const shaped = reshape === undefined ? given : reshape(given);
  const lines: string[] = Object.entries(fixed).map(([name, value]) => `${name} = ${text(value)}`);
  const lost: string[] = [];
  for (const [name, value] of Object.entries(shaped)) {
    if (value === undefined || ATOMIC.includes(name)) continue;
    if (without.includes(name)) {
      if (value !== false) lost.push(name);
    } else lines.push(...attribute(renamed[name] ?? snake(name), value));
  }
  const comment = lost.length === 0 ? [] : [`# The provider has nothing for ${lost.join(', ')}.`];
  const body = [...aligned(lines), ...comment].map((line) => `  ${line}\n`).join('');
  return `resource "${resource}" "this" {\n${body}}\n`;
}

/** Where a request could not be decoded, its lists are still structures of numbered parts. */
function withLists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withLists);
  const parts = Object.entries(value).map(([name, part]) => [name, withLists(part)] as const);
  const isList = parts.length > 0 && parts.every(([name]) => /^\d+$/.test(name));
  return isList ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

/** Its lines: one for a value, a block for each structure of a list. */
function attribute(name: string, value: unknown): string[] {
  if (!Array.isArray(value) || typeof value[0] !== 'object') return [`${name} = ${inHcl(value)}`];
  return objects(value).flatMap((each) => [
    `${name} {`,
    ...aligned(Object.entries(each).flatMap(([key, part]) => attribute(snake(key), part))).map(
      (line) => `  ${line}`,
    ),
    '}',
  ]);
}

/** Equals signs under each other, as `terraform fmt` has them. */
function aligned(lines: readonly string[]): string[] {
  const names = lines.map((line) => /^(\w+) = /.exec(line)?.[1] ?? '');
  const width = Math.max(...names.map((name) => name.length), 0);
  return lines.map((line, at) => {
    const name = names[at] ?? '';
    return name === '' ? line : `${name.padEnd(width)}${line.slice(name.length)}`;
  });
}

function inHcl(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inHcl).join(', ')}]`;
  return typeof value === 'string' ? text(value) : JSON.stringify(value);
}

/** In HCL `${` and `%{` begin a template. */
const text = (value: string): string => literal(value).replaceAll(/[$%](?=\{)/g, '$&$&');

/** `Ipv6CidrBlock` is ipv6_cidr_block. */
const snake = (name: string): string =>
  name.replaceAll(/(?<=[a-z\d])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

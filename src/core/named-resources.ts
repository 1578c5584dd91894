import type { ResourceTable } from '#store/schema.ts';
import { RESOURCE_KINDS } from './resources.ts';

/*
 * Which resources a request names, for policies that are about single ones. The names of parameters
 * and the beginnings of ids say it, for every service alike.
 */

/** How the TRNs of a type of resource begin and go on: `vpc` and `eni`. */
interface TrnKind {
  readonly service: string;
  readonly type: string;
}

const TRN_KINDS = RESOURCE_KINDS.map(([table, { owner, idPrefix, trn, tagType }]) => {
  const [service = '', type = ''] = (
    trn ?? `${owner.split('/')[0]}:${tagType ?? table.replaceAll('_', '')}`
  ).split(':');
  return { table, idPrefix, kind: { service: service.replaceAll('-', '_'), type } };
});

/** The tables of the types of resources, by their names in TRNs: `vpc:eni`. */
export const TABLE_OF_TRN: ReadonlyMap<string, ResourceTable> = new Map(
  TRN_KINDS.map(({ table, kind }) => [`${kind.service}:${kind.type}`, table]),
);

/** By what parameters are called after the type: `networkinterface` for `NetworkInterfaceIds`. */
const BY_NAME: ReadonlyMap<string, TrnKind> = new Map(
  TRN_KINDS.map(({ table, kind }) => [table.replaceAll('_', ''), kind]),
);

/** By what ids begin with; those of a world file may begin with anything. */
const BY_PREFIX: ReadonlyMap<string, TrnKind> = new Map(
  TRN_KINDS.map(({ idPrefix, kind }) => [idPrefix, kind] as const).reverse(),
);

/** What iam names by a name, by the parameter that has it. */
const NAMED: Readonly<Record<string, string>> = {
  UserName: 'user',
  UserGroupName: 'group',
  RoleName: 'role',
  PolicyName: 'policy',
  OIDCProviderName: 'oidc-provider',
  SAMLProviderName: 'saml-provider',
  OAuthProviderName: 'oauth-provider',
  ProjectName: 'project',
  TargetProjectName: 'project',
};

/** The same by a type and names, by the parameters that have both. */
const TYPED: Readonly<Record<string, string>> = {
  ResourceNames: 'ResourceType',
  PrincipalName: 'PrincipalType',
};
const TYPES: ReadonlyMap<unknown, string> = new Map([
  ['User', 'user'],
  ['UserGroup', 'group'],
  ['Role', 'role'],
]);

interface Asked {
  readonly service: string;
  /** '' for a service without regions. */
  readonly region: string;
  readonly accountId: string;
}

/**
 * The TRNs of the resources that a request names by their ids, by names of iam's or by TRNs. Where it
 * names none, one of anything that the service has: `trn:vpc:cn-beijing:2100000001:*`.
 */
export function namedResources(asked: Asked, input: unknown): readonly string[] {
  const found = new Set<string>();
  collect(asked, '', input, found);
  const { service, region, accountId } = asked;
  return found.size > 0 ? [...found] : [`trn:${service}:${region}:${accountId}:*`];
}

function collect(asked: Asked, name: string, value: unknown, found: Set<string>): void {
  if (typeof value === 'string') {
    const trn = trnOf(asked, name, value);
    if (trn !== undefined) found.add(trn);
  } else if (Array.isArray(value)) {
    for (const each of value) collect(asked, name, each, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      const type = asked.service === 'iam' ? typeBeside(value, key) : undefined;
      if (type === undefined) collect(asked, key, each, found);
      else {
        for (const one of [each].flat()) found.add(`trn:iam::${asked.accountId}:${type}/${one}`);
      }
    }
  }
}

/** What a parameter with names is about, by the one that has the type. */
function typeBeside(input: object, parameter: string): string | undefined {
  const beside = Object.hasOwn(TYPED, parameter) ? (TYPED[parameter] ?? '') : '';
  return TYPES.get((input as Record<string, unknown>)[beside]);
}

function trnOf({ service, region, accountId }: Asked, name: string, value: string) {
  if (name.endsWith('Trn') && value.startsWith('trn:')) return value;
  if (service === 'iam') {
    // A CertificateId of iam's is one of a SAML provider, and none of clb's.
    return Object.hasOwn(NAMED, name) ? `trn:iam::${accountId}:${NAMED[name]}/${value}` : undefined;
  }
  if (!/Ids?$/.test(name)) return undefined;
  const called = name.replace(/Ids?$/, '').toLowerCase();
  const kind =
    BY_NAME.get(called) ??
    BY_PREFIX.get(value.slice(0, value.indexOf('-'))) ??
    [...BY_NAME].find(([each]) => called.endsWith(each))?.[1];
  return kind && `trn:${kind.service}:${region}:${accountId}:${kind.type}/${value}`;
}

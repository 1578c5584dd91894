import type { Rule } from '#core/action.ts';
import { type Context, ownKey } from '#core/context.ts';
import type { Reader } from '#store/store.ts';
import { ownAclToChange } from '../acl/rows.ts';
import { ownCertificateToChange } from '../certificate/rows.ts';
import { clbRefusals } from '../refusals.ts';
import { ownServerGroupToChange } from '../server-group/rows.ts';
import type { ListenerSettings } from './parameters.ts';
import type { Settings } from './settings.ts';

/** What a listener would use, as it is after a request. */
export interface UsesFacts {
  readonly protocol: string;
  readonly settings: Settings;
  readonly certificateId: string;
  readonly aclIds: readonly string[];
  /** Named, and not there. */
  readonly missing: {
    readonly serverGroup: string | undefined;
    readonly acl: string | undefined;
    readonly certificate: string | undefined;
  };
  /** The server group belongs to another load balancer. */
  readonly foreign: string | undefined;
  /** A given parameter that makes no sense with the protocol. */
  readonly stray: string | undefined;
}

const thereIsNo = (what: string | undefined) =>
  what === undefined ? 'what it uses is there' : `there is no ${what}`;

export const usesRules: readonly Rule<UsesFacts>[] = [
  {
    refusal: clbRefusals.ListenerProtocol,
    broken: ({ stray }) => stray !== undefined,
    because: ({ protocol, stray }) => `Protocol is ${protocol}, ${stray ?? 'nothing'} is given`,
  },
  {
    refusal: clbRefusals.ServerGroupNotFound,
    broken: ({ missing }) => missing.serverGroup !== undefined,
    because: ({ missing }) => thereIsNo(missing.serverGroup),
  },
  {
    refusal: clbRefusals.ServerGroupMismatch,
    broken: ({ foreign }) => foreign !== undefined,
    because: ({ foreign }) =>
      foreign === undefined ? 'the server group is its own' : `${foreign} is another's`,
  },
  {
    refusal: clbRefusals.CertificateNotFound,
    broken: ({ missing }) => missing.certificate !== undefined,
    because: ({ missing }) => thereIsNo(missing.certificate),
  },
  {
    refusal: clbRefusals.ListenerAclMissing,
    parameter: 'AclIds',
    broken: ({ settings, aclIds }) => settings.AclStatus === 'on' && aclIds.length === 0,
    because: ({ settings, aclIds }) =>
      `AclStatus is ${settings.AclStatus}, ${aclIds.length} ACLs are named`,
  },
  {
    refusal: clbRefusals.AclNotFound,
    broken: ({ missing }) => missing.acl !== undefined,
    because: ({ missing }) => thereIsNo(missing.acl),
  },
];

interface Asked {
  readonly loadBalancerId: string;
  readonly protocol: string;
  readonly settings: Settings;
  readonly certificateId: string;
  readonly aclIds: readonly string[];
  readonly serverGroupId: string;
  readonly input: ListenerSettings;
}

/** Finds and locks what a listener would use, so that nobody deletes it meanwhile. */
export async function usesFacts(tx: Reader, context: Context, asked: Asked): Promise<UsesFacts> {
  const { input, protocol } = asked;
  const group = await tx.first(ownServerGroupToChange, ownKey(context, asked.serverGroupId));
  let acl: string | undefined;
  for (const aclId of [...new Set(asked.aclIds)].toSorted()) {
    if ((await tx.first(ownAclToChange, ownKey(context, aclId))) === undefined) acl ??= aclId;
  }
  let certificate: string | undefined;
  for (const certificateId of [input.CertificateId, input.CACertificateId]) {
    if (certificateId === undefined) continue;
    const found = await tx.first(ownCertificateToChange, ownKey(context, certificateId));
    if (found === undefined) certificate ??= certificateId;
  }
  return {
    protocol,
    settings: asked.settings,
    certificateId: asked.certificateId,
    aclIds: asked.aclIds,
    missing: {
      serverGroup: group === undefined ? asked.serverGroupId : undefined,
      acl,
      certificate,
    },
    foreign: group && group.load_balancer_id !== asked.loadBalancerId ? group.id : undefined,
    stray: strayOf(asked),
  };
}

/** Of what Terraform's provider asserts: certificates are of HTTPS, EstablishedTimeout is not. */
function strayOf({ protocol, input, certificateId, settings }: Asked): string | undefined {
  const http = protocol === 'HTTP' || protocol === 'HTTPS';
  if (http && input.EstablishedTimeout !== undefined) return 'EstablishedTimeout';
  if (protocol !== 'HTTPS' && input.CertificateId !== undefined) return 'CertificateId';
  const certified = certificateId !== '' || settings.CertCenterCertificateId !== '';
  return protocol === 'HTTPS' && !certified ? 'no certificate' : undefined;
}

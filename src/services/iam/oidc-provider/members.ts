import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import type { Context } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import type { IamOidcProviderRow } from '#store/schema/iam.ts';
import type { Reader, Writer } from '#store/store.ts';
import { existing } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { clientId, MOST, thumbprint, whichProvider } from './parameters.ts';
import { addRules, removeRules } from './provider.rules.ts';
import { ownProviderToChange, rewriteProvider } from './rows.ts';
import { textsOf } from './view.ts';

/** Which of the two lists of a provider is changed. */
type Members = 'client_ids' | 'thumbprints';

const MOST_OF = { client_ids: MOST.clientIds, thumbprints: MOST.thumbprints } as const;

async function membersOf(
  tx: Reader,
  name: string,
  members: Members,
  member: string,
  { accountId }: Context,
) {
  const provider = await tx.first(ownProviderToChange, { account_id: accountId, name });
  return {
    providerName: name,
    provider,
    members: provider ? textsOf(provider[members]) : [],
    member,
    most: MOST_OF[members],
  };
}

async function rewrite(
  tx: Writer,
  provider: IamOidcProviderRow | undefined,
  members: Members,
  list: readonly string[],
): Promise<Record<string, never>> {
  const before = provider ?? refuse(iamRefusals.OidcProviderNotExist, '');
  await tx.run(rewriteProvider, {
    ...before,
    [members]: JSON.stringify(list),
    updated_at: tx.now,
  });
  return {};
}

/** Takes a client's tokens of a provider. */
export const addClientId = writeAction({
  name: 'AddClientIDToOIDCProvider',
  summary: 'add a client id to an OpenID Connect provider',
  parameters: () => z.object({ ...whichProvider(), ClientID: clientId() }),
  result: () => z.object({}),
  rules: addRules('ClientID'),
  facts: (tx, { OIDCProviderName, ClientID }, context) =>
    membersOf(tx, OIDCProviderName, 'client_ids', ClientID, context),
  change: (tx, { provider, members, member }) =>
    rewrite(tx, provider, 'client_ids', [...members, member]),
});

/** Takes no more of a client's tokens. */
export const removeClientId = writeAction({
  name: 'RemoveClientIDFromOIDCProvider',
  summary: 'take a client id from an OpenID Connect provider',
  parameters: () => z.object({ ...whichProvider(), ClientID: existing() }),
  result: () => z.object({}),
  rules: removeRules('ClientID'),
  facts: (tx, { OIDCProviderName, ClientID }, context) =>
    membersOf(tx, OIDCProviderName, 'client_ids', ClientID, context),
  change: (tx, { provider, members, member }) =>
    rewrite(
      tx,
      provider,
      'client_ids',
      members.filter((each) => each !== member),
    ),
});

/** Trusts another certificate of a provider. */
export const addThumbprint = writeAction({
  name: 'AddThumbprintToOIDCProvider',
  summary: 'add a thumbprint to an OpenID Connect provider',
  parameters: () => z.object({ ...whichProvider(), Thumbprint: thumbprint() }),
  result: () => z.object({}),
  rules: addRules('Thumbprint'),
  facts: (tx, { OIDCProviderName, Thumbprint }, context) =>
    membersOf(tx, OIDCProviderName, 'thumbprints', Thumbprint, context),
  change: (tx, { provider, members, member }) =>
    rewrite(tx, provider, 'thumbprints', [...members, member]),
});

/** Trusts a certificate no more. */
export const removeThumbprint = writeAction({
  name: 'RemoveThumbprintFromOIDCProvider',
  summary: 'take a thumbprint from an OpenID Connect provider',
  parameters: () => z.object({ ...whichProvider(), Thumbprint: existing() }),
  result: () => z.object({}),
  rules: removeRules('Thumbprint'),
  facts: (tx, { OIDCProviderName, Thumbprint }, context) =>
    membersOf(tx, OIDCProviderName, 'thumbprints', Thumbprint, context),
  change: (tx, { provider, members, member }) =>
    rewrite(
      tx,
      provider,
      'thumbprints',
      members.filter((each) => each !== member),
    ),
});

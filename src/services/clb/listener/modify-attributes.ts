import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { type ListenerFacts, listenerExists } from './listener.rules.ts';
import { listenerSettings, settingsAfter } from './parameters.ts';
import { aclsOfListeners, ownListenerToChange, setAcls } from './rows.ts';
import { defaultSettings, readSettings } from './settings.ts';
import { type UsesFacts, usesFacts, usesRules } from './uses.ts';

type ModifyFacts = ListenerFacts & { readonly uses: UsesFacts | undefined };

const modifyRules: readonly Rule<ModifyFacts>[] = [
  listenerExists,
  ...usesRules.map(
    (rule): Rule<ModifyFacts> => ({
      refusal: rule.refusal,
      parameter: typeof rule.parameter === 'string' ? rule.parameter : undefined,
      broken: ({ uses }) => uses && rule.broken(uses),
      because: ({ uses }) => (uses ? rule.because(uses) : 'there is no such listener'),
    }),
  ),
];

/** Changes a listener, at once; what is absent stays as it is. */
export const modifyListenerAttributes = writeAction({
  name: 'ModifyListenerAttributes',
  summary: 'change a listener',
  parameters: () =>
    z.object({ ListenerId: id(), ServerGroupId: id().optional(), ...listenerSettings() }),
  result: () => z.object({}),
  rules: modifyRules,

  async facts(tx, input, context) {
    const listener = await tx.first(ownListenerToChange, ownKey(context, input.ListenerId));
    if (listener === undefined) return { listener, uses: undefined };
    const held = (await tx.allOf(aclsOfListeners, [listener.id])).map(({ acl_id }) => acl_id);
    const before = { ...defaultSettings(listener.protocol), ...readSettings(listener) };
    const uses = await usesFacts(tx, context, {
      loadBalancerId: listener.load_balancer_id,
      protocol: listener.protocol,
      settings: settingsAfter(before, input),
      certificateId: input.CertificateId ?? listener.certificate_id,
      aclIds: input.AclIds ?? held,
      serverGroupId: input.ServerGroupId ?? listener.server_group_id,
      input,
    });
    return { listener, uses };
  },

  async change(tx, { listener, uses }, input) {
    if (listener === undefined || uses === undefined) return {};
    await setAcls(tx, listener.id, uses.aclIds);
    await tx.update('listener', listener.id, {
      name: input.ListenerName ?? listener.name,
      description: input.Description ?? listener.description,
      status: uses.settings.Enabled === 'on' ? 'Active' : 'Disabled',
      server_group_id: input.ServerGroupId ?? listener.server_group_id,
      certificate_id: uses.certificateId,
      ca_certificate_id: input.CACertificateId ?? listener.ca_certificate_id,
      settings: JSON.stringify(uses.settings),
    });
    return {};
  },
});

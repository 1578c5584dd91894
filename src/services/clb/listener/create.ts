import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, integer } from '#core/parameters.ts';
import { RESOURCES } from '#core/resources.ts';
import { tagList } from '#services/vpc/tag/parameters.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import {
  activeLoadBalancer,
  type LoadBalancerFacts,
} from '../load-balancer/load-balancer.rules.ts';
import { whichLoadBalancer } from '../load-balancer/parameters.ts';
import { listenersOfLoadBalancers, ownLoadBalancerToChange } from '../load-balancer/rows.ts';
import { clbRefusals } from '../refusals.ts';
import { listenerSettings, settingsAfter } from './parameters.ts';
import { setAcls } from './rows.ts';
import { defaultSettings } from './settings.ts';
import { type UsesFacts, usesFacts, usesRules } from './uses.ts';

interface CreateFacts extends LoadBalancerFacts, UsesFacts {
  /** The ports that it takes, in words; undefined where they make no sense. */
  readonly ports: string | undefined;
  /** A listener of the load balancer that takes one of them. */
  readonly rival: string | undefined;
}

const createRules: readonly Rule<CreateFacts>[] = [
  ...activeLoadBalancer,
  {
    refusal: clbRefusals.ListenerPortMalformed,
    parameter: 'Port',
    broken: ({ ports }) => ports === undefined,
    because: ({ ports }) => (ports === undefined ? 'it takes no port' : `it takes ${ports}`),
  },
  ...usesRules,
  {
    refusal: clbRefusals.ListenerConflict,
    parameter: 'Port',
    broken: ({ rival }) => rival !== undefined,
    because: ({ rival }) => `${rival ?? 'no listener'} takes the port`,
  },
];

/** Makes a listener, Active at once, or Disabled. */
export const createListener = writeAction({
  name: 'CreateListener',
  summary: 'create a listener',
  parameters: () =>
    z.object({
      ...whichLoadBalancer(),
      Protocol: z.enum(['TCP', 'UDP', 'HTTP', 'HTTPS']),
      Port: integer(0, 65_535),
      StartPort: integer(0, 65_535).optional(),
      EndPort: integer(0, 65_535).optional(),
      ServerGroupId: id(),
      ...listenerSettings(),
      Tags: tagList().optional(),
    }),
  result: () => z.object({ ListenerId: z.string() }),
  rules: createRules,

  async facts(tx, input, context) {
    const key = ownKey(context, input.LoadBalancerId);
    const loadBalancer = await tx.first(ownLoadBalancerToChange, key);
    const held = loadBalancer ? await tx.allOf(listenersOfLoadBalancers, [loadBalancer.id]) : [];
    const range = portsOf(input);
    const transport = transportOf(input.Protocol);
    const rival =
      range &&
      held.find(
        (each) =>
          each.transport === transport &&
          firstPort(each) <= range.last &&
          lastPort(each) >= range.first,
      );
    const uses = await usesFacts(tx, context, {
      loadBalancerId: input.LoadBalancerId,
      protocol: input.Protocol,
      settings: settingsAfter(defaultSettings(input.Protocol), input),
      certificateId: input.CertificateId ?? '',
      aclIds: input.AclIds ?? [],
      serverGroupId: input.ServerGroupId,
      input,
    });
    return {
      ...uses,
      loadBalancer,
      ports: range && `${range.first} to ${range.last}`,
      rival: rival?.id,
    };
  },

  async change(tx, { loadBalancer, settings, aclIds }, input, context) {
    const owner = ownKey(context, context.ids.resource(RESOURCES.listener.idPrefix));
    await tx.insert('listener', {
      ...owner,
      project_name: loadBalancer?.project_name ?? '',
      name: input.ListenerName ?? owner.id,
      description: input.Description ?? '',
      status: settings.Enabled === 'on' ? 'Active' : 'Disabled',
      load_balancer_id: input.LoadBalancerId,
      server_group_id: input.ServerGroupId,
      protocol: input.Protocol,
      transport: transportOf(input.Protocol),
      port: input.Port,
      start_port: input.StartPort ?? 0,
      end_port: input.EndPort ?? 0,
      certificate_id: input.CertificateId ?? '',
      ca_certificate_id: input.CACertificateId ?? '',
      settings: JSON.stringify(settings),
    });
    await setAcls(tx, owner.id, aclIds);
    await addTags(tx, owner, 'listener', input.Tags);
    return { ListenerId: owner.id };
  },
});

const transportOf = (protocol: string): string => (protocol === 'UDP' ? 'udp' : 'tcp');

interface Ports {
  readonly port: number;
  readonly start_port: number;
  readonly end_port: number;
}

const firstPort = ({ port, start_port }: Ports) => port || start_port;
const lastPort = ({ port, end_port }: Ports) => port || end_port;

/** The ports that are asked for: one, or of TCP and UDP a range where Port is 0. */
function portsOf(input: {
  readonly Protocol: string;
  readonly Port: number;
  readonly StartPort?: number | undefined;
  readonly EndPort?: number | undefined;
}): { readonly first: number; readonly last: number } | undefined {
  const { Protocol, Port, StartPort = 0, EndPort = 0 } = input;
  if (Port > 0) return StartPort || EndPort ? undefined : { first: Port, last: Port };
  const ranges = Protocol === 'TCP' || Protocol === 'UDP';
  if (!ranges || StartPort < 1 || EndPort < StartPort) return undefined;
  return { first: StartPort, last: EndPort };
}

import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { resourceName } from '#services/vpc/names.ts';
import type { NatGatewayRow } from '#store/schema/nat-gateway.ts';
import { occupyNatGateway } from '../nat-gateway/busy.ts';
import { natGatewayExists, natGatewayIsAvailable } from '../nat-gateway/nat-gateway.rules.ts';
import { ownNatGatewayToChange } from '../nat-gateway/rows.ts';
import { natRefusals } from '../refusals.ts';
import { type MappingFacts, mappingRules, NO_MAPPING } from './dnat-entry.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { mappingFacts } from './mapping.ts';
import { ipv4Address, ports, portType, protocol } from './parameters.ts';
import { portText } from './ports.ts';
import { dnatEntriesOf } from './rows.ts';

interface CreateFacts extends MappingFacts {
  readonly natGateway: NatGatewayRow | undefined;
  readonly held: number;
  readonly allowed: number;
}

/** The preconditions of CreateDnatEntry. The order is ours. */
const createRules: readonly Rule<CreateFacts>[] = [
  natGatewayExists,
  ...mappingRules,
  {
    refusal: natRefusals.DnatEntryQuota,
    parameter: 'NatGatewayId',
    broken: ({ held, allowed }) => held >= allowed,
    because: ({ held, allowed }) => `the NAT gateway has ${held} of ${allowed} DNAT entries`,
  },
  natGatewayIsAvailable,
];

const parameters = () =>
  z.object({
    NatGatewayId: id(),
    ExternalIp: ipv4Address(),
    ExternalPort: ports(),
    InternalIp: ipv4Address(),
    InternalPort: ports(),
    Protocol: protocol(),
    PortType: portType().default('specified'),
    DnatEntryName: resourceName().optional(),
  });

const mappingOf = (input: z.infer<ReturnType<typeof parameters>>) => ({
  external_ip: input.ExternalIp,
  external_port: portText(input.ExternalPort),
  internal_ip: input.InternalIp,
  internal_port: portText(input.InternalPort),
  protocol: input.Protocol,
  port_type: input.PortType,
});

/**
 * Makes an entry by which packets to an address and port of a NAT gateway reach an address and port
 * of its VPC. It is Creating, then Available.
 */
export const createDnatEntry = writeAction({
  name: 'CreateDnatEntry',
  summary: 'create a DNAT entry of a NAT gateway',
  parameters,
  result: () => z.object({ DnatEntryId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  async facts(tx, input, context) {
    const natGateway = await tx.first(ownNatGatewayToChange, ownKey(context, input.NatGatewayId));
    const known = natGateway && (await mappingFacts(tx, natGateway, mappingOf(input)));
    const held = natGateway ? await tx.all(dnatEntriesOf, { natGatewayId: natGateway.id }) : [];
    return {
      ...(known ?? NO_MAPPING),
      natGateway,
      held: held.length,
      allowed: context.world.quota(context.accountId, 'DnatEntriesPerNatGateway'),
    };
  },

  async change(tx, { natGateway }, input, context) {
    if (natGateway === undefined) refuse(natRefusals.NatGatewayNotFound);
    const entryId = context.ids.resource(RESOURCES.dnat_entry.idPrefix);
    await occupyNatGateway(tx, natGateway.id);
    await tx.insert('dnat_entry', {
      ...ownKey(context, entryId),
      project_name: natGateway.project_name,
      name: input.DnatEntryName ?? entryId,
      description: '',
      status: TRANSITIONS.create.from,
      nat_gateway_id: natGateway.id,
      vpc_id: natGateway.vpc_id,
      ...mappingOf(input),
    });
    tx.touch('dnat_entry', entryId, 'carried');
    await scheduleTransition(tx, context, TRANSITIONS.create, entryId);
    return { DnatEntryId: entryId };
  },
});

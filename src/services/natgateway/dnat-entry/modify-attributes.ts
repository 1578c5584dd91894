import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import type { Holding } from '#core/common.rules.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { resourceName } from '#services/vpc/names.ts';
import type { DnatEntryRow, NatGatewayRow } from '#store/schema/nat-gateway.ts';
import { occupyNatGateway } from '../nat-gateway/busy.ts';
import { natGatewayIsAvailable } from '../nat-gateway/nat-gateway.rules.ts';
import {
  dnatEntryExists,
  dnatEntryIsAvailable,
  type MappingFacts,
  mappingRules,
  NO_MAPPING,
} from './dnat-entry.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { dnatEntryWithGateway } from './locked.ts';
import { mappingFacts } from './mapping.ts';
import { ipv4Address, ports, protocol } from './parameters.ts';
import { portText } from './ports.ts';

type ModifyFacts = MappingFacts &
  Holding<'dnatEntry', DnatEntryRow> &
  Holding<'natGateway', NatGatewayRow>;

/** The preconditions of ModifyDnatEntryAttributes; its page's table was not seen. */
const modifyRules: readonly Rule<ModifyFacts>[] = [
  dnatEntryExists,
  ...mappingRules,
  natGatewayIsAvailable,
  dnatEntryIsAvailable,
];

const parameters = () =>
  z.object({
    DnatEntryId: id(),
    DnatEntryName: resourceName().optional(),
    ExternalIp: ipv4Address().optional(),
    ExternalPort: ports().optional(),
    InternalIp: ipv4Address().optional(),
    InternalPort: ports().optional(),
    Protocol: protocol().optional(),
  });

/** What the entry would say: its type of ports stays. */
const mappingOf = (row: DnatEntryRow, input: z.infer<ReturnType<typeof parameters>>) => ({
  external_ip: input.ExternalIp ?? row.external_ip,
  external_port: portText(input.ExternalPort ?? row.external_port),
  internal_ip: input.InternalIp ?? row.internal_ip,
  internal_port: portText(input.InternalPort ?? row.internal_port),
  protocol: input.Protocol ?? row.protocol,
  port_type: row.port_type,
});

/**
 * Changes the name and the mapping of a DNAT entry; an absent part stays as it is. It is Pending,
 * then Available.
 */
export const modifyDnatEntryAttributes = writeAction({
  name: 'ModifyDnatEntryAttributes',
  summary: 'change a DNAT entry',
  parameters,
  result: () => z.object({}),
  begins: [TRANSITIONS.modify],
  rules: modifyRules,

  async facts(tx, input, context) {
    const { dnatEntry, natGateway } = await dnatEntryWithGateway(tx, context, input.DnatEntryId);
    const known =
      dnatEntry && natGateway
        ? await mappingFacts(tx, natGateway, mappingOf(dnatEntry, input), dnatEntry.id)
        : NO_MAPPING;
    return { ...known, dnatEntry, natGateway };
  },

  async change(tx, { dnatEntry, natGateway }, input, context) {
    if (natGateway) await occupyNatGateway(tx, natGateway.id);
    await tx.update('dnat_entry', input.DnatEntryId, {
      status: TRANSITIONS.modify.from,
      ...(input.DnatEntryName !== undefined && { name: input.DnatEntryName }),
      ...(dnatEntry && mappingOf(dnatEntry, input)),
    });
    tx.touch('dnat_entry', input.DnatEntryId, 'carried');
    await scheduleTransition(tx, context, TRANSITIONS.modify, input.DnatEntryId);
    return {};
  },
});

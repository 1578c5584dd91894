import type { Transition } from '#core/transition.ts';
import { countAddresses } from '#services/vpc/network-interface/counters.ts';
import { interfaceById } from '#services/vpc/network-interface/rows.ts';
import { releaseAddresses } from '#services/vpc/subnet/addresses.ts';
import { freeNatGateway } from '../nat-gateway/busy.ts';
import { natGatewayById } from '../nat-gateway/rows.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { natIpById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const natIpTransitions: readonly Transition[] = [
  {
    ...TRANSITIONS.create,
    async settle(tx, { resource_id }) {
      const row = await tx.first(natIpById, { id: resource_id });
      if (row === undefined || row.status !== TRANSITIONS.create.from) return false;
      await tx.advance('nat_ip', row.id, TRANSITIONS.create);
      await freeNatGateway(tx, row.nat_gateway_id);
      return true;
    },
  },
  {
    ...TRANSITIONS.delete,
    async settle(tx, { resource_id }) {
      const row = await tx.first(natIpById, { id: resource_id });
      if (row === undefined) return true;
      if (row.status !== TRANSITIONS.delete.from) return false;
      const gateway = await tx.first(natGatewayById, { id: row.nat_gateway_id });
      const own = gateway && (await tx.first(interfaceById, { id: gateway.network_interface_id }));
      if (own !== undefined) {
        await releaseAddresses(tx, own.subnet_id, [{ family: 4, address: row.ip_address }]);
        await countAddresses(tx, own, -1);
      }
      await tx.remove('nat_ip', row.id);
      await freeNatGateway(tx, row.nat_gateway_id);
      return true;
    },
  },
];

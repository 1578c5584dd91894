import type { PacketCommand } from './commands/command.ts';
import {
  addRules,
  associateAcl,
  changeAcl,
  changeGroups,
  changePrefixList,
  revokeRule,
} from './commands/filters.ts';
import { announce, joinHaVip, leaveHaVip } from './commands/floating.ts';
import { bindEip, closeIpv6, openIpv6, unbindEip } from './commands/internet.ts';
import { changeIpv4Gateway } from './commands/ipv4-gateway.ts';
import {
  addDnat,
  addSnat,
  bindNatEip,
  changeDnat,
  changeSnat,
  deleteNatGateway,
  makeNatGateway,
  removeDnat,
  removeSnat,
} from './commands/nat.ts';
import {
  assignIpv4,
  assignIpv6,
  attach,
  detach,
  stopOrStart,
  unassignIpv4,
  unassignIpv6,
} from './commands/nics.ts';
import { addRoutes, changeTable, removeRoute, routeToNat, useBlock } from './commands/routes.ts';

/** The commands by name, with how often each is drawn. */
export const COMMANDS: Readonly<Record<string, PacketCommand>> = {
  addRules: { weight: 6, run: addRules },
  revokeRule: { weight: 3, run: revokeRule },
  changeGroups: { weight: 2, run: changeGroups },
  attach: { weight: 3, run: attach },
  detach: { weight: 1, run: detach },
  assignIpv4: { weight: 1, run: assignIpv4 },
  unassignIpv4: { weight: 1, run: unassignIpv4 },
  assignIpv6: { weight: 1, run: assignIpv6 },
  unassignIpv6: { weight: 1, run: unassignIpv6 },
  bindEip: { weight: 4, run: bindEip },
  unbindEip: { weight: 1, run: unbindEip },
  addRoutes: { weight: 5, run: addRoutes },
  removeRoute: { weight: 1, run: removeRoute },
  changeTable: { weight: 2, run: changeTable },
  changeAcl: { weight: 3, run: changeAcl },
  associateAcl: { weight: 2, run: associateAcl },
  changePrefixList: { weight: 2, run: changePrefixList },
  joinHaVip: { weight: 3, run: joinHaVip },
  leaveHaVip: { weight: 1, run: leaveHaVip },
  announce: { weight: 3, run: announce },
  openIpv6: { weight: 4, run: openIpv6 },
  closeIpv6: { weight: 2, run: closeIpv6 },
  stopOrStart: { weight: 2, run: stopOrStart },
  makeNatGateway: { weight: 1, run: makeNatGateway },
  deleteNatGateway: { weight: 1, run: deleteNatGateway },
  bindNatEip: { weight: 1, run: bindNatEip },
  addSnat: { weight: 3, run: addSnat },
  changeSnat: { weight: 1, run: changeSnat },
  removeSnat: { weight: 2, run: removeSnat },
  addDnat: { weight: 2, run: addDnat },
  changeDnat: { weight: 1, run: changeDnat },
  removeDnat: { weight: 1, run: removeDnat },
  routeToNat: { weight: 1, run: routeToNat },
  changeIpv4Gateway: { weight: 2, run: changeIpv4Gateway },
  useBlock: { weight: 3, run: useBlock },
};

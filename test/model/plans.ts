import {
  assignIpv6,
  assignPrivateIps,
  hasSecondaryIp,
  unassignIpv6,
  unassignPrivateIps,
} from './addresses.ts';
import {
  createLoadBalancer,
  deleteLoadBalancer,
  hasListener,
  hasLoadBalancer,
  hasServer,
  hasServerGroup,
} from './balancers.ts';
import {
  addBandwidthPackageIp,
  createBandwidthPackage,
  deleteBandwidthPackage,
  hasBandwidthPackage,
  hasEipInPackage,
  modifyBandwidthPackage,
  modifyBandwidthPackageSpec,
  removeBandwidthPackageIp,
} from './bandwidth-packages.ts';
import { allocateEip, releaseEip } from './eip-allocation.ts';
import { associateEip, associateWithGateway, disassociateEip } from './eips.ts';
import { deleteInstance, runInstances, startInstance, stopInstance } from './instances.ts';
import {
  attachInterface,
  createInterface,
  deleteInterface,
  detachInterface,
  modifyInterface,
} from './interfaces.ts';
import { createListener, deleteListener } from './listeners.ts';
import {
  createDnatEntry,
  createNatGateway,
  createSnatEntry,
  deleteDnatEntry,
  deleteNatGateway,
  deleteSnatEntry,
  hasDnatEntry,
  hasGateway,
  hasGatewayWithEip,
  hasSnatEntry,
  modifyDnatEntry,
  modifyNatGateway,
  modifySnatEntry,
} from './nat.ts';
import { deleteGroup, deleteSubnet } from './places.ts';
import {
  addServers,
  createServerGroup,
  deleteServerGroup,
  removeServers,
} from './server-groups.ts';
import { createSnapshot, deleteSnapshot, hasSnapshot } from './snapshots.ts';
import type { Model } from './state.ts';
import type { Plan } from './step.ts';
import {
  attachVolume,
  createVolume,
  deleteVolume,
  detachVolume,
  extendVolume,
  hasDetachableVolume,
  hasFreeVolume,
  modifyVolume,
} from './volumes.ts';
import type { Account } from './world.ts';

/**
 * Instead of a request about what the account does not have, most often one that leads to it: chance
 * alone comes to the end of a long chain too seldom.
 */
const elseMake =
  (has: (model: Model, account: Account) => boolean, make: Plan, plan: Plan): Plan =>
  (model, pick) =>
    has(model, pick.account) || pick.once(6) ? plan(model, pick) : make(model, pick);

const ofGateway = (plan: Plan) => elseMake(hasGateway, createNatGateway, plan);
const makeGateway = ofGateway(associateWithGateway);
const makeSnat = elseMake(hasGatewayWithEip, makeGateway, createSnatEntry);
const makeDnat = elseMake(hasGatewayWithEip, makeGateway, createDnatEntry);
const makeAttached = elseMake(hasFreeVolume, createVolume, attachVolume);

const ofPackage = (plan: Plan) => elseMake(hasBandwidthPackage, createBandwidthPackage, plan);
const addToPackage = ofPackage(addBandwidthPackageIp);
const takeFromPackage = elseMake(hasEipInPackage, addToPackage, removeBandwidthPackageIp);

const ofBalancer = (plan: Plan) => elseMake(hasLoadBalancer, createLoadBalancer, plan);
const makeServerGroup = ofBalancer(createServerGroup);
const ofServerGroup = (plan: Plan) => elseMake(hasServerGroup, makeServerGroup, plan);
const makeListener = ofServerGroup(createListener);
const makeServers = ofServerGroup(addServers);

/** Every kind of request that a run is made of, with how often it comes. */
export const PLANS: Readonly<Record<string, { readonly plan: Plan; readonly weight: number }>> = {
  createInterface: { plan: createInterface, weight: 9 },
  attachInterface: { plan: attachInterface, weight: 12 },
  detachInterface: { plan: detachInterface, weight: 7 },
  deleteInterface: { plan: deleteInterface, weight: 3 },
  modifyInterface: { plan: modifyInterface, weight: 3 },
  assignPrivateIps: { plan: assignPrivateIps, weight: 6 },
  unassignPrivateIps: {
    plan: elseMake(hasSecondaryIp, assignPrivateIps, unassignPrivateIps),
    weight: 3,
  },
  assignIpv6: { plan: assignIpv6, weight: 3 },
  unassignIpv6: { plan: unassignIpv6, weight: 2 },
  associateEip: { plan: associateEip, weight: 10 },
  disassociateEip: { plan: disassociateEip, weight: 4 },
  allocateEip: { plan: allocateEip, weight: 3 },
  releaseEip: { plan: releaseEip, weight: 2 },
  runInstances: { plan: runInstances, weight: 5 },
  startInstance: { plan: startInstance, weight: 3 },
  stopInstance: { plan: stopInstance, weight: 3 },
  deleteInstance: { plan: deleteInstance, weight: 2 },
  deleteSubnet: { plan: deleteSubnet, weight: 2 },
  createNatGateway: { plan: createNatGateway, weight: 4 },
  modifyNatGateway: { plan: ofGateway(modifyNatGateway), weight: 1 },
  deleteNatGateway: { plan: ofGateway(deleteNatGateway), weight: 1 },
  createSnatEntry: { plan: makeSnat, weight: 4 },
  modifySnatEntry: { plan: elseMake(hasSnatEntry, makeSnat, modifySnatEntry), weight: 10 },
  deleteSnatEntry: { plan: elseMake(hasSnatEntry, makeSnat, deleteSnatEntry), weight: 3 },
  createDnatEntry: { plan: makeDnat, weight: 4 },
  modifyDnatEntry: { plan: elseMake(hasDnatEntry, makeDnat, modifyDnatEntry), weight: 10 },
  deleteDnatEntry: { plan: elseMake(hasDnatEntry, makeDnat, deleteDnatEntry), weight: 3 },
  createBandwidthPackage: { plan: createBandwidthPackage, weight: 2 },
  modifyBandwidthPackage: { plan: ofPackage(modifyBandwidthPackage), weight: 1 },
  modifyBandwidthPackageSpec: { plan: ofPackage(modifyBandwidthPackageSpec), weight: 2 },
  addBandwidthPackageIp: { plan: addToPackage, weight: 5 },
  removeBandwidthPackageIp: { plan: takeFromPackage, weight: 2 },
  deleteBandwidthPackage: { plan: ofPackage(deleteBandwidthPackage), weight: 2 },
  createLoadBalancer: { plan: createLoadBalancer, weight: 3 },
  deleteLoadBalancer: { plan: ofBalancer(deleteLoadBalancer), weight: 2 },
  createServerGroup: { plan: makeServerGroup, weight: 3 },
  addServers: { plan: makeServers, weight: 3 },
  removeServers: { plan: elseMake(hasServer, makeServers, removeServers), weight: 2 },
  deleteServerGroup: { plan: ofServerGroup(deleteServerGroup), weight: 2 },
  createListener: { plan: makeListener, weight: 4 },
  deleteListener: { plan: elseMake(hasListener, makeListener, deleteListener), weight: 4 },
  deleteGroup: { plan: deleteGroup, weight: 1 },
  createVolume: { plan: createVolume, weight: 4 },
  attachVolume: { plan: makeAttached, weight: 6 },
  detachVolume: { plan: elseMake(hasDetachableVolume, makeAttached, detachVolume), weight: 6 },
  extendVolume: { plan: extendVolume, weight: 2 },
  modifyVolume: { plan: modifyVolume, weight: 2 },
  deleteVolume: { plan: elseMake(hasFreeVolume, createVolume, deleteVolume), weight: 3 },
  createSnapshot: { plan: createSnapshot, weight: 2 },
  deleteSnapshot: { plan: elseMake(hasSnapshot, createSnapshot, deleteSnapshot), weight: 2 },
};

/** How many steps of a hundred let time pass instead, and for how long: less and more than any dwell. */
export const TIME = { percent: 20, steps: [100, 500, 1000, 2000, 3000, 10_000] } as const;

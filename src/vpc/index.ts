import type { Service } from '../service.ts';
import { attachNetworkInterface } from './network-interface/attach.ts';
import { createNetworkInterface } from './network-interface/create.ts';
import { deleteNetworkInterface } from './network-interface/delete.ts';
import { describeNetworkInterfaces } from './network-interface/describe.ts';
import { describeNetworkInterfaceAttributes } from './network-interface/describe-attributes.ts';
import { detachNetworkInterface } from './network-interface/detach.ts';
import { networkInterfaceTransitions } from './network-interface/transitions.ts';
import { NOT_YET } from './not-yet.ts';
import { vpcRefusals } from './refusals.ts';

/** The vpc service. */
export const vpc: Service = {
  name: 'vpc',
  version: '2020-04-01',
  actions: [
    // network interfaces
    attachNetworkInterface,
    createNetworkInterface,
    deleteNetworkInterface,
    describeNetworkInterfaceAttributes,
    describeNetworkInterfaces,
    detachNetworkInterface,
    // addresses of network interfaces

    // VPCs

    // subnets

    // security groups

    // EIPs
  ],
  transitions: [...networkInterfaceTransitions],
  notYet: NOT_YET,
  resultCarriesRequestId: true,
  parameterRefusals: {
    missing: (parameter) => ({ refusal: vpcRefusals.MissingParameter, args: [parameter] }),
    malformed: (parameter) =>
      parameter === 'ClientToken'
        ? { refusal: vpcRefusals.ClientTokenMalformed, args: [] }
        : {
            refusal: { ...vpcRefusals.ParameterMalformed, code: `Invalid${parameter}.Malformed` },
            args: [parameter],
          },
  },
  writeRefusals: {
    conflict: vpcRefusals.Conflict,
    idempotentParameterMismatch: vpcRefusals.IdempotentParameterMismatch,
  },
};

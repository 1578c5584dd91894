import type { Phrases } from '../phrasebook.ts';

/** Reasons about IPv4 gateways. */
export const ipv4GatewayReasons: Phrases = {
  'IPv4 gateway': 'IPv4 网关',
  'no IPv4 gateway': '没有 IPv4 网关',
  'it is attached to {0}': '它挂载于：{0}',
  'it is attached to no VPC': '没有挂载到 VPC',
  'it has no IPv4 gateway': '没有 IPv4 网关',
};

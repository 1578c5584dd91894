import { expect, it } from 'vitest';
import { likest } from './did-you-mean.ts';

const KNOWN = ['InstanceId', 'NetworkInterfaceId', 'SubnetId', 'ClientToken'];

it.each([
  ['InstanceID', 'InstanceId'],
  ['Instance', 'InstanceId'],
  ['NetworkInterfaceIds', 'NetworkInterfaceId'],
  ['subnet', 'SubnetId'],
  ['Colour', undefined],
  ['', undefined],
])('for %s it means %s', (given, meant) => {
  expect(likest(given, KNOWN)).toBe(meant);
});

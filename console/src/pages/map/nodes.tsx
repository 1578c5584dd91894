import type { NodeProps } from '@xyflow/react';
import { type ComponentType, memo } from 'react';
import { OutsideNode, SubnetNode, VpcNode, ZoneNode } from './nodes/areas.tsx';
import type { Given } from './nodes/Shell.tsx';
import {
  EipNode,
  EipsNode,
  GatewayNode,
  HaVipNode,
  InstanceNode,
  InterfaceNode,
  NatGatewayNode,
  RouteTableNode,
} from './nodes/things.tsx';

/*
 * What is drawn for each thing on the map. Each watches its own resource, so that a change renders
 * what it is about and nothing else.
 */

/** Where a thing stands changes nothing of how it is drawn. */
const drawn = (Component: ComponentType<Given>) =>
  memo(
    ({ data }: Pick<NodeProps, 'id'> & { readonly data: Given }) => <Component item={data.item} />,
    (before, now) => before.data === now.data,
  );

export const NODES = {
  vpc: drawn(VpcNode),
  zone: drawn(ZoneNode),
  outside: drawn(OutsideNode),
  subnet: drawn(SubnetNode),
  instance: drawn(InstanceNode),
  network_interface: drawn(InterfaceNode),
  ha_vip: drawn(HaVipNode),
  nat_gateway: drawn(NatGatewayNode),
  route_table: drawn(RouteTableNode),
  ipv6_gateway: drawn(GatewayNode),
  eip: drawn(EipNode),
  eips: drawn(EipsNode),
} as const;

import * as z from 'zod';

/** What an EIP can be bound to in the cloud. Here only {@link BINDABLE} exist. */
export const INSTANCE_TYPES = [
  'Nat',
  'NetworkInterface',
  'ClbInstance',
  'EcsInstance',
  'HaVip',
] as const;

export const BINDABLE = ['EcsInstance', 'NetworkInterface', 'HaVip'] as const;

export const isBindable = (type: string): type is (typeof BINDABLE)[number] =>
  (BINDABLE as readonly string[]).includes(type);

/** The lines of the explorer and the SDK taken together. */
export const ISPS = [
  'BGP',
  'ChinaMobile',
  'ChinaTelecom',
  'ChinaUnicom',
  'SingleLine_BGP',
  'Static_BGP',
  'Premium_BGP',
  'Fusion_BGP',
  'ChinaMobile_Value',
  'ChinaUnicom_Value',
  'ChinaTelecom_Value',
] as const;

export const isp = () => z.enum(ISPS);

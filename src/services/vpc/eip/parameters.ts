import * as z from 'zod';

/** What an EIP can be bound to. */
export const INSTANCE_TYPES = [
  'Nat',
  'NetworkInterface',
  'ClbInstance',
  'EcsInstance',
  'HaVip',
] as const;

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

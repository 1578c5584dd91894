import type { Phrases } from '../phrasebook.ts';

/** Reasons about bandwidth packages. */
export const bandwidthPackageReasons: Phrases = {
  'bandwidth package': '共享带宽包',
  'no package': '没有共享带宽包',
  'no bandwidth package': '没有共享带宽包',
  'there is no such bandwidth package': '没有这样的共享带宽包',
  'it is in {0}': '它在 {0} 中',
  'it is in no package': '不在任何共享带宽包中',
  'it is in no bandwidth package': '不在任何共享带宽包中',
  'the EIP is in {0}': '弹性公网 IP 在 {0} 中',
  'the EIP is in no bandwidth package': '弹性公网 IP 不在任何共享带宽包中',
  'its BillingType is {0}': '它的 BillingType 为 {0}',
  'the Protocol of the package is {0}': '共享带宽包的 Protocol 为 {0}',
  'it is of {0}, the package of {1}': '它的线路为 {0}，共享带宽包的线路为 {1}',
  'it has {0}, the package {1}': '它的防护类型为 {0}，共享带宽包的防护类型为 {1}',
  'Protocol is {0}, BillingType {1}': 'Protocol 为 {0}，BillingType 为 {1}',
  'EnableDualStack is {0}, BillingType {1}': 'EnableDualStack 为 {0}，BillingType 为 {1}',
  'EnableDualStack is {0}, of IPv6 it has {1}': 'EnableDualStack 为 {0}，其中的 IPv6：{1}',
  '{0} Mbps, of {1} to {2} for its billing type': '{0} Mbps，该计费类型允许 {1} 至 {2}',
  '{0} Mbps of the {1} of the package': '{0} Mbps，共享带宽包为 {1}',
};

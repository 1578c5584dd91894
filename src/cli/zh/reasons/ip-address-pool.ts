import type { Phrases } from '../phrasebook.ts';

/** Reasons about IP address pools, and about the monitoring of EIPs. */
export const ipAddressPoolReasons: Phrases = {
  'IP address pool': 'IP 地址池',
  'no pool': '没有地址池',
  'no line': '没有线路',
  'it is of {0}, the pool of {1}': '它的线路为 {0}，IP 地址池的线路为 {1}',
  'it is of {0}, the pool of no line': '它的线路为 {0}，IP 地址池没有线路',
  'the address is of {0}': '该地址属于：{0}',
  'the address is of no pool': '该地址不属于任何 IP 地址池',
  'no EIP is named': '没有指定弹性公网 IP',
  'EIPs are named': '指定了弹性公网 IP',
  'all EIPs exist': '所有弹性公网 IP 都存在',
  'none is on its way': '没有处于变化中的',
  'CidrBlock is {0}, CidrMask {1}': 'CidrBlock 为 {0}，CidrMask 为 {1}',
  '{0} is in use': '{0} 正在使用',
  '{0} is not in use': '{0} 未被使用',
  'no block is not in use': '没有正在使用的网段',
  '{0} was found': '找到的网段：{0}',
  'no block was found': '没有找到网段',
  '{0} is none of its blocks': '{0} 不是它的网段',
  'nothing is read as none': '没有给出网段',
};

import type { Phrases } from './phrasebook.ts';

/**
 * What the Chinese reference page of AttachNetworkInterface says of its errors, to the letter, by
 * their messages. The page was updated on 2024-01-10.
 */
export const refusals: Phrases = {
  'The specified elastic ip is not in the correct status for the request.':
    '指定的弹性公网IP所处的状态无法响应该请求。',
  'The specified elastic network interface and instance are in different account.':
    '指定的弹性网卡和实例不在同一个账号。',
  'Attaching IPv4 ENI to IPv6 only instance is not supported.':
    '不支持把IPv4网卡挂载到IPv6 only实例上。',
  'The specified elastic network interface is not in the correct status for the request.':
    '指定的弹性网卡所处的状态无法响应该请求。',
  'The specified elastic network interface and instance are in different Available Zones.':
    '指定的弹性网卡和实例不在同一个可用区。',
  'The specified instance is not in the correct status for the request.':
    '指定的ECS实例所处的状态无法响应该请求。',
  'The specified instance type is invalid for the request.': '指定的ECS实例规格无法响应该请求。',
  "You've reached the limit on the number of elastic network interfaces that can be attached to a single instance.":
    '已达到该ECS实例可绑定的弹性网卡的数量上限。',
  "You've reached the limit on the number of private IPs per elastic network interface that you can create.":
    '已达到弹性网卡可分配的辅助IP的数量上限。',
  'The number of IPv6 addresses for a specified network interface exceeds the limit for the type of instance you are attaching.':
    '网卡已达到指定实例规格可分配的IPv6地址数量上限。',
  'You are not authorized to perform operations on ESI related resources.':
    '无权限操作弹性预约实例关联资源。',
  'You are not authorized to perform operations on the specified elastic network interface. The specified elastic network interface is a service-managed elastic network interface.':
    '无权限对指定弹性网卡进行操作。指定的弹性网卡为云产品托管的弹性网卡。',
  'The specified elastic network interface does not exist.': '指定的弹性网卡不存在。',
  'The specified instance does not exist.': '指定的实例不存在。',
  'The specified resource operation conflicts.': '指定的资源操作冲突。',
};

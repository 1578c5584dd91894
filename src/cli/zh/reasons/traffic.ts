import type { Phrases } from '../phrasebook.ts';

/** Reasons about flow logs, instance groups and traffic mirrors. */
export const trafficReasons: Phrases = {
  'flow log': '流日志',
  'instance group': '服务器组',
  'no instance group': '没有服务器组',
  'no member': '没有成员',
  'it is about {0}': '涉及的成员：{0}',
  'it is about no member': '没有涉及的成员',
  'there would be {0} members of {1}': '成员将达到 {0} 个，上限 {1} 个',
  'traffic mirror filter': '流量镜像筛选条件',
  'traffic mirror filter rule': '流量镜像筛选规则',
  'traffic mirror target': '流量镜像目的',
  'traffic mirror session': '流量镜像会话',
  'Protocol is {0}': 'Protocol 为 {0}',
  'no other rule': '没有其他规则',
  'it is {0}': '自身为 {0}',
  'no traffic mirror target': '没有流量镜像目的',
  'no session': '没有镜像会话',
  'no other session': '没有其他镜像会话',
  '{0} has the priority': '{0} 使用该优先级',
  'unknown type': '未知规格',
  'the instance is an {0}': '实例的规格为 {0}',
  'the target is {0}': '镜像目的为 {0}',
  'the target is no interface': '镜像目的不是网卡',
};

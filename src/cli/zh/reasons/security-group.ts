import type { Phrases } from '../phrasebook.ts';

/** Reasons about security groups and their rules. */
export const securityGroupReasons: Phrases = {
  'security group': '安全组',
  'all groups exist': '所有安全组都存在',
  'there is no group {0}': '没有安全组 {0}',
  'no groups are asked for': '没有请求安全组',
  'no other group': '没有其他安全组',
  'no rule of the group': '该安全组没有规则',
  "the group's VPC is {0}": '安全组所在的 VPC 为 {0}',
  "the group's type is {0}": '安全组的类型为 {0}',
  'the group counts {0} rules of its kind of {1}, and this one {2}':
    '安全组计有 {0} 条同类规则，上限 {1}，本条计 {2}',
  'the rule refers to no group': '该规则没有引用安全组',
  'the rule refers to no prefix list': '该规则没有引用前缀列表',
  '{0} has a rule that refers to it': '{0} 有规则引用它',
  '{0} is like it': '{0} 与它相同',
  '{0} rules of the group are like it': '该安全组有 {0} 条规则与它相同',
  group: '安全组',
  'there is no such security group': '没有这样的安全组',
};

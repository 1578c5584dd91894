import type { Phrases } from '../phrasebook.ts';

/** Reasons about deployment sets, and the instances in them. */
export const deploymentSetReasons: Phrases = {
  'deployment set': '部署集',
  'no deployment set is named': '没有指定部署集',
  'there is no deployment set {0}': '没有部署集 {0}',
  'group {0} is asked for, the set has {1} groups': '指定的是第 {0} 组，该部署集有 {1} 组',
  'group none is asked for, the set has {0} groups': '没有指定组，该部署集有 {0} 组',
  'no instance is in it': '其中没有实例',
  'the zone of the deployment set has room for {0} instances':
    '部署集在该可用区还能容纳 {0} 台实例',
  'the zone of the deployment set has': '部署集在该可用区有',
};

import type { Phrases } from '../phrasebook.ts';

/** Reasons about launch templates and their versions. */
export const launchTemplateReasons: Phrases = {
  'the launch template is {0}': '启动模板为 {0}',
  'the launch template is absent': '没有给出启动模板',
  'there is no launch template {0}': '没有启动模板 {0}',
  'versions {0} are named, it has {1}': '指定的版本：{0}；现有版本：{1}',
  'it has {0} versions of {1}': '已有 {0} 个版本，上限 {1} 个',
  'the default version is {0}': '默认版本为 {0}',
};

import type { Phrases } from '../phrasebook.ts';

/** Reasons about custom images. */
export const imageReasons: Phrases = {
  'custom image': '自定义镜像',
  image: '镜像',
  'the image is {0}': '镜像的状态为 {0}',
  'it is made of {0}': '创建自 {0}',
  'it is made of nothing': '没有指定实例或快照',
  'both an instance and a snapshot are named': '同时指定了实例与快照',
  'not both an instance and a snapshot are named': '没有同时指定实例与快照',
  'its volume is {0}': '其云盘的用途为 {0}',
  'its volume is absent': '没有云盘',
  'it is being copied': '正在复制',
  'it is not being copied': '不在复制中',
  'it is being exported': '正在导出',
  'it is not being exported': '不在导出中',
  '{0} accounts may use it': '有 {0} 个账号可以使用它',
  'BootMode is {0}, the architecture is {1}': 'BootMode 为 {0}，架构为 {1}',
  '{0} is a region': '地域 {0} 存在',
  '{0} is not a region': '没有地域 {0}',
  '{0} owns the image': '{0} 是镜像的所有者',
  'no account is its owner': '其中没有镜像的所有者',
};

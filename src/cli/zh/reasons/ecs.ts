import type { Phrases } from '../phrasebook.ts';

/** Reasons about the cloud assistant and HPC clusters. */
export const ecsReasons: Phrases = {
  'HPC cluster': '高性能计算集群',
  'no HPC cluster is asked for': '没有请求高性能计算集群',
  'the HPC cluster is in {0}, the instance is to be in {1}': '高性能计算集群在 {0}，实例将在 {1}',
  command: '命令',
  invocation: '任务',
  'it is no base64': '不是合法的 Base64',
  'it is well-formed': '格式正确',
  'it has {0} bytes of {1}': '有 {0} 字节，上限 {1} 字节',
  'RepeatMode is {0}': 'RepeatMode 为 {0}',
  'it is before LaunchTime': '早于 LaunchTime',
  'it is not before LaunchTime': '不早于 LaunchTime',
  '{0} parameters are given': '给出了 {0} 个参数',
  'it must be a JSON object of up to 60 texts': '须为 JSON 对象，最多 60 项，值均为字符串',
  'all instances exist': '所有实例都存在',
  'all instances are RUNNING': '所有实例的状态都为 RUNNING',
};

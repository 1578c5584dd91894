import type { Phrases } from '../phrasebook.ts';

/** Help of the commands for a data plane on this host. */
export const hostHelp: Phrases = {
  "run a command inside an instance, or in the internet, on the server's machine":
    '在实例或公网中运行命令，需在服务器所在的机器上执行',
  'i-..., or internet': 'i-...，或 internet（公网）',
  'open a shell inside an instance, or in the internet': '在实例或公网中打开 shell',
  'make something that runs already the instance: its NICs are plugged there':
    '把已在运行的对象作为实例：实例的网卡会插入其中',
  'a process': '进程',
  'a network namespace': '网络命名空间',
  'a container': '容器',
  'give the instance a network namespace of its own again': '让实例重新使用自己的网络命名空间',
  'what data planes have made on this host, with or without a server':
    '数据面在本机创建的内容，无论服务器是否在运行',
  'show it': '显示',
  "this user's own, made with --rootless (env: TENON_ROOTLESS)":
    '当前用户自己的内容，由 --rootless 创建（环境变量：TENON_ROOTLESS）',
  'remove it, but for what a server drives': '清除，但保留服务器正在使用的内容',
  'of one data plane, by its 8 hexadecimal digits': '只清除某个数据面，以其 8 位十六进制标识指定',
  'what a server drives, too': '服务器正在使用的内容也一并清除',
};

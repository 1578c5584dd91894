import type { Phrases } from '../phrasebook.ts';

/** Help of the program as a whole, and of options that several commands have. */
export const sharedHelp: Phrases = {
  'A Volcengine-compatible VPC that you run yourself.':
    '可以自己运行的、兼容火山引擎的私有网络（VPC）。',
  'the language of help and errors; unless told that of the locale':
    '帮助与错误信息的语言；默认随系统区域设置',
  '(--help says more)': '（用 --help 查看详细说明）',
  'Example:': '示例：',
  'Examples:': '示例：',
  'where the server listens': '服务器的监听地址',
  "the server's": '服务器的控制令牌',
  'a file with the control token': '存放控制令牌的文件',
  'print the answer as JSON': '以 JSON 格式输出响应',
  'print it as JSON': '以 JSON 格式输出',
  'netns: what is configured inside an instance': 'netns：在实例内部配置哪些内容',
  'netns: without any right on this host (env: TENON_ROOTLESS)':
    'netns：不需要本机的任何特权（环境变量：TENON_ROOTLESS）',
  "netns: carry out RunCommand, with this machine's files and this user's rights (env: TENON_RUN_COMMANDS)":
    'netns：实际执行 RunCommand，使用本机的文件与当前用户的权限（环境变量：TENON_RUN_COMMANDS）',
  'netns: the device of this host that leads to the internet': 'netns：本机通往公网的网络设备',
  'with ms, s, m, h or d, or a number of milliseconds': '带单位 ms、s、m、h 或 d，或毫秒数',
};

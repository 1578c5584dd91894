/** What commander itself says. */
export const commander = {
  help: {
    'Usage:': '用法：',
    'Options:': '选项：',
    'Commands:': '命令：',
    'Arguments:': '参数：',
    'display help for command': '显示帮助',
    'output the version number': '显示版本号',
  },
  errors: {
    "error: option '{0}' argument '{1}' is invalid. {2}": '错误：选项 {0} 的值 [{1}] 无效。{2}',
    "error: option '{0}' value '{1}' from env '{2}' is invalid. {3}":
      '错误：选项 {0} 的值 [{1}]（来自环境变量 {2}）无效。{3}',
    "error: command-argument value '{0}' is invalid for argument '{1}'. {2}":
      '错误：参数 {1} 的值 [{0}] 无效。{2}',
    "error: missing required argument '{0}'": '错误：缺少必填参数 {0}',
    "error: option '{0}' argument missing": '错误：选项 {0} 缺少值',
    "error: required option '{0}' not specified": '错误：缺少必填选项 {0}',
    'error: {0} cannot be used with {1}': '错误：{0} 不能与 {1} 同时使用',
    "option '{0}'": '选项 {0}',
    "environment variable '{0}'": '环境变量 {0}',
    "error: unknown option '{0}'": '错误：未知选项 {0}',
    'error: too many arguments. Expected {0} arguments but got {1}.':
      '错误：参数过多，最多 {0} 个，实际给出 {1} 个。',
    "error: too many arguments for '{0}'. Expected {1} arguments but got {2}.":
      '错误：{0} 的参数过多，最多 {1} 个，实际给出 {2} 个。',
    "error: too many arguments for '{0}'. Expected {1} argument but got {2}.":
      '错误：{0} 的参数过多，最多 {1} 个，实际给出 {2} 个。',
    'error: too many arguments. Expected {0} argument but got {1}.':
      '错误：参数过多，最多 {0} 个，实际给出 {1} 个。',
    "error: unknown command '{0}'": '错误：未知命令 {0}',
    'Allowed choices are {0}.': '可选值：{0}。',
    '(Did you mean {0}?)': '（您是否想输入 {0}？）',
    '(Did you mean one of {0}?)': '（您是否想输入以下之一：{0}？）',
  },
};

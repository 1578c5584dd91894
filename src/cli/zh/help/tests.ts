import type { Phrases } from '../phrasebook.ts';

/** Help of the commands for those who test: explanations, accounts, snapshots, time, faults, history. */
export const testHelp: Phrases = {
  'say of every precondition whether it holds, without changing anything':
    '逐条说明每个前置条件是否满足，不做任何更改',
  "the region (default: the world's)": '地域（默认值：世界文件中的地域）',
  "the account that asks (default: the world's first)":
    '发起请求的账号（默认值：世界文件中的第一个账号）',
  'attach, detach, or an action such as DeleteSubnet':
    'attach、detach，或接口名称，例如 DeleteSubnet',
  'eni-... i-..., or Name=Value for each parameter': 'eni-... i-...，或以 Name=Value 给出每个参数',

  'say what becomes of a packet and of its answer, and why, without sending it':
    '说明一个报文及其应答的去向和原因，不实际发送报文',
  'eni-..., i-... for its primary one, or internet': 'eni-...、i-...（指其主网卡）或 internet',
  'an address, or eni-..., i-... or internet': '一个地址，或 eni-...、i-...、internet',
  'what is sent (default: a ping)': '发送的协议（默认值：ping）',
  'the destination port, for tcp and udp': '目的端口，用于 tcp 和 udp',
  "the source address (default: the sender's primary)": '源地址（默认值：发送方的主地址）',
  "whose the interfaces are (default: the world's first)":
    '网卡所属的账号（默认值：世界文件中的第一个账号）',
  'The exit code is 1 when it does not arrive.': '报文不能到达时，退出码为 1。',

  'isolate a test: accounts of a running server, each with its own empty world':
    '隔离测试：运行中服务器的账号，各自拥有独立的空世界',
  'make an account with a key, in milliseconds': '创建一个带密钥的账号，只需几毫秒',
  'shown by "account list"': '由 "account list" 显示的名称',
  'list the accounts, without secrets': '列出账号，不显示 SecretAccessKey',
  'remove an account with everything that it has': '删除账号及其全部资源',
  'one that "account new" made; those of the world file stay':
    '由 "account new" 创建的账号；世界文件中的账号不能删除',

  'save all that a running server has under a name, and go back to it':
    '把运行中服务器的全部内容按名称保存，之后可以恢复',
  'save it, in the place of what had the name': '保存快照，覆盖同名快照',
  'letters, digits, . _ -': '字母、数字以及 . _ -',
  'go back to it; a manual clock goes back, too': '恢复到该快照；手动时钟也会一同恢复',
  'list the snapshots': '列出快照',
  'remove it': '删除',
  'copy it into a new file': '复制到新文件',
  'take it from a file: of any engine, of this version or an older one':
    '从文件导入：可以来自任何存储引擎，当前版本或更早的版本',
  'what "snapshot export" or "backup" wrote, on the server\'s machine':
    '由 "snapshot export" 或 "backup" 写入的文件，位于服务器所在的机器上',
  'write what a running server has as a world file, which another starts with':
    '把运行中服务器的内容写成世界文件，供其他服务器启动时使用',
  'of this account alone': '只包含此账号',
  'the file to write, here; it must not exist. - prints it':
    '要写入的本地文件，必须尚不存在；- 表示打印到标准输出',
  'It has the keys of the accounts in it. What a world file cannot say is listed at its top, and as warnings.':
    '文件中包含各账号的密钥。世界文件无法表达的内容会列在文件开头，并作为警告打印。',

  'take everything away, and make again what the world starts with':
    '清除所有内容，并重新创建世界的初始资源',
  'what this account has, and no more': '只重置此账号的内容',
  "show or advance the world's time": '查看或推进世界的时间',
  "show the world's time": '查看世界的时间',
  'let time pass, where transitions are manual, and settle what becomes due':
    '在手动模式（transitions 为 manual）下推进时间，并完成到期的状态变化',

  'have a running server fail on purpose, so that a client can be tested':
    '让运行中的服务器按要求出错，用于测试客户端',
  'have the next requests of an action fail': '让某个接口接下来的请求出错',
  'the service of the action': '接口所属的服务',
  'when it strikes': '在什么时机生效',
  'a refusal in place of the answer, such as FlowLimitExceeded':
    '以错误代替正常响应，例如 FlowLimitExceeded',
  'the HTTP status of --refuse': '--refuse 的 HTTP 状态码',
  'the message of --refuse': '--refuse 的错误信息',
  'so much later: 500ms, 5s, 1m': '延迟的时长：500ms、5s、1m',
  'the connection is reset in place of the answer': '不返回响应，直接重置连接',
  'half of the answer, then the connection ends': '只返回一半响应，然后断开连接',
  'a Content-Length that is half of the answer': 'Content-Length 只有响应长度的一半',
  'the transition that begins fails': '由此开始的状态变化会失败',
  'the transition that begins waits until the fault is removed':
    '由此开始的状态变化会停留，直到移除该故障',
  'how many requests; 0 is all, until it is removed': '影响多少个请求；0 表示全部，直到移除',
  'how many requests to let pass first': '先放过多少个请求',
  'of a strike, 0 to 1': '生效的概率，0 到 1',
  'of the probability: the same strikes for the same seed': '概率的随机种子：种子相同，结果相同',
  'only of this account': '只影响此账号',
  'only with this value, as in SecurityGroupIds.1=sg-1; may be repeated':
    '只影响参数为此值的请求，例如 SecurityGroupIds.1=sg-1；可重复给出',
  'an action such as CreateVpc; of another service: ecs:RunInstances':
    '接口名称，例如 CreateVpc；其他服务的接口：ecs:RunInstances',
  'A fault strikes what would have been carried out: requests that are wrongly signed, malformed or not allowed are refused as ever. Of --refuse, --delay, --cut, --half, --misstate, --fail and --hold give one. Without --when it is settle for --fail and --hold, answer for --half and --misstate, and before for the others.':
    '故障只影响本来会执行的请求：签名错误、格式错误或无权限的请求照常被拒绝。--refuse、--delay、--cut、--half、--misstate、--fail、--hold 只给出其中一个。未给出 --when 时，--fail 与 --hold 为 settle，--half 与 --misstate 为 answer，其余为 before。',
  'list the faults, and how often each has struck': '列出故障，以及各自生效的次数',
  'remove faults; what they hold goes on': '移除故障；被其停留的状态变化会继续',
  'all of them': '全部',
  'such as fault-1': '例如 fault-1',

  'list the latest requests that a server has answered, the latest last':
    '列出服务器最近响应的请求，最新的在最后',
  'go on with each new one': '持续输出新的请求',
  'those of one account': '只列出某个账号的请求',
  'those for one action': '只列出某个接口的请求',
  'those with one code; OK for those carried out': '只列出某个错误码的请求；OK 表示执行成功的请求',
  'how many (default: 20)': '数量（默认值：20）',
  'print the answer as JSON; with --follow, a line for each request':
    '以 JSON 格式输出响应；与 --follow 同用时每个请求一行',
  'say of a request what was asked, what was wrong and what came of it':
    '说明某个请求的内容、问题所在与最终结果',
  'its RequestId, as the answer and tenon requests have it':
    '请求的 RequestId，见响应或 tenon requests',
};

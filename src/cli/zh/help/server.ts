import type { Phrases } from '../phrasebook.ts';

/** Help of the commands that start servers, look after them and lead clients to them. */
export const serverHelp: Phrases = {
  'serve the API': '提供 API 服务',
  'where to listen; a port alone is one of loopback': '监听地址；只写端口时监听本机回环地址',
  'memory, sqlite:PATH, or postgres://USER@HOST/DATABASE; the password: PGPASSWORD, PGPASSFILE':
    'memory、sqlite:PATH 或 postgres://USER@HOST/DATABASE；密码用 PGPASSWORD 或 PGPASSFILE 给出',
  'the world file (YAML)': '世界文件（YAML）',
  'how signatures are judged': '如何校验签名',
  'when transient states settle': '中间状态何时完成',
  'multiplies the time that a transient state takes': '中间状态持续时间的倍数',
  'what makes networks real; none records them only': '让网络真实运行的数据面；none 表示只做记录',
  'lets the control API answer beyond loopback; ps shows it: better its file':
    '使控制 API 可以响应本机以外的请求；ps 能看到它，建议改用文件',
  'a name that others ask this server by; may be repeated':
    '其他机器访问本服务器所用的名称；可重复给出',
  'let the published default key be used beyond loopback (env: TENON_ALLOW_DEFAULT_KEY)':
    '允许本机以外使用公开的默认密钥（环境变量：TENON_ALLOW_DEFAULT_KEY）',
  'show browsers a plain page in place of the console (env: TENON_NO_CONSOLE)':
    '向浏览器显示简单页面，而不是控制台（环境变量：TENON_NO_CONSOLE）',
  'let --auth lenient answer beyond loopback (env: TENON_ALLOW_LENIENT)':
    '允许 --auth lenient 响应本机以外的请求（环境变量：TENON_ALLOW_LENIENT）',
  'speak TLS; self-signed: with a certificate of its own, which is kept':
    '使用 TLS；self-signed：使用自动生成并保存的自签名证书',
  'speak TLS with this certificate and its chain (PEM)': '使用 TLS，以及此证书和证书链（PEM）',
  'the private key of the certificate (PEM)': '证书的私钥（PEM）',
  'connections to a PostgreSQL; one more listens': '到 PostgreSQL 的连接数；另有一个用于监听通知',
  'requests at work; more are told to come again': '同时处理的请求数；超出的请求会被告知稍后重试',
  'requests to remember, for tenon why; 0: none': '为 tenon why 保留的请求数；0 表示不保留',
  'what to log; info unless told where --log-file is given':
    '日志级别；给出 --log-file 而未指定级别时为 info',
  'where the log goes, in place of standard error': '日志写入的文件，代替标准错误输出',
  'print the first secret key': '打印第一个 SecretAccessKey',
  'say in a line of JSON, and not for people, where it listens':
    '用一行供程序读取的 JSON 给出监听地址',
  'end when standard input does: with the program that started it':
    '标准输入结束时退出，即随启动它的程序一同结束',
  'how long to say that it ends, before it takes no more':
    '停止接收请求之前，提前宣告即将退出的时长',

  'run a command beside a server of its own, which ends with it':
    '启动一个专用的服务器并运行命令，命令结束时服务器一同结束',
  'a free port of loopback': '回环地址上的空闲端口',
  'say on standard error where the server is': '在标准错误输出中说明服务器地址',
  'the command and its arguments, after --': '命令及其参数，写在 -- 之后',
  "(the command's own options come after --; --help says more)":
    '（命令自身的选项写在 -- 之后；用 --help 查看详细说明）',
  'The environment of the command points every client at the server, as "tenon env" does, and TENON_ENDPOINT every other command of tenon. The exit code is the command\'s: 128+n when signal n ended it, 127 when it is not found, 126 when it cannot be executed, 125 when the server does not start. Should tenon be killed by SIGKILL, the command is ended, too.':
    '命令的环境变量让每种客户端指向该服务器（与 "tenon env" 相同），TENON_ENDPOINT 则让 tenon 的其他命令指向它。退出码即命令的退出码：被信号 n 终止时为 128+n，找不到命令时为 127，命令无法执行时为 126，服务器未能启动时为 125。即使 tenon 被 SIGKILL 终止，命令也会一同结束。',

  'start a server in the background, and wait until it is ready': '在后台启动服务器，并等待其就绪',
  'which server, where there are several': '有多个服务器时，指定是哪一个',
  'how long to wait until it is ready': '等待就绪的最长时间',
  "The server goes on when the terminal is closed. What it says is in its log, and what is known of it in the user's state folder ($XDG_STATE_HOME/tenon).":
    '关闭终端后服务器继续运行。它的输出写入日志，它的状态信息保存在用户的状态目录（$XDG_STATE_HOME/tenon）中。',
  'say whether the server in the background is ready': '查看后台服务器是否就绪',
  'of every server in the background': '查看所有后台服务器',
  'The exit code is 0 when it is ready, and 1 when it is not or does not run.':
    '就绪时退出码为 0；未就绪或未运行时为 1。',
  'wait until a server is ready, in the background or anywhere':
    '等待服务器就绪，无论它在后台还是在别处',
  'how long to wait': '最长等待时间',
  'Without --endpoint it is the server in the background, if one was started.':
    '未给出 --endpoint 时，如果启动过后台服务器，则等待该服务器。',
  'print what the server in the background has said': '打印后台服务器的输出',
  'go on until the server ends': '持续输出，直到服务器结束',
  'end the server in the background, and wait until it has ended': '结束后台服务器，并等待其退出',
  'every server in the background': '所有后台服务器',
  'when to kill it, if it does not end': '超过此时间仍未退出则强制终止',
  'It is no mistake to stop a server that does not run.': '服务器没有运行时，停止它不算错误。',

  'attach a network interface with the official SDK, step by step':
    '用官方 SDK 一步一步挂载一块网卡',
  'leave the server up afterwards': '演示结束后保留服务器',
  'on a server that runs, in place of one of its own': '使用已在运行的服务器，而不是另行启动',
  "that server's world file, for its key": '该服务器的世界文件，用于读取密钥',
  'netns: with real packets': 'netns：使用真实的数据包',

  'print settings that point a client at the server': '打印让客户端指向该服务器的配置',
  'take the key from a world file, if no server answers': '没有服务器响应时，从世界文件读取密钥',
  'which client': '客户端类型',
  'The server is asked for its key and region.': '密钥与地域从服务器获取。',

  'look for what would keep a client from reaching this server': '检查客户端为什么连不上该服务器',
  'look for what a server with it would lack on this host, and for no server':
    '检查在本机使用该数据面的服务器会缺少什么，不检查服务器',
  'copy the store of a running server into a new file, while requests go on':
    '把运行中服务器的存储备份到新文件，不中断请求',
  "the file to write, on the server's machine; it must not exist":
    '要写入的文件，位于服务器所在的机器上，且必须尚不存在',
  'print the findings as JSON': '以 JSON 格式输出检查结果',
  'A signed call is made as a client would. The exit code is 1 when something keeps clients away.':
    '像客户端一样进行一次签名调用。有因素使客户端无法访问时，退出码为 1。',

  'print what has a shell complete the commands and options': '打印让 shell 补全命令与选项的脚本',
  'which shell': 'shell 类型',
};

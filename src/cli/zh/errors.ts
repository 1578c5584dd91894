import type { Phrases } from './phrasebook.ts';

/** Errors and warnings of the command line, by what they are about. */
export const errors: Phrases = {
  // Values of options.
  '--status and --message are of --refuse': '--status 与 --message 只能与 --refuse 同用',
  '--tls-cert and --tls-key belong together: give both': '--tls-cert 与 --tls-key 必须同时给出',
  '--world is the world file of the server that --endpoint names':
    '--world 是 --endpoint 所指服务器的世界文件，需同时给出 --endpoint',
  'It is 8 hexadecimal digits, as "netns list" shows them.':
    '应为 8 位十六进制数字，如 "netns list" 所示。',
  'It is Name=Value.': '应为 Name=Value。',
  'It is a name without a port, such as tenon.example.com.':
    '应为不带端口的名称，例如 tenon.example.com。',
  'It is a number with ms, s or m, such as 5s.': '应为带单位 ms、s 或 m 的数字，例如 5s。',
  'It is a number, 0 to 1000000, such as 0.5.': '应为 0 到 1000000 的数字，例如 0.5。',
  'It is a whole number, {0} to {1}.': '应为 {0} 到 {1} 的整数。',
  'It is letters, digits, ".", "_" and "-", 64 at most.':
    '应由字母、数字以及 "."、"_"、"-" 组成，最多 64 个字符。',
  'It is more than 0 and at most 1, such as 0.5.': '应大于 0 且不大于 1，例如 0.5。',
  '[{0}] is not Name=Value': '[{0}] 不是 Name=Value 的形式',
  '[{0}] is not a URL': '[{0}] 不是 URL',
  '[{0}] is not http://HOST:PORT': '[{0}] 不是 http://HOST:PORT 的形式',
  '{0} is no port: ports are 0 to 65535': '{0} 不是端口号：端口号为 0 到 65535',
  '{0} is true or false, not [{1}]': '{0} 应为 true 或 false，而不是 [{1}]',
  'an endpoint ends with the port: {0}, without [{1}]': '地址应到端口为止：{0}，不带 [{1}]',
  'an endpoint is http://HOST:PORT, without a name or a password':
    '地址应为 http://HOST:PORT，不带用户名或密码',
  'explain {0} takes an interface and an instance: eni-... i-...':
    'explain {0} 需要一块网卡和一个实例：eni-... i-...',
  'name the faults to remove, as "fault list" shows them, or give --all':
    '请给出要移除的故障（如 "fault list" 所示），或使用 --all',
  'say what the instance is: --pid PID, --netns PATH or --container NAME':
    '请说明实例是什么：--pid PID、--netns PATH 或 --container NAME',
  "the store's URL cannot be read: {0}. It is postgres://USER:PASSWORD@HOST:PORT/DATABASE, with / ? # @ : % and spaces in a part of it written %2F %3F %23 %40 %3A %25 %20; or leave the password to PGPASSWORD or a file that PGPASSFILE names":
    '无法解析存储的 URL：{0}。应为 postgres://USER:PASSWORD@HOST:PORT/DATABASE，各部分中的 / ? # @ : % 与空格写作 %2F %3F %23 %40 %3A %25 %20；也可以用 PGPASSWORD 或 PGPASSFILE 指定的文件给出密码',
  'it is not percent-encoded': '没有进行百分号编码',
  'it names more than one host, and Tenon connects to one, which leads to the primary: a proxy, a virtual address or a name':
    '指定了多个主机，而 Tenon 只连接一个，由它通往主库：代理、虚拟地址或域名',
  'it has more than one @ before its host': '主机之前有不止一个 @',
  '{0}: {1}; tries again': '{0}：{1}；会继续重试',
  'its host is none': '主机无效',
  'its database is no name': '数据库名无效',
  'its parameters are not name=value': '参数不是 name=value 的形式',

  // Secrets.
  'give the control token or a file with it (--control-token-file), not both':
    '控制令牌与存放它的文件（--control-token-file）只能给出一个',
  'the control token cannot be read: {0}': '无法读取控制令牌：{0}',
  'the control token cannot be read: {0} is empty': '无法读取控制令牌：{0} 是空文件',
  'other users of this machine could see {0}': '本机的其他用户可能看到了 {0}',
  '--control-token: use --control-token-file or TENON_CONTROL_TOKEN':
    '--control-token：请改用 --control-token-file 或 TENON_CONTROL_TOKEN',
  'the password in --store: use TENON_STORE, PGPASSWORD or PGPASSFILE':
    '--store 中的密码：请改用 TENON_STORE、PGPASSWORD 或 PGPASSFILE',

  // Asking a server.
  'nothing listens at {0}: start a server with "{1} serve", or name another with --endpoint':
    '{0} 没有服务在监听：请用 "{1} serve" 启动服务器，或用 --endpoint 指定其他服务器',
  'no address is known for the name [{0}]: look at --endpoint':
    '无法解析名称 [{0}]：请检查 --endpoint',
  'there is no way from here to {0} ({1}): look at --endpoint':
    '从本机无法到达 {0}（{1}）：请检查 --endpoint',
  '{0} does not answer: is it the right address, and does a firewall let you through?':
    '{0} 没有响应：请确认地址正确，并且防火墙允许访问',
  '{0} cannot be asked: {1}': '无法访问 {0}：{1}',
  'what answers at {0} is not a Tenon (HTTP {1}): give the address of yours with --endpoint':
    '{0} 上响应的不是 Tenon（HTTP {1}）：请用 --endpoint 给出您的服务器地址',
  'what answers at {0} is not a Tenon but {1} (HTTP {2}): give the address of yours with --endpoint':
    '{0} 上响应的不是 Tenon，而是 {1}（HTTP {2}）：请用 --endpoint 给出您的服务器地址',
  'what listens at {0} does not speak HTTP: is it https, or another program?':
    '{0} 上监听的服务不使用 HTTP：是 https，还是其他程序？',
  '{0} speaks no TLS: a Tenon does with --tls alone, so try http://{1}{2}':
    '{0} 没有使用 TLS：Tenon 只在给出 --tls 时使用 TLS，请尝试 http://{1}{2}',
  'the certificate of {0} is not trusted ({1}): name its authority in NODE_EXTRA_CA_CERTS':
    '{0} 的证书不受信任（{1}）：请在 NODE_EXTRA_CA_CERTS 中给出其签发机构',
  'port {0} is one of those that browsers and many HTTP clients refuse to ask, Node.js among them: serve on another one, such as 7410':
    '浏览器与许多 HTTP 客户端（包括 Node.js）拒绝访问端口 {0}：请改用其他端口，例如 7410',
  'the connection to {0} broke off': '与 {0} 的连接已中断',
  'the server answers without the request': '服务器的响应中没有该请求',
  'the server at {0} has ended': '{0} 上的服务器已退出',
  'not ready after {0} seconds: {1}': '{0} 秒后仍未就绪：{1}',
  '{0} cannot be written: {1}': '无法写入 {0}：{1}',
  'it exists already, and none is written in its place': '文件已存在，不会覆盖',

  // Starting a server.
  'port {0} of {1} is taken by {2}, or take another port: --listen {3}:{4}':
    '{1} 的端口 {0} 已被占用：{2}，或改用其他端口：--listen {3}:{4}',
  'another program: end it': '另一个程序，请结束它',
  'this user may not listen on port {0}: take one from 1024 on, such as --listen {1}:7410':
    '当前用户不能监听端口 {0}：请使用 1024 及以上的端口，例如 --listen {1}:7410',
  '{0} is no address of this machine: it has {1}': '{0} 不是本机的地址：本机的地址有 {1}',
  'no address is known for the name [{0}]: --listen takes HOST:PORT, such as 127.0.0.1:7410':
    '无法解析名称 [{0}]：--listen 的形式为 HOST:PORT，例如 127.0.0.1:7410',
  'this machine has no IPv4: it has {0}': '本机没有 IPv4：本机的地址有 {0}',
  'this machine has no IPv6: it has {0}': '本机没有 IPv6：本机的地址有 {0}',
  'whoever has a key runs programs on this machine by RunCommand, with the rights of this server (--run-commands)':
    '持有密钥者可通过 RunCommand 以本服务的权限在本机运行程序（--run-commands）',
  'whoever reaches {0} may do everything: signatures are not checked (--allow-lenient)':
    '凡是能访问 {0} 的人都可以进行任何操作：不校验签名（--allow-lenient）',
  'every request is refused: signatures are not checked, and others reach {0}; use --auth strict, or say --allow-lenient':
    '所有请求都会被拒绝：不校验签名，而其他机器可以访问 {0}；请使用 --auth strict，或给出 --allow-lenient',
  'whoever reaches {0} may use the key {1}: its secret is published (--allow-default-key)':
    '凡是能访问 {0} 的人都可以使用密钥 {1}：它的 SecretAccessKey 是公开的（--allow-default-key）',
  'the key {0} is refused: its secret is published, and others reach {1}; give accounts of your own (--world FILE), or say --allow-default-key':
    '密钥 {0} 会被拒绝：它的 SecretAccessKey 是公开的，而其他机器可以访问 {1}；请使用您自己的账号（--world FILE），或给出 --allow-default-key',
  'the data plane {0} cannot run here:': '数据面 {0} 无法在本机运行：',
  'the log cannot be written: {0}': '无法写入日志：{0}',
  'the first account of the world has no key': '世界文件中的第一个账号没有密钥',
  'TLS cannot be protocol with this certificate: {0}': '无法用此证书使用 TLS：{0}',
  'the TLS certificate cannot be read: {0}': '无法读取 TLS 证书：{0}',
  'the TLS key cannot be read: {0}': '无法读取 TLS 私钥：{0}',
  'the TLS {0} cannot be read: {1}': '无法读取 TLS 的 {0}：{1}',
  'the TLS certificate cannot be kept: {0}': '无法保存 TLS 证书：{0}',

  // Servers in the background.
  'a server called {0} is being started already (process {1})':
    '名为 {0} 的服务器正在启动（进程 {1}）',
  'a server called {0} runs at {1} already (process {2})':
    '名为 {0} 的服务器已在 {1} 运行（进程 {2}）',
  'the server is not ready after {0} seconds: look into {1}': '服务器 {0} 秒后仍未就绪：请查看 {1}',
  'the server has ended: {0}': '服务器已退出：{0}',
  'the state folder cannot be made: {0}': '无法创建状态目录：{0}',
  'the state of the server cannot be kept: {0}': '无法保存服务器的状态信息：{0}',
  'the state of the server {0} is being written by another process':
    '服务器 {0} 的状态信息正由另一个进程写入',
  'there is no log of a server called {0}: {1}': '没有名为 {0} 的服务器的日志：{1}',

  // The data plane on this host.
  'a server drives {0}: it was left alone; stop the server, or say --force':
    '{0} 正由服务器使用，未作清除；请停止服务器，或给出 --force',
  'plane {0} by process {1}': '数据面 {0}（进程 {1}）',
  'there is no plane {0} on this host: "netns list" shows them':
    '本机没有数据面 {0}：可用 "netns list" 查看',
  'there is no program {0}': '没有程序 {0}',
  '{0} is not on this host': '{0} 不在本机上',

  // The demo.
  'ping in {0} failed: {1}': '在 {0} 中 ping 失败：{1}',
  '{0} still says {1}, not {2}': '{0} 仍为 {1}，而不是 {2}',
  '{0} was expected to be refused, and was not': '{0} 应当被拒绝，实际却没有',
  'a Tenon {0}: use that one, end it': 'Tenon {0}，请使用它或结束它',
  'a Tenon {0}: use that one, end it by "kill {1}"': 'Tenon {0}，请使用它或用 "kill {1}" 结束它',
  'a Tenon {0} (process {1}, {2}): use that one, end it':
    'Tenon {0}（进程 {1}，{2}），请使用它或结束它',
  'a Tenon {0} (process {1}, {2}): use that one, end it by "kill {3}"':
    'Tenon {0}（进程 {1}，{2}），请使用它或用 "kill {3}" 结束它',
  'another program (process {0}, {1}): end it': '另一个程序（进程 {0}，{1}），请结束它',
  '[{0}] is not HOST:PORT, PORT, HOST or [IPV6]:PORT':
    '[{0}] 不是 HOST:PORT、PORT、HOST 或 [IPV6]:PORT 的形式',
  'no store is called [{0}]: it is memory, sqlite:PATH or postgres://USER@HOST/DATABASE':
    '没有名为 [{0}] 的存储：应为 memory、sqlite:PATH 或 postgres://USER@HOST/DATABASE',
  'what listens at {0} closes the connection: it speaks another protocol (try http://), or it is just ending':
    '{0} 关闭了连接：它使用其他协议（请尝试 http://），或正在退出',
  'what listens at {0} closes the connection: it speaks another protocol (TLS? Then it is https://), or it is just ending':
    '{0} 关闭了连接：它使用其他协议（如果是 TLS，请用 https://），或正在退出',
  'no data plane is called [{0}]: it is {1}': '没有名为 [{0}] 的数据面：应为 {1}',
  '{0} is for a data plane that carries packets: netns': '{0} 只用于传送数据包的数据面：netns',
  '[{0}] is no name of a device': '[{0}] 不是网络设备名',
  'rootless and uplink exclude each other: an uplink is a device of the host, which needs root':
    'rootless 与 uplink 互斥：uplink 是主机的网络设备，需要 root',
  'no server called {0} runs in the background': '后台没有名为 {0} 的服务器',
  'it was not started': '它没有启动',
  'it has ended': '它已退出',
  'it is being started': '它正在启动',
};

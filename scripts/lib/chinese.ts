import { STEPS, type Step } from '#test/clients/lib/steps.ts';

export type PageLanguage = 'en' | 'zh';

/** The Chinese of the generated parts of pages, by their English text. */
const CHINESE: Readonly<Record<string, string>> = {
  // docs/clients.md
  client: '客户端',
  'left out of the scenario': '场景中未包含',
  nothing: '无',
  'its models know no IPv6': '其模型没有 IPv6',
  'its models do not know them': '其模型没有这些接口',
  'its models know it in part': '其模型只有部分接口',
  'it refuses to send forms': '无法发送表单',
  'it has no models that would have to fit': '没有需要与返回匹配的类型化模型',
  'The scenario, step by step. The client': '场景的步骤如下。客户端依次',
  // docs/faults.md
  fault: '故障',
  requests: '请求数',
  made: '创建数',
  'the program is told': '程序得到的结果',
  done: '成功',
  'before: 429': 'before：429',
  'before: 503': 'before：503',
  'before: a refusal of its own': 'before：接口自身的错误码',
  'before: cut': 'before：cut',
  'before: too late': 'before：超时',
  'answer: 503': 'answer：503',
  'answer: cut': 'answer：cut',
  'answer: too late': 'answer：超时',
  'answer: half': 'answer：half',
  'answer: misstate': 'answer：misstate',
};

const CHINESE_STEPS: Readonly<Record<Step, string>> = {
  network: '创建私有网络、子网与安全组，分别轮询到 Available',
  rules: '向安全组添加规则，修改规则的描述，再撤销规则',
  tags: '为私有网络绑定标签，按标签查询私有网络与标签，再解绑一个标签',
  catalogue: '查询可用区、镜像与实例规格',
  instances: '创建两台实例，轮询到 RUNNING',
  operations: '停止并启动一台实例，重启两台实例，并轮询状态',
  interface: '创建带有辅助私网 IP 与标签的网卡，修改名称，再读回',
  addresses: '分配一个辅助私网 IPv4 地址，再收回',
  ipv6: '为私有网络、子网与网卡开启 IPv6，再收回一个 IPv6 地址',
  attach: '挂载网卡，轮询到 InUse，并在实例上看到它',
  refusals: '按 SDK 给出的形式读取错误：HTTP 状态码、错误码与错误信息',
  form: '以表单为请求体，用 POST 创建网卡',
  json: '以 JSON 为请求体，用 POST 创建网卡',
  pages: '按页码遍历网卡，按 NextToken 遍历实例',
  routes: '在子网的自定义路由表中添加以网卡为下一跳的路由，再撤销',
  eip: '申请弹性公网 IP，绑定到网卡，再解绑并释放',
  volumes: '创建云盘，挂载到实例，扩容，卸载，再删除',
  snapshots: '为云盘创建快照、快照一致性组与自动快照策略，并回滚',
  keyPairs: '创建密钥对，绑定到实例，再解绑并删除',
  clusters: '创建高性能计算集群，读回后删除',
  commands: '向实例下发命令，轮询到执行完毕，并读取执行结果',
  events: '查询系统事件，上报实例状态，订阅事件',
  nat: '创建公网 NAT 网关并绑定弹性公网 IP，添加 SNAT 与 DNAT 规则；再创建私网 NAT 网关；最后全部删除',
  clb: '创建负载均衡实例，以及后端服务器组、监听器、转发规则、访问控制策略组与证书',
  packages: '创建共享带宽包，提升带宽，加入并移出一个弹性公网 IP',
  pools: '创建 IP 地址池，从中申请弹性公网 IP，开启监控，再释放',
  ipv4Gateways: '创建 IPv4 网关，挂载、启用、停用，再卸载',
  ipam: '用 IPAM 规划地址：作用范围、地址池、分配，以及发现的资源',
  flowLogs: '为子网创建流日志，停用、启用，再删除',
  mirrors: '按照带有规则的筛选条件，把一张网卡的流量镜像到另一张网卡',
  groups: '创建实例组，加入并移出一台实例',
  iam: '创建用户、用户组、角色与策略；访问密钥可以签名，权限以策略为准',
  offers: '查询各可用区可购买的资源及其配置',
  upkeep: '将实例移到另一子网再移回，更改规格，并更换系统盘',
  imageCare: '检测、修复、导出并复制镜像，轮询各自的任务',
  orders: '预约某一时间的实例，延长其使用时间，再取消预约',
  subscriptions: '为实例、云盘与弹性公网 IP 开通包年包月，再退订',
  volumeCare: '更改云盘的类型与性能，并重新初始化',
  outward: '让 IPv6 地址只能主动发起连接，并读取其规则、网络 ACL 与异步任务',
  account: '查询账号的配额，设置允许登录的来源 IP，创建服务关联角色，并扮演角色',
  session: '用临时密钥及其会话令牌签名；换一个令牌会被拒绝',
  secret: 'Secret Key 错误时，返回 SignatureDoesNotMatch',
  end: '卸载网卡，并按顺序删除所有资源',
};

/** Gives the sentences of generated parts in a language; one that has no translation is an error. */
export function inLanguage(language: PageLanguage): (text: string) => string {
  if (language === 'en') return (text) => text;
  const known = new Map(Object.entries(CHINESE));
  for (const [step, text] of Object.entries(STEPS)) known.set(text, CHINESE_STEPS[step as Step]);
  return (text) => {
    const chinese = known.get(text);
    if (chinese === undefined) throw new Error(`no Chinese in scripts/lib/chinese.ts for: ${text}`);
    return chinese;
  };
}

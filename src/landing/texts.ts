export type Language = 'en' | 'zh-CN';

/** The texts of the page; commands are the same in every language. */
export interface Texts {
  readonly title: string;
  /** The sentence that says that the server runs. */
  readonly runs: string;
  readonly what: string;
  readonly whyHere: string;
  readonly endpoint: string;
  readonly point: string;
  readonly shell: string;
  readonly others: string;
  readonly check: string;
  readonly look: string;
  readonly health: string;
  readonly ready: string;
  readonly capabilities: string;
  readonly thisMachine: string;
  readonly reference: string;
  readonly docs: string;
  /** Why this page is shown, and how to get the console in its place. */
  readonly console: string;
}

export const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    title: 'Tenon',
    runs: 'is running',
    what: 'A Volcengine-compatible VPC that you run yourself. Volcengine SDKs, the ve CLI, the Terraform provider and CNI plugins talk to it as they talk to the cloud.',
    whyHere: 'This address is an API: programs sign their requests to it.',
    endpoint: 'Endpoint',
    point: 'Point a client here',
    shell: 'A shell, for ve, Terraform and programs that read VOLCENGINE_* variables',
    others: 'Settings for Terraform, Python, Go or Node.js',
    check: 'What would keep a client from reaching it',
    look: 'Look',
    health: 'whether it works, and what it enforces',
    ready: 'whether requests should be sent here',
    capabilities: 'the actions that it has, and those that it lacks',
    thisMachine: 'Without a control token, /_tenon answers programs on its own machine only.',
    reference: "the vendor's API reference",
    docs: 'The documentation is in the folder docs of the package; begin with docs/clients.md. In a checkout, tenon is npm run -s tenon --',
    console:
      'The web console would be here. It is not built, or switched off by --no-console: in a checkout, npm start builds it first.',
  },
  'zh-CN': {
    title: 'Tenon（榫）',
    runs: '正在运行',
    what: '可以自己运行的、兼容火山引擎的私有网络（VPC）。火山引擎 SDK、ve 命令行、Terraform Provider 与 CNI 插件可以像访问云上一样访问它。',
    whyHere: '这个地址是 API：由程序签名后调用。',
    endpoint: '访问地址',
    point: '让客户端指向这里',
    shell: 'Shell：适用于 ve、Terraform 以及读取 VOLCENGINE_* 变量的程序',
    others: 'Terraform、Python、Go 或 Node.js 的配置',
    check: '检查客户端为什么连不上',
    look: '查看',
    health: '是否正常工作，以及哪些规则真正生效',
    ready: '是否可以接收请求',
    capabilities: '已有的接口，以及尚未支持的接口',
    thisMachine: '未设置控制令牌时，/_tenon 只回应本机程序。',
    reference: '火山引擎 API 文档',
    docs: '文档在安装包的 docs 目录中，请从 docs/zh/clients.md 开始阅读。在源码目录中，tenon 即 npm run -s tenon --',
    console:
      '这里本应是 Web 控制台，但它尚未构建，或已用 --no-console 关闭：在源码目录中，npm start 会先构建它。',
  },
};

/** What a listener is told that nothing else is found by, as it is kept and shown. */
export interface Settings {
  readonly AclStatus: string;
  readonly AclType: string;
  readonly Bandwidth: number;
  readonly CAEnabled: string;
  readonly CertCenterCertificateId: string;
  readonly CertificateSource: string;
  readonly ClientBodyTimeout: number;
  readonly ClientHeaderTimeout: number;
  readonly ConnectionDrainEnabled: string;
  readonly ConnectionDrainTimeout: number;
  readonly Cookie: string;
  readonly Cps: number;
  readonly Enabled: string;
  readonly EnhancedSchedulerEnable: string;
  readonly EstablishedTimeout: number;
  readonly HealthCheck: HealthCheck;
  readonly Http2Enabled: string;
  readonly KeepaliveTimeout: number;
  readonly LoadType: string;
  readonly MaxConnections: number;
  readonly PersistenceTimeout: number;
  readonly PersistenceType: string;
  readonly ProxyConnectTimeout: number;
  readonly ProxyProtocolType: string;
  readonly ProxyReadTimeout: number;
  readonly ProxySendTimeout: number;
  readonly Scheduler: string;
  readonly SecurityPolicyId: string;
  readonly SendTimeout: number;
}

export interface HealthCheck {
  readonly Enabled: string;
  readonly Interval: number;
  readonly Timeout: number;
  readonly HealthyThreshold: number;
  readonly UnHealthyThreshold: number;
  readonly Port: number;
  readonly Domain: string;
  readonly Uri: string;
  readonly Method: string;
  readonly HttpCode: string;
  readonly UdpRequest: string;
  readonly UdpExpect: string;
}

/** What is not said. Ours: the vendor's defaults were seen in part, in the words of its clients. */
export function defaultSettings(protocol: string): Settings {
  const http = protocol === 'HTTP' || protocol === 'HTTPS';
  const seconds = http ? 60 : 0;
  return {
    AclStatus: 'off',
    AclType: '',
    Bandwidth: -1,
    CAEnabled: 'off',
    CertCenterCertificateId: '',
    CertificateSource: protocol === 'HTTPS' ? 'clb' : '',
    ClientBodyTimeout: seconds,
    ClientHeaderTimeout: seconds,
    ConnectionDrainEnabled: 'off',
    ConnectionDrainTimeout: 0,
    Cookie: '',
    Cps: -1,
    Enabled: 'on',
    EnhancedSchedulerEnable: 'off',
    EstablishedTimeout: { TCP: 900, UDP: 90 }[protocol] ?? 0,
    HealthCheck: {
      Enabled: 'on',
      Interval: 2,
      Timeout: 2,
      HealthyThreshold: 3,
      UnHealthyThreshold: 3,
      Port: 0,
      Domain: '',
      Uri: http ? '/' : '',
      Method: http ? 'HEAD' : '',
      HttpCode: http ? 'http_2xx,http_3xx' : '',
      UdpRequest: '',
      UdpExpect: '',
    },
    Http2Enabled: 'off',
    KeepaliveTimeout: http ? 75 : 0,
    LoadType: '',
    MaxConnections: -1,
    PersistenceTimeout: 0,
    PersistenceType: 'off',
    ProxyConnectTimeout: http ? 4 : 0,
    ProxyProtocolType: 'off',
    ProxyReadTimeout: seconds,
    ProxySendTimeout: seconds,
    Scheduler: 'wrr',
    SecurityPolicyId: protocol === 'HTTPS' ? 'default_policy' : '',
    SendTimeout: seconds,
  };
}

export const readSettings = ({ settings }: { readonly settings: string }): Settings =>
  JSON.parse(settings) as Settings;

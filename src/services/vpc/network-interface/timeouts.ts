import type { ConnectionTimeouts } from '#core/network.ts';
import { integer } from '#core/parameters.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';

/**
 * In seconds. The limits are ours: the newest SDKs have the parameters, but no page was seen that
 * gives limits.
 */
const timeout = () => integer(1, 432_000).optional();

/** How long idle connections of an interface are remembered. */
export const timeoutParameters = () => ({
  TcpEstablishedTimeout: timeout(),
  TcpClosedAndTimeWaitTimeout: timeout(),
  UdpTimeout: timeout(),
});

export interface Timeouts {
  readonly TcpEstablishedTimeout?: number | undefined;
  readonly TcpClosedAndTimeWaitTimeout?: number | undefined;
  readonly UdpTimeout?: number | undefined;
}

type TimeoutColumns = Pick<
  NetworkInterfaceRow,
  'tcp_established_timeout' | 'tcp_closing_timeout' | 'udp_timeout'
>;

/** The columns of an interface when the request gives no timeouts: 0 stands for the system's. */
export const SYSTEM_TIMEOUTS: TimeoutColumns = {
  tcp_established_timeout: 0,
  tcp_closing_timeout: 0,
  udp_timeout: 0,
};

/** What the data plane is told; undefined where nothing was asked for. */
export function timeoutsOf({
  tcp_established_timeout: tcpEstablished,
  tcp_closing_timeout: tcpClosed,
  udp_timeout: udp,
}: TimeoutColumns): ConnectionTimeouts | undefined {
  if (tcpEstablished + tcpClosed + udp === 0) return undefined;
  return {
    ...(tcpEstablished > 0 && { tcpEstablished }),
    ...(tcpClosed > 0 && { tcpClosed }),
    ...(udp > 0 && { udp }),
  };
}

/** The columns of the given timeouts. */
export function timeoutColumns(given: Timeouts): Partial<TimeoutColumns> {
  const { TcpEstablishedTimeout, TcpClosedAndTimeWaitTimeout, UdpTimeout } = given;
  return {
    ...(TcpEstablishedTimeout && { tcp_established_timeout: TcpEstablishedTimeout }),
    ...(TcpClosedAndTimeWaitTimeout && { tcp_closing_timeout: TcpClosedAndTimeWaitTimeout }),
    ...(UdpTimeout && { udp_timeout: UdpTimeout }),
  };
}

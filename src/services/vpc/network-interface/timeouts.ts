import { integer } from '#core/parameters.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';

/** Ours: the newest SDKs have the parameters, and no page was seen that gives limits. Seconds. */
const timeout = () => integer(1, 432_000).optional();

/** How long connections of an interface are remembered while nothing is heard of them. */
export const timeoutParameters = {
  TcpEstablishedTimeout: timeout(),
  TcpClosedAndTimeWaitTimeout: timeout(),
  UdpTimeout: timeout(),
};

export interface Timeouts {
  readonly TcpEstablishedTimeout?: number | undefined;
  readonly TcpClosedAndTimeWaitTimeout?: number | undefined;
  readonly UdpTimeout?: number | undefined;
}

type TimeoutColumns = Pick<
  NetworkInterfaceRow,
  'tcp_established_timeout' | 'tcp_closing_timeout' | 'udp_timeout'
>;

/** The columns of an interface of which nothing was said: 0 stands for the system's timeouts. */
export const SYSTEM_TIMEOUTS: TimeoutColumns = {
  tcp_established_timeout: 0,
  tcp_closing_timeout: 0,
  udp_timeout: 0,
};

/** The columns of the timeouts that are given. */
export function timeoutColumns(given: Timeouts): Partial<TimeoutColumns> {
  const { TcpEstablishedTimeout, TcpClosedAndTimeWaitTimeout, UdpTimeout } = given;
  return {
    ...(TcpEstablishedTimeout && { tcp_established_timeout: TcpEstablishedTimeout }),
    ...(TcpClosedAndTimeWaitTimeout && { tcp_closing_timeout: TcpClosedAndTimeWaitTimeout }),
    ...(UdpTimeout && { udp_timeout: UdpTimeout }),
  };
}

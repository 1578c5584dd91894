import type { Eni, Living, Subnet } from './state.ts';

export interface LoadBalancer extends Living {
  readonly subnet: Subnet;
  readonly isPublic: boolean;
  readonly isSubscribed: boolean;
  readonly eni: Eni;
  /** The EIP that was made with it, '' for none. */
  readonly ownEip: string;
}

export interface ServerGroup extends Living {
  readonly balancer: LoadBalancer;
  readonly anyPort: boolean;
  /** The oldest first. */
  servers: readonly Server[];
}

export interface Server {
  readonly id: string;
  readonly type: string;
  /** The instance or the interface that it is, '' for an address. */
  readonly of: string;
  readonly ip: string;
  readonly port: number;
}

export interface Listener extends Living {
  readonly balancer: LoadBalancer;
  readonly group: ServerGroup;
  readonly protocol: string;
  readonly ports: Ports;
}

/** The ports of a listener as a request names them: one, or with 0 a range. */
export interface Ports {
  readonly port: number;
  readonly start: number;
  readonly end: number;
}

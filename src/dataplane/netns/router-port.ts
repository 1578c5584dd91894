import type { Network } from '#core/network.ts';
import type { NicCounters } from '../driver.ts';
import type { Link, Namespace } from './namespace.ts';

/** What packets meet in one network's router. Links come and go in any order with the picture. */
export interface Router {
  apply(network: Network): Promise<void>;
  plugged(link: Link): Promise<void>;
  unplugged(nicId: string): Promise<void>;
  repair(): Promise<void>;
  remove(): Promise<void>;
  counters(): Promise<NicCounters[]>;
}

export type MakeRouter = (namespace: Namespace, networkId: string) => Router;

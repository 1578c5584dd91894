import { needsPort, portFits } from '../network-acl/traffic.ts';
import type { PortParameter, Traffic, TrafficFacts } from './traffic.rules.ts';

/** The ports of a rule about a protocol that has none. */
const NO_PORTS = '-1/-1';

type Given = { readonly [P in PortParameter]?: string | undefined };

/** The ports that a rule had before. */
interface Before {
  readonly source_port_range: string;
  readonly destination_port_range: string;
}

/**
 * What a rule will be about: the ports that are given, else those that it had where the protocol has
 * ports; and what is wrong with them.
 */
export function trafficOf(
  protocol: string,
  given: Given,
  before: Before = { source_port_range: NO_PORTS, destination_port_range: NO_PORTS },
): Pick<TrafficFacts, 'missing' | 'malformed'> & { readonly traffic: Traffic } {
  const kept = (ports: string) => {
    if (!needsPort(protocol)) return NO_PORTS;
    return ports === NO_PORTS ? '' : ports;
  };
  const traffic = {
    protocol,
    SourcePortRange: given.SourcePortRange ?? kept(before.source_port_range),
    DestinationPortRange: given.DestinationPortRange ?? kept(before.destination_port_range),
  };
  const both = ['SourcePortRange', 'DestinationPortRange'] as const;
  return {
    traffic,
    missing: both.find((each) => traffic[each] === ''),
    malformed: both.find((each) => traffic[each] !== '' && !portFits(protocol, traffic[each])),
  };
}

import type { Resources } from '../../live/resources.ts';
import type { Link } from './model.ts';
import { placeOf } from './model.ts';

/** What of the map belongs to a thing: what it is in, what is tied to it, and what is in it. */
export function relatedTo(
  resources: Resources,
  links: readonly Link[],
  parents: ReadonlyMap<string, string | undefined>,
  id: string,
): Set<string> {
  const lit = new Set<string>();
  const nic = resources.get('network_interface', id);
  const on = nic?.DeviceId ?? '';
  // A port is lit with its instance, and with what is tied to it rather than to the instance.
  const starts = on === '' ? [id] : [id, on];
  for (const start of starts) lit.add(start);
  for (const link of links) {
    const touches = starts.includes(link.from) || starts.includes(link.to);
    if (!touches || (nic !== undefined && link.nic !== undefined && link.nic !== id)) continue;
    lit.add(link.id);
    lit.add(link.from);
    lit.add(link.to);
  }
  if (nic !== undefined) lit.add(placeOf(resources, nic.SubnetId)[0] ?? id);
  for (const port of resources.interfacesOfInstance.of(id)) lit.add(port);
  // Everything in an area, and in those that are tied to what was pointed at.
  const whole = new Set(isEdge(resources, id) ? lit : [id]);
  for (const child of parents.keys()) {
    for (let at = parents.get(child); at !== undefined; at = parents.get(at)) {
      if (!whole.has(at)) continue;
      lit.add(child);
      for (const port of resources.interfacesOfInstance.of(child)) lit.add(port);
    }
  }
  for (const each of [...lit]) {
    for (let at = parents.get(each); at !== undefined; at = parents.get(at)) lit.add(at);
  }
  return lit;
}

const isEdge = (resources: Resources, id: string): boolean =>
  resources.get('route_table', id) !== undefined || resources.get('ipv6_gateway', id) !== undefined;

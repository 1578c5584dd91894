import type { Resources } from '../../live/resources.ts';
import { type Folds, freeInterfacesOf, PAGE_ITEMS, placeOf } from './model.ts';
import type { Shown } from './shown.ts';

/** What must be open so that a resource is shown; undefined when it already is. */
export function foldsToShow(
  resources: Resources,
  { at }: Pick<Shown, 'at'>,
  id: string,
  { open, page }: Folds,
): Folds | undefined {
  const place = placeOf(resources, id);
  const opened = new Map(open);
  const paged = new Map(page);
  for (const each of place.slice(1)) {
    const item = at.get(each)?.item;
    // What is not on the map is in something that is folded.
    const closed = item === undefined || item.folded === true;
    if (closed && canFold(resources, each)) opened.set(each, true);
  }
  const subnet = place.find((each) => resources.get('subnet', each) !== undefined);
  const inner = subnet === undefined ? [] : place.slice(0, place.indexOf(subnet));
  // An interface on an instance is where that is.
  const item = inner.at(-1);
  if (subnet !== undefined && item !== undefined) {
    const wanted = pageOf(resources, subnet, item);
    if (wanted !== undefined && wanted !== (page.get(subnet) ?? 0)) paged.set(subnet, wanted);
  }
  const changed =
    [...paged].some(([each, wanted]) => page.get(each) !== wanted) ||
    [...opened].some(([each, wanted]) => open.get(each) !== wanted);
  return changed ? { open: opened, page: paged } : undefined;
}

const canFold = (resources: Resources, id: string): boolean =>
  id.startsWith('eips ') ||
  resources.get('subnet', id) !== undefined ||
  resources.get('vpc', id) !== undefined;

/** The page of a subnet on which something stands; undefined when that is not known. */
function pageOf(resources: Resources, subnet: string, item: string): number | undefined {
  const instances = [...resources.instancesOfSubnet.of(subnet)].sort();
  const vips = [...resources.haVipsOfSubnet.of(subnet)].sort();
  const gateways = [...resources.natGatewaysOfSubnet.of(subnet)].sort();
  const free = freeInterfacesOf(resources, subnet);
  const index = [...instances, ...gateways, ...vips, ...free].indexOf(item);
  return index < 0 ? undefined : Math.floor(index / PAGE_ITEMS);
}

import type { ParsedFile } from './file-parse.ts';
import { type Path, pathText, type Report } from './file-problems.ts';
import type { PlacedSeeds } from './placed-seeds.ts';

/** Reports duplicates of what must be unique. */
export class Once {
  readonly #report: Report;
  readonly #first = new Map<string, Path>();

  constructor(report: Report) {
    this.#report = report;
  }

  /** `within` is the scope in which `value` must be unique. */
  add(value: string | undefined, path: Path, within = ''): void {
    if (value === undefined) return;
    const key = `${within} ${value}`;
    const first = this.#first.get(key);
    if (first === undefined) this.#first.set(key, path);
    else this.#report(path, `${value} stands twice: ${pathText(first)} is it too`);
  }
}

/** Ids of the catalogue and of accounts, and access keys. */
export function checkCatalogueIds({ lists }: ParsedFile, report: Report): void {
  const once = new Once(report);
  const { accounts, regions, instanceTypes, images } = lists;
  for (const { path, value } of accounts) {
    once.add(value.id, [...path, 'id'], 'account');
    for (const [index, { accessKeyId }] of value.keys.entries()) {
      once.add(accessKeyId, [...path, 'keys', index, 'accessKeyId'], 'key');
    }
    for (const list of ['projects', 'roles'] as const) {
      for (const [index, { name }] of (value[list] ?? []).entries()) {
        once.add(name, [...path, list, index, 'name'], `${list} of ${value.id}`);
      }
    }
  }
  for (const { path, value } of regions) {
    once.add(value.id, [...path, 'id'], 'region');
    for (const [index, zone] of value.zones.entries()) {
      once.add(zone, [...path, 'zones', index], 'zone');
    }
  }
  for (const { path, value } of instanceTypes) once.add(value.id, [...path, 'id'], 'type');
  for (const { path, value } of images) once.add(value.id, [...path, 'id'], 'image');
}

/** Ids of resources, including those that are made with another resource. */
export function checkResourceIds(seeds: PlacedSeeds, report: Report): void {
  const once = new Once(report);
  for (const { id, path, ...vpc } of seeds.vpcs) {
    once.add(id, [...path, 'id']);
    once.add(vpc.routeTableId, [...path, 'routeTableId']);
    once.add(vpc.defaultSecurityGroupId, [...path, 'defaultSecurityGroupId']);
  }
  for (const { id, path } of seeds.subnets) once.add(id, [...path, 'id']);
  for (const { id, path } of seeds.securityGroups) once.add(id, [...path, 'id']);
  for (const { id, path, primaryNetworkInterfaceId } of seeds.instances) {
    once.add(id, [...path, 'id']);
    once.add(primaryNetworkInterfaceId, [...path, 'primaryNetworkInterfaceId']);
  }
  for (const { id, path } of seeds.networkInterfaces) once.add(id, [...path, 'id']);
  for (const { id, path } of seeds.eips) once.add(id, [...path, 'id']);
  for (const { id, path } of seeds.ipv6Gateways) once.add(id, [...path, 'id']);
  for (const { id, path, entries } of seeds.routeTables) {
    once.add(id, [...path, 'id']);
    for (const [index, entry] of entries.entries()) {
      once.add(entry.id, [...path, 'entries', index, 'id']);
    }
  }
  for (const { path, securityGroupIds } of [...seeds.instances, ...seeds.networkInterfaces]) {
    for (const [index, group] of securityGroupIds.entries()) {
      once.add(group, [...path, 'securityGroupIds', index], pathText(path));
    }
  }
}

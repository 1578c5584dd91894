import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { viewContracts } from '#control/contract-schemas.ts';
import type { Resource } from '#core/service.ts';
import { SERVICES } from '#test/support/services.ts';

/*
 * What `GET /_tenon/contracts` says of resources is read from names and schemas. A resource that they
 * say too little of would be missing in the console, so that it is red here.
 */

const views = viewContracts(SERVICES);
const folders = ['billing', 'clb', 'ecs', 'iam', 'natgateway', 'storage-ebs', 'sts', 'vpc'];
// A version of a launch template is a part of it, and has a number only; a rule of a traffic mirror
// filter is listed with its filter.
const MAKES =
  /^(Create|Allocate|Run|Import)(?!Tags|LaunchTemplateVersion|TrafficMirrorFilterRule$)/;

/**
 * What makes something that no list has under its name: a user has one login profile at most, and a
 * region one log project, which a Get and a Describe show; of an OpenID Connect provider the list says ProviderName, all else
 * OIDCProviderName, and so of a SAML provider; OAuth
 * providers have no list of their own; and whoever makes a service's role gets an empty answer.
 */
const UNLISTED = new Set([
  'CreateHealthCheckLogProject',
  'CreateLoginProfile',
  'CreateOAuthProvider',
  'CreateOIDCProvider',
  'CreateSAMLProvider',
  'CreateServiceLinkedRole',
]);

/** What has no list that is asked for one: what it is named by is in `Query`, in a Get, or of a listener. */
const NAMED = new Set(['user', 'access_key', 'user_group', 'role', 'policy', 'project', 'rule']);

describe.each(folders)('the resources of %s', async (folder) => {
  const here = new URL(`../../src/services/${folder}/`, import.meta.url);
  const names = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[^/]+\/index\.ts$/.test(path))
    .map((path) => path.replace('/index.ts', ''));

  it.each(names)('%s has its actions under the name of its folder', async (name) => {
    const exported = (await import(new URL(`${name}/index.ts`, here).href)) as object;
    const own = Object.values(exported).flatMap((each: Resource) => each.actions);
    expect(own.length).toBeGreaterThan(0);
    for (const action of own) {
      const service = SERVICES.find(({ actions }) => actions.includes(action));
      expect(
        service?.resourceOf.get(action.name),
        `ofResources of ${folder}/actions.ts must have ${name} as ${name.replaceAll('-', '_')}`,
      ).toBe(name.replaceAll('-', '_'));
    }
  });
});

describe.each(views)('the contracts of $name $version', ({ actions, resources }) => {
  it('say how what is made is listed, named by id and asked for', () => {
    for (const { name, kind, resource } of actions) {
      if (kind === 'read' || !MAKES.test(name) || UNLISTED.has(name)) continue;
      const found = resources.find(({ type }) => type === resource);
      expect(
        found,
        `${name} makes a ${resource}, and no list of one is found: src/control/contract-resources.ts says how`,
      ).toBeDefined();
      expect(
        found?.creates,
        `${name} does not answer with the ${found?.id} of what it makes`,
      ).toContain(name);
      if (NAMED.has(found?.type ?? '')) continue;
      expect(
        found?.list.ids,
        `${found?.list.action} cannot be asked for one ${resource} by its ${found?.id}`,
      ).not.toBeNull();
    }
  });
});

it('have each type of resource once, so that its name is enough to find it', () => {
  const types = views.flatMap(({ resources }) => resources.map(({ type }) => type));
  expect(types).toEqual([...new Set(types)]);
});

it.each([
  ['network_interface', 'NetworkInterfaceId', 'DescribeNetworkInterfaces', 'NetworkInterfaceSets'],
  ['eip', 'AllocationId', 'DescribeEipAddresses', 'EipAddresses'],
  ['route_table', 'RouteTableId', 'DescribeRouteTableList', 'RouterTableList'],
  ['zone', 'ZoneId', 'DescribeZones', 'Zones'],
  ['image', 'ImageId', 'DescribeImages', 'Images'],
  ['instance_type', 'InstanceTypeId', 'DescribeInstanceTypes', 'InstanceTypes'],
  ['task', 'Id', 'DescribeTasks', 'Tasks'],
  ['volume', 'VolumeId', 'DescribeVolumes', 'Volumes'],
  ['project', 'ProjectName', 'ListProjects', 'Projects'],
])('list %s by %s', (type, id, action, items) => {
  const found = views.flatMap(({ resources }) => resources).find((each) => each.type === type);
  expect(found).toMatchObject({ id, list: { action, items } });
});

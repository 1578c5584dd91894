import { promises as fs } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { FaultSpec } from '#faults/spec.ts';
import { DEFAULT_IMAGES } from './default-images.ts';
import { DEFAULT_INSTANCE_TYPES } from './default-instance-types.ts';
import { checkAddresses } from './file-addresses.ts';
import { type ParsedDocument, parseDocument } from './file-document.ts';
import { checkCatalogueIds, checkResourceIds } from './file-duplicates.ts';
import { type Entry, type ParsedFile, parseFile } from './file-parse.ts';
import { Problems, type Report, WorldFileError } from './file-problems.ts';
import { checkQuotas } from './file-quotas.ts';
import { followReferences } from './file-resources.ts';
import { checkRoutes } from './file-routes.ts';
import type { Item } from './file-schema.ts';
import { familyOf, readSavedTypes } from './instance-types.ts';
import { makeWorld } from './make.ts';
import type { Seeds } from './seeds.ts';
import type { Account, Image, InstanceType, World } from './world.ts';

/** The result of a world file: a world, and the resources that it starts with. */
export interface WorldFile {
  readonly world: World;
  readonly seeds: Seeds;
  /** In place from the start, and again after each reset. */
  readonly faults: readonly FaultSpec[];
}

/** What is wrong with a fault, by the field that is; undefined when it makes sense. */
export type JudgeFault = (
  fault: FaultSpec,
) => Promise<{ readonly field: string; readonly problem: string } | undefined>;

/**
 * Reads a world file. docs/examples/world.yaml shows every field.
 * @throws WorldFileError with all problems, one line each.
 */
export async function readWorldFile(file: string, judge?: JudgeFault): Promise<WorldFile> {
  const problems = new Problems();
  const document = await parseDocument(file, await textOf(file), problems);
  return document === undefined
    ? problems.end()
    : readDocument(document, dirname(file), problems, judge);
}

/**
 * Reads what a world file says from an object. Files that it names are looked for in the folder in
 * which the process works.
 * @throws WorldFileError with every problem at once, a line each, which begins with `world: `.
 */
export async function readWorldObject(content: object, judge?: JudgeFault): Promise<WorldFile> {
  let value: unknown;
  try {
    // What is written as YAML has no functions, cycles or dates either; and it stays as it is now.
    value = JSON.parse(JSON.stringify(content));
  } catch (error) {
    throw new WorldFileError([`world: cannot be written as JSON: ${firstLine(error)}`]);
  }
  return readDocument({ value, place: () => ({ file: 'world' }) }, '.', new Problems(), judge);
}

async function readDocument(
  document: ParsedDocument,
  folder: string,
  problems: Problems,
  judge: JudgeFault | undefined,
): Promise<WorldFile> {
  const report: Report = (path, problem) => problems.add(document.place(path), path, problem);
  const parsed = parseFile(document.value, report);
  checkCatalogueIds(parsed, report);
  const world = await toWorld(parsed, folder, report, problems);
  const seeds = followReferences(parsed, world, report);
  checkResourceIds(seeds, report);
  checkAddresses(seeds, report);
  checkRoutes(seeds, report);
  checkQuotas(seeds, world, report);
  const faults = await readFaults(parsed, world, report, judge);
  if (problems.any) return problems.end();
  return { world, seeds, faults };
}

async function readFaults(
  { lists }: ParsedFile,
  world: World,
  report: Report,
  judge: JudgeFault | undefined,
): Promise<FaultSpec[]> {
  for (const { path, value } of lists.faults) {
    const { account } = value;
    if (account !== undefined && world.account(account) === undefined) {
      report([...path, 'account'], `there is no account ${account} in accounts`);
    }
    const wrong = await judge?.(value);
    if (wrong !== undefined) {
      const field = wrong.field === '' ? [] : [wrong.field];
      report([...path, ...field], wrong.problem);
    }
  }
  return lists.faults.map(({ value }) => value);
}

async function toWorld(
  { settings, lists, has, named }: ParsedFile,
  folder: string,
  report: Report,
  problems: Problems,
): Promise<World> {
  const accounts = lists.accounts.map(({ value }) => toAccount(value));
  const { defaultAccountId, defaultRegionId, builtInImages } = settings;
  // The first account is the default one: command line and demo sign with its first key.
  if (defaultAccountId !== undefined) {
    const index = accounts.findIndex(({ id }) => id === defaultAccountId);
    if (index >= 0) accounts.unshift(...accounts.splice(index, 1));
    else if (!named('accounts', defaultAccountId)) {
      report(['defaultAccountId'], `there is no account ${defaultAccountId} in accounts`);
    }
  }
  const world = makeWorld({
    // A file that lists accounts does not want the default one, whose key is published.
    ...(has('accounts') && { accounts }),
    ...(lists.regions.length > 0 && { regions: lists.regions.map(({ value }) => value) }),
    ...(defaultRegionId !== undefined && { defaultRegionId }),
    instanceTypes: await catalogue(settings, lists.instanceTypes, folder, report, problems),
    images: byId(builtInImages ? DEFAULT_IMAGES : [], lists.images.map(toImage)),
    quotas: settings.quotas ?? {},
  });
  if (world.region(world.defaultRegionId) === undefined) {
    report(['defaultRegionId'], `there is no region ${world.defaultRegionId}`);
  }
  return world;
}

/**
 * The built-in types, those of saved answers, and those of the file itself; later ones replace
 * earlier ones.
 */
async function catalogue(
  settings: ParsedFile['settings'],
  inline: readonly Entry<Item<'instanceTypes'>>[],
  folder: string,
  report: Report,
  problems: Problems,
): Promise<InstanceType[]> {
  const saved: InstanceType[] = [];
  const files = settings.instanceTypesFrom ?? [];
  for (const name of [files].flat()) {
    try {
      saved.push(...(await readSavedTypes(resolve(folder, name), problems)));
    } catch (error) {
      report(['instanceTypesFrom'], `${name} cannot be read: ${reasonOf(error)}`);
    }
  }
  const own = inline.map(({ value }) => ({ ...value, family: value.family ?? familyOf(value.id) }));
  const builtIn = settings.builtInInstanceTypes ? DEFAULT_INSTANCE_TYPES : [];
  return byId(builtIn, saved, own).filter(
    ({ id }) => !settings.withdrawnInstanceTypes.includes(id),
  );
}

function byId<T extends { readonly id: string }>(...lists: readonly (readonly T[])[]): T[] {
  return [...new Map(lists.flat().map((each) => [each.id, each])).values()];
}

function toAccount(account: Item<'accounts'>): Account {
  const { id, name, keys, quotas, rateLimits, projects, roles } = account;
  return {
    id,
    name: name ?? id,
    quotas: quotas ?? {},
    ...(rateLimits && {
      rateLimits: rateLimits.map(({ burst, ...limit }) => ({
        ...limit,
        burst: burst ?? Math.max(1, Math.ceil(limit.perSecond)),
      })),
    }),
    ...(projects && {
      projects: projects.map((each) => ({ ...each, displayName: each.displayName ?? each.name })),
    }),
    ...(roles && { roles }),
    keys: keys.map(({ expiresAt, ...key }) => ({
      ...key,
      accountId: id,
      ...(expiresAt !== undefined && { expiresAt: Date.parse(expiresAt) }),
    })),
  };
}

function toImage({ value }: Entry<Item<'images'>>): Image {
  const name = value.name ?? value.id;
  return { ...value, name, osName: value.osName ?? name };
}

async function textOf(file: string): Promise<string> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    throw new WorldFileError([`${file}: cannot be read: ${reasonOf(error)}`]);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'this user may not read it',
};

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

const firstLine = (error: unknown): string => (error as Error).message.split('\n', 1)[0] ?? '';

import * as z from 'zod';
import type { Context } from '#core/context.ts';
import { text } from '#core/parameters.ts';
import { DEFAULT_PROJECT } from '#services/vpc/names.ts';
import type { IamProjectRow } from '#store/schema/iam.ts';
import type { Reader } from '#store/store.ts';
import type { Project } from '#world/world.ts';
import { iamDate } from '../parameters.ts';
import { ownProject } from './rows.ts';

/** Letters, digits, `_`, `-` and `.`, 64 at most. Source: ProjectName of CreateKeyPair. */
const NAME = /^[\w.-]{1,64}$/;

const DEFAULT: Project = { name: DEFAULT_PROJECT, displayName: DEFAULT_PROJECT, description: '' };

/** A project as it is known: of a world file, or made. */
export interface KnownProject extends Project {
  readonly parentName: string;
  readonly path: string;
  /** Milliseconds since the epoch; 0 for one of a world file. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

type Where = Pick<Context, 'world' | 'accountId'>;

/** The projects that are known by name without the store: the default one, and those of the world. */
export function projectsOfWorld({ world, accountId }: Where): readonly KnownProject[] {
  const own = world.account(accountId)?.projects ?? [];
  const all = own.some(({ name }) => name === DEFAULT_PROJECT) ? own : [DEFAULT, ...own];
  return all.map(ofWorld);
}

const ofWorld = (project: Project): KnownProject => ({
  ...project,
  parentName: '',
  path: `/${project.name}`,
  createdAt: 0,
  updatedAt: 0,
});

export const madeProject = (row: IamProjectRow): KnownProject => ({
  name: row.name,
  displayName: row.display_name,
  description: row.description,
  parentName: row.parent_name,
  path: row.path,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/**
 * One project of an account. When the world lists no projects, every well-formed name that nobody has
 * made is one.
 */
export async function findProject(
  tx: Reader,
  where: Where,
  name: string,
): Promise<KnownProject | undefined> {
  const given = projectsOfWorld(where).find((project) => project.name === name);
  if (given !== undefined) return given;
  const row = await tx.first(ownProject, { account_id: where.accountId, name });
  if (row !== undefined) return madeProject(row);
  if (where.world.account(where.accountId)?.projects !== undefined || !NAME.test(name)) {
    return undefined;
  }
  return ofWorld({ name, displayName: name, description: '' });
}

/** What the projects of some rows are called for people. */
export async function displayNames(
  tx: Reader,
  where: Where,
  rows: readonly { readonly project_name: string }[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const name of new Set(rows.map(({ project_name }) => project_name))) {
    const project = name === '' ? undefined : await findProject(tx, where, name);
    if (project) names.set(name, project.displayName);
  }
  return names;
}

/** The name of a new one. */
export const newProjectName = () => z.string().regex(NAME);

export const projectParameter = () => text(64, 1);

/** A project as GetProject answers it. Source: the SDK's types. */
export const projectResult = () => ({
  /** A number: Terraform fails on a string. */
  AccountID: z.int(),
  ProjectName: z.string(),
  DisplayName: z.string(),
  Description: z.string(),
  ParentProjectName: z.string(),
  Path: z.string(),
  Status: z.string(),
  CreateDate: z.string(),
  UpdateDate: z.string(),
});

export const viewProject = (accountId: string, project: KnownProject) => ({
  AccountID: Number(accountId),
  ProjectName: project.name,
  DisplayName: project.displayName,
  Description: project.description,
  ParentProjectName: project.parentName,
  Path: project.path,
  Status: 'active',
  CreateDate: iamDate(project.createdAt),
  UpdateDate: iamDate(project.updatedAt),
});

import * as z from 'zod';
import { text } from '#core/parameters.ts';
import { DEFAULT_PROJECT } from '#services/vpc/names.ts';
import type { Account, Project, World } from '#world/world.ts';

/** Letters, digits, `_`, `-` and `.`, 64 at most. Source: ProjectName of CreateKeyPair. */
const NAME = /^[\w.-]{1,64}$/;

const DEFAULT: Project = { name: DEFAULT_PROJECT, displayName: DEFAULT_PROJECT, description: '' };

/** The projects that are known by name: the default one, and those of the world. */
export function projectsOf(account: Account | undefined): readonly Project[] {
  const own = account?.projects ?? [];
  return own.some(({ name }) => name === DEFAULT_PROJECT) ? own : [DEFAULT, ...own];
}

/** One project of an account. When the world lists no projects, every well-formed name is one. */
export function findProject(world: World, accountId: string, name: string): Project | undefined {
  const account = world.account(accountId);
  const known = projectsOf(account).find((project) => project.name === name);
  if (known !== undefined) return known;
  if (account?.projects !== undefined || !NAME.test(name)) return undefined;
  return { name, displayName: name, description: '' };
}

export const projectParameter = () => text(64, 1);

/** A project as GetProject answers it. Source: the SDK's types. */
export const projectResult = {
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
};

export function viewProject(accountId: string, { name, displayName, description }: Project) {
  return {
    AccountID: Number(accountId),
    ProjectName: name,
    DisplayName: displayName,
    Description: description,
    ParentProjectName: '',
    Path: `/${name}`,
    Status: 'active',
    CreateDate: '',
    UpdateDate: '',
  };
}

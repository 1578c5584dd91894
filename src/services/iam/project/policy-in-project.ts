import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { onlyWhere } from '#core/common.rules.ts';
import type { Context } from '#core/context.ts';
import { list } from '#core/parameters.ts';
import type { Reader } from '#store/store.ts';
import { existing } from '../parameters.ts';
import {
  type AttachFacts,
  holderExists,
  notOfWorld,
  oneMorePolicy,
} from '../policy/attach.rules.ts';
import { attach, detach, type HolderType, isAttached } from '../policy/attachments.ts';
import { attachmentFacts, HOLDERS } from '../policy/holder.ts';
import { policyType } from '../policy/parameters.ts';
import { policyExists } from '../policy/policy.rules.ts';
import { iamRefusals } from '../refusals.ts';
import { principalType } from './parameters.ts';
import { findProject, projectParameter } from './projects.ts';

const parameters = () =>
  z.object({
    PrincipalType: principalType(),
    PrincipalName: existing(),
    PolicyType: policyType(),
    PolicyName: existing(),
    // 50 at most is ours.
    ProjectName: list(projectParameter(), 50),
  });

interface ProjectPolicyFacts extends AttachFacts {
  readonly principalType: HolderType;
  /** The projects, each once. */
  readonly projects: readonly string[];
  /** One that there is not. */
  readonly noProject: string | undefined;
  /** Those in which the policy is attached. */
  readonly attachedIn: readonly string[];
}

const args = ({ policyName, holderName }: AttachFacts) => [policyName, holderName];

const said = (projects: readonly string[], { policyName, holderName }: AttachFacts) =>
  projects.length === 0
    ? `${policyName} is attached to ${holderName} in none of them`
    : `${policyName} is attached to ${holderName} in ${projects.join(', ')}`;

/** The principal, the policy and the projects are there. */
const known: readonly Rule<ProjectPolicyFacts>[] = [
  ...Object.values(HOLDERS).map(({ type, missing }) =>
    onlyWhere(
      (facts: ProjectPolicyFacts) => facts.principalType === type,
      holderExists(missing, 'PrincipalName'),
    ),
  ),
  notOfWorld,
  policyExists,
  {
    refusal: iamRefusals.ProjectNotExist,
    parameter: 'ProjectName',
    broken: ({ noProject }) => noProject !== undefined,
    because: ({ noProject }) =>
      noProject === undefined ? 'all projects exist' : `there is no project ${noProject}`,
  },
];

/** Codes are those of attaching a policy everywhere; that it is all projects or none is ours. */
const attachRules: readonly Rule<ProjectPolicyFacts>[] = [
  ...known,
  {
    refusal: iamRefusals.PolicyAttachConflict,
    args,
    broken: ({ attachedIn }) => attachedIn.length > 0,
    because: (facts) => said(facts.attachedIn, facts),
  },
  oneMorePolicy,
];

const detachRules: readonly Rule<ProjectPolicyFacts>[] = [
  ...known,
  {
    refusal: iamRefusals.PolicyDetachConflict,
    args,
    broken: ({ holder, policy, projects, attachedIn }) =>
      holder !== undefined && policy !== undefined && attachedIn.length < projects.length,
    because: (facts) => said(facts.attachedIn, facts),
  },
];

async function facts(tx: Reader, input: z.infer<ReturnType<typeof parameters>>, context: Context) {
  const { PrincipalType, PrincipalName, ProjectName } = input;
  const held = await attachmentFacts(tx, HOLDERS[PrincipalType], PrincipalName, input, context);
  const projects = [...new Set(ProjectName)];
  const attachedIn: string[] = [];
  let noProject: string | undefined;
  for (const projectName of projects) {
    if ((await findProject(tx, context, projectName)) === undefined) noProject ??= projectName;
    if (await isAttached(tx, { ...held.attachment, projectName })) attachedIn.push(projectName);
  }
  return { ...held, principalType: PrincipalType, projects, noProject, attachedIn };
}

/** Gives a user, a group or a role a policy for what is in some projects, in all or none of them. */
export const attachPolicyInProject = writeAction({
  name: 'AttachPolicyInProject',
  summary: 'give somebody a policy in projects',
  parameters,
  result: () => z.object({}),
  rules: attachRules,
  facts,

  async change(tx, { attachment, projects }, _, { accountId }) {
    for (const projectName of projects) await attach(tx, accountId, { ...attachment, projectName });
    return {};
  },
});

/** Takes a policy from somebody in some projects, in all or none of them. */
export const detachPolicyInProject = writeAction({
  name: 'DetachPolicyInProject',
  summary: 'take a policy in projects from somebody',
  parameters,
  result: () => z.object({}),
  rules: detachRules,
  facts,

  async change(tx, { attachment, projects }) {
    for (const projectName of projects) await detach(tx, { ...attachment, projectName });
    return {};
  },
});

import { refuse } from '#core/refusal.ts';
import { matches } from '#core/wildcards.ts';
import type { Caller, Patterns, Policy } from '#world/world.ts';
import { gatewayRefusals } from './refusals.ts';

/**
 * May this caller perform `service:Action` on anything at all? What policies say of single resources
 * is judged when these are known: {@link authorizeOn}.
 * @throws Refused AccessDenied.
 */
export function authorize(caller: Caller, service: string, action: string): void {
  const { policy, bounds, accountId } = caller;
  if (policy === undefined && bounds === undefined) return;
  const operation = `${service}:${action}`;
  if (policiesOf(caller).every((each) => permits(each, operation, undefined))) return;
  refuse(gatewayRefusals.AccessDenied, operation, `trn:iam::${accountId}:project/default`);
}

/** Whether the caller's policies say anything of single resources. */
export const judgesResources = (caller: Caller): boolean =>
  policiesOf(caller).some(({ statements }) => statements !== undefined);

/** Whether the caller's policies say anything of single projects. */
export const judgesProjects = (caller: Caller): boolean =>
  policiesOf(caller).some(({ statements = [] }) =>
    statements.some(({ project }) => project !== undefined),
  );

/** In which projects the resources of a request are. */
export interface Projects {
  /** Of those resources of which it is known. */
  readonly of: ReadonlyMap<string, string>;
  /** The one that the request names: for what it makes, or to narrow a list. */
  readonly named: string | undefined;
}

const NO_PROJECTS: Projects = { of: new Map(), named: undefined };

/**
 * May this caller perform `service:Action` on each of these resources, which are TRNs? What is
 * allowed in one project alone needs `projects`.
 * @throws Refused AccessDenied, which names the first that is not permitted.
 */
export function authorizeOn(
  caller: Caller,
  service: string,
  action: string,
  resources: readonly string[],
  projects = NO_PROJECTS,
): void {
  const operation = `${service}:${action}`;
  const policies = policiesOf(caller);
  for (const resource of resources) {
    const one = { resource, project: projects.of.get(resource), named: projects.named };
    if (policies.every((each) => permits(each, operation, one))) continue;
    refuse(gatewayRefusals.AccessDenied, operation, resource);
  }
}

const policiesOf = ({ policy, bounds = [] }: Caller): readonly Policy[] =>
  policy === undefined ? bounds : [policy, ...bounds];

/** A resource as policies see it. */
interface Judged {
  readonly resource: string;
  /** Its project, if that is known. */
  readonly project: string | undefined;
  /** The project that the request names. */
  readonly named: string | undefined;
}

/** Without a resource: whether there may be one for which it is permitted. */
function permits(policy: Policy, operation: string, judged: Judged | undefined): boolean {
  const { allow, deny, statements = [] } = policy;
  if (deny.some((pattern) => matches(pattern, operation))) return false;
  const meant = (effect: 'Allow' | 'Deny', anyResource: boolean) =>
    statements.some(
      (each) =>
        each.effect === effect &&
        covers(each.actions, operation) &&
        (judged === undefined
          ? anyResource || (each.project === undefined && isAll(each.resources))
          : covers(each.resources, judged.resource) && isWithin(each.project, judged)),
    );
  if (meant('Deny', false)) return false;
  return allow.some((pattern) => matches(pattern, operation)) || meant('Allow', true);
}

/**
 * Whether a statement about one project is about a resource: of that project, in a request that names
 * no other. What is made, or listed, is in the project that the request names.
 */
function isWithin(project: string | undefined, judged: Judged): boolean {
  if (project === undefined) return true;
  const { resource, named } = judged;
  const its = resource.endsWith(':*') ? named : judged.project;
  return its === project && (named ?? project) === project;
}

const isAll = (patterns: Patterns): boolean => 'of' in patterns && patterns.of.includes('*');

const covers = (patterns: Patterns, text: string): boolean =>
  'of' in patterns
    ? patterns.of.some((pattern) => matches(pattern, text))
    : !patterns.not.some((pattern) => matches(pattern, text));

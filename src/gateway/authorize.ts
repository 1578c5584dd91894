import { refuse } from '#core/refusal.ts';
import type { Caller, Policy } from '#world/world.ts';
import { gatewayRefusals } from './refusals.ts';

/** May this caller perform `service:Action`? @throws Refused AccessDenied. */
export function authorize(caller: Caller, service: string, action: string): void {
  const { policy, bounds, accountId } = caller;
  if (policy === undefined && bounds === undefined) return;
  const operation = `${service}:${action}`;
  const policies = [...(policy === undefined ? [] : [policy]), ...(bounds ?? [])];
  if (policies.every((each) => permits(each, operation))) return;
  refuse(gatewayRefusals.AccessDenied, operation, `trn:iam::${accountId}:project/default`);
}

function permits(policy: Policy, operation: string): boolean {
  if (policy.deny.some((pattern) => matches(pattern, operation))) return false;
  return policy.allow.some((pattern) => matches(pattern, operation));
}

/** `*` stands for any run of characters; everything else for itself. */
export function matches(pattern: string, operation: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (!operation.startsWith(head)) return false;
  if (rest.length === 0) return operation.length === head.length;
  const tail = rest.pop() ?? '';
  let at = head.length;
  for (const part of rest) {
    const found = operation.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return operation.length - tail.length >= at && operation.endsWith(tail);
}

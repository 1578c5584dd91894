import { refuse } from '../refusal.ts';
import type { Key, Policy } from '../world/world.ts';
import { gatewayRefusals } from './refusals.ts';

/** May this key perform `service:Action`? @throws Refused AccessDenied. */
export function authorize(key: Key, service: string, action: string): void {
  if (key.policy === undefined || permits(key.policy, `${service}:${action}`)) return;
  refuse(
    gatewayRefusals.AccessDenied,
    `${service}:${action}`,
    `trn:iam::${key.accountId}:project/default`,
  );
}

function permits(policy: Policy, operation: string): boolean {
  if (policy.deny.some((pattern) => matches(pattern, operation))) return false;
  return policy.allow.some((pattern) => matches(pattern, operation));
}

/** `*` stands for any run of characters; everything else for itself. */
function matches(pattern: string, operation: string): boolean {
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

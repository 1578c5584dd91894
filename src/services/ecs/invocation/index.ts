import type { Resource } from '#core/service.ts';
import { deleteInvocation } from './delete.ts';
import { describeInvocations } from './describe.ts';
import { describeInvocationInstances } from './describe-instances.ts';
import { describeInvocationResults } from './describe-results.ts';
import { invokeCommand } from './invoke.ts';
import { runCommand } from './run.ts';
import { stopInvocation } from './stop.ts';

/** The actions of commands that were sent to instances. */
export const invocationResource: Resource = {
  actions: [
    deleteInvocation,
    describeInvocationInstances,
    describeInvocationResults,
    describeInvocations,
    invokeCommand,
    runCommand,
    stopInvocation,
  ],
};

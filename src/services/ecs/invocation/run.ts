import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { type ContentFacts, contentOf, contentRules } from '../command/content.ts';
import { keptDefinitions } from '../command/definitions.ts';
import { newCommand } from '../command/parameters.ts';
import { type InvokeFacts, invokeRules } from './invoke.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { invokeFacts, makeInvocation } from './make.ts';
import { NO_SYSTEM, newInvocation } from './parameters.ts';

const rules: readonly Rule<ContentFacts & InvokeFacts>[] = [...contentRules, ...invokeRules];

/** Sends a command that the request holds to instances, without keeping it as one. */
export const runCommand = writeAction({
  name: 'RunCommand',
  summary: 'send a command of the request to instances',
  parameters: () => z.object({ ...newCommand(), ...newInvocation() }),
  result: () => z.object({ InvocationId: z.string() }),
  inert: { WindowsPassword: NO_SYSTEM },
  begins: [TRANSITIONS.run, TRANSITIONS.repeat],
  rules,

  async facts(tx, input, context) {
    const definitions = input.EnableParameter ? (input.ParameterDefinitions ?? []) : [];
    return {
      content: contentOf(input.CommandContent, input.ContentEncoding),
      ...(await invokeFacts(tx, input, context, definitions)),
    };
  },

  async change(tx, facts, input, context) {
    const InvocationId = await makeInvocation(tx, context, input, facts, {
      command_id: '',
      command_name: '',
      command_description: '',
      command_type: input.Type,
      content: facts.content ?? '',
      username: input.Username,
      working_dir: input.WorkingDir,
      timeout: input.Timeout,
      enable_parameter: input.EnableParameter ? 1 : 0,
      parameter_definitions: keptDefinitions(input.ParameterDefinitions),
    });
    return { InvocationId };
  },
});

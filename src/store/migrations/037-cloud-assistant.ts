import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, keyed, number, resource, text } from './columns.ts';

const COMMAND = ['content', 'username', 'working_dir', 'parameter_definitions'];

export function cloudAssistant(db: Db): Compilable<unknown>[] {
  return [
    number(text(resource(db, 'command'), [...COMMAND, 'type']), [
      'timeout',
      'enable_parameter',
      'invocation_times',
    ]),
    index(db, 'command_by_account', 'command', 'account_id', 'region', 'id'),
    number(
      text(resource(db, 'invocation'), [
        ...COMMAND,
        'command_id',
        'command_name',
        'command_description',
        'command_type',
        'parameters',
        'repeat_mode',
        'frequency',
      ]),
      [
        'timeout',
        'enable_parameter',
        'launch_at',
        'recurrence_end_at',
        'instance_number',
        'started_at',
        'ended_at',
      ],
    ),
    index(db, 'invocation_by_account', 'invocation', 'account_id', 'region', 'id'),
    index(db, 'invocation_by_command', 'invocation', 'account_id', 'region', 'command_id', 'id'),
    number(
      text(keyed(db, 'invocation_result'), [
        'invocation_id',
        'instance_id',
        'status',
        'error_code',
        'message',
        'output',
        'intent_id',
      ]),
      ['exit_code', 'started_at', 'ended_at'],
    ),
    index(
      db,
      'invocation_result_one_per_instance',
      'invocation_result',
      'invocation_id',
      'instance_id',
    ).unique(),
    // Few of very many: those that go on in an instance.
    index(db, 'invocation_result_running', 'invocation_result', 'id').where(
      'status',
      '=',
      'Running',
    ),
  ];
}

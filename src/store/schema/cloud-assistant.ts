import type { ResourceRow } from './resource.ts';

export interface CloudAssistantTables {
  command: CommandRow;
  invocation: InvocationRow;
  invocation_result: InvocationResultRow;
}

/** What a command is, as it is kept and as an invocation takes it over. */
export interface CommandColumns {
  /** The content in base64. */
  content: string;
  username: string;
  working_dir: string;
  /** In seconds. */
  timeout: number;
  enable_parameter: number;
  /** JSON list of definitions. */
  parameter_definitions: string;
}

/** A command of the cloud assistant. */
export interface CommandRow extends ResourceRow, CommandColumns {
  type: string;
  invocation_times: number;
}

/** A command that was sent to instances, or will be at its times. */
export interface InvocationRow extends ResourceRow, CommandColumns {
  /** '' for one that was given with the call. */
  command_id: string;
  command_name: string;
  command_description: string;
  command_type: string;
  /** JSON object, '' for none. */
  parameters: string;
  repeat_mode: string;
  frequency: string;
  /** 0 for at once, and for no end. */
  launch_at: number;
  recurrence_end_at: number;
  instance_number: number;
  /** 0 while it has not. */
  started_at: number;
  ended_at: number;
}

/** What became of an invocation on one instance, the last time. */
export interface InvocationResultRow {
  id: string;
  invocation_id: string;
  instance_id: string;
  status: string;
  error_code: string;
  /** What there is to say about the end. */
  message: string;
  exit_code: number;
  /** What was written there, in base64. */
  output: string;
  /** The intent that had a data plane begin it; '' where none was asked. */
  intent_id: string;
  started_at: number;
  ended_at: number;
}

import type { Rule } from '#core/action.ts';
import type { ParameterDefinition } from '../command/parameters.ts';
import { ecsRefusals } from '../refusals.ts';

/** What decides whether a command may be sent. */
export interface InvokeFacts {
  readonly repeatMode: string;
  readonly frequency: string | undefined;
  /** In milliseconds, 0 where it is absent. */
  readonly launchAt: number;
  readonly recurrenceEndAt: number;
  /** The values of parameters; undefined where they are no such object. */
  readonly values: Readonly<Record<string, unknown>> | undefined;
  /** The parameters that the command has, where it has any. */
  readonly definitions: readonly ParameterDefinition[];
  readonly instances: readonly { readonly id: string; readonly status: string | undefined }[];
}

const repeats = ({ repeatMode }: InvokeFacts) => repeatMode === 'Rate';
const saysMode = ({ repeatMode }: InvokeFacts) => `RepeatMode is ${repeatMode}`;

/** The first parameter that has to be given and is not. */
const lacking = ({ values, definitions }: InvokeFacts) =>
  definitions.find(
    ({ Name = '', Required, DefaultValue }) =>
      Required && DefaultValue === undefined && values && !Object.hasOwn(values, Name),
  )?.Name;

/** The preconditions of InvokeCommand and RunCommand. Their tables were not seen. */
export const invokeRules: readonly Rule<InvokeFacts>[] = [
  {
    refusal: ecsRefusals.LaunchTimeMissing,
    parameter: 'LaunchTime',
    broken: ({ repeatMode, launchAt }) => repeatMode !== 'Once' && launchAt === 0,
    because: saysMode,
  },
  {
    refusal: ecsRefusals.FrequencyMissing,
    parameter: 'Frequency',
    broken: (facts) => repeats(facts) && facts.frequency === undefined,
    because: saysMode,
  },
  {
    refusal: ecsRefusals.RecurrenceEndTimeMissing,
    parameter: 'RecurrenceEndTime',
    broken: (facts) => repeats(facts) && facts.recurrenceEndAt === 0,
    because: saysMode,
  },
  {
    refusal: ecsRefusals.RecurrenceEndTimeMalformed,
    parameter: 'RecurrenceEndTime',
    broken: (facts) => repeats(facts) && facts.recurrenceEndAt < facts.launchAt,
    because: ({ launchAt, recurrenceEndAt }) =>
      recurrenceEndAt < launchAt ? 'it is before LaunchTime' : 'it is not before LaunchTime',
  },
  {
    refusal: ecsRefusals.ParametersMalformed,
    parameter: 'Parameters',
    broken: ({ values }) => values === undefined,
    because: ({ values }) =>
      values
        ? `${Object.keys(values).length} parameters are given`
        : 'it must be a JSON object of up to 60 texts',
  },
  {
    refusal: ecsRefusals.ParametersMalformed,
    parameter: 'Parameters',
    broken: (facts) => lacking(facts) !== undefined,
    because: (facts) => `${lacking(facts) ?? 'no parameter'} is missing`,
  },
  {
    refusal: ecsRefusals.InstanceNotFound,
    parameter: 'InstanceIds',
    broken: ({ instances }) => instances.some(({ status }) => status === undefined),
    because: ({ instances }) => {
      const missing = instances.find(({ status }) => status === undefined);
      return missing ? `there is no instance ${missing.id} in this region` : 'all instances exist';
    },
  },
  {
    refusal: ecsRefusals.InstanceUnregistered,
    parameter: 'InstanceIds',
    broken: ({ instances }) =>
      instances.some(({ status }) => status !== undefined && status !== 'RUNNING'),
    because: ({ instances }) => {
      const other = instances.find(({ status }) => status !== 'RUNNING');
      return other ? `${other.id} is ${other.status ?? 'absent'}` : 'all instances are RUNNING';
    },
  },
];

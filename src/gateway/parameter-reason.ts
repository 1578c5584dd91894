import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const MOST_OPTIONS = 10;

/** Why a value does not meet its contract, in words for the sender. */
export function reasonOf(issue: Issue): string {
  switch (issue.code) {
    case 'too_big':
      return `it has at most ${issue.maximum}${UNITS[issue.origin] ?? ''}`;
    case 'too_small':
      return `it has at least ${issue.minimum}${UNITS[issue.origin] ?? ''}`;
    case 'invalid_format':
      return `it must match ${'pattern' in issue && issue.pattern ? issue.pattern : issue.format}`;
    case 'invalid_value':
      return `it must be ${optionsOf(issue.values)}`;
    case 'invalid_type':
      return `it must be of the type ${issue.expected}`;
    case 'custom':
      return issue.message;
    default:
      return 'it does not meet its description';
  }
}

const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' items' };

function optionsOf(values: readonly unknown[]): string {
  if (values.length > MOST_OPTIONS) return `one of ${values.length} known values`;
  return values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`;
}

import { createContext, useContext } from 'react';
import type { Contract } from '../api/contracts.ts';
import type { Fault } from './errors.ts';
import type { Path, Values } from './values.ts';

/** What the fields of a form share. */
export interface FormState {
  readonly contract: Contract;
  readonly values: Values;
  readonly faults: readonly Fault[];
  /** Makes the ids of elements unlike those of other forms. */
  readonly prefix: string;
  readonly set: (path: Path, value: unknown) => void;
}

export const FormContext = createContext<FormState | undefined>(undefined);

/** The form that the field is in. */
export function useForm(): FormState {
  const form = useContext(FormContext);
  if (form === undefined) throw new Error('there is no form around this field');
  return form;
}

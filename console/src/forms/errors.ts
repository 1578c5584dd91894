import type { Contract } from '../api/contracts.ts';
import type { Failure, Verdict } from '../api/failure.ts';
import { contractName, type Path, wireName } from './values.ts';

/** What is wrong with a parameter: its name as the server says it, and why. */
export interface Fault {
  readonly parameter: string;
  readonly message: string;
}

/** What a refusal is about: what it says itself, or what the contract says of its code. */
export function faultOf(failure: Failure, contract: Contract): Fault | undefined {
  const { code, message, reason } = failure;
  const failed = failure.verdicts.find(({ verdict }) => verdict === 'fail');
  const listed = contract.refusals.find((each) => each.code === code)?.parameter;
  const named =
    [failure.parameter, failed?.parameter, listed].find(
      (each) => each !== undefined && each !== '*',
    ) ??
    inMessage(message, contract) ??
    inCode(code, contract);
  if (named === undefined) return undefined;
  return { parameter: named, message: reason === undefined ? message : `${message} ${reason}` };
}

/** A refusal of the gateway quotes the parameter: `The specified parameter X is ...`. */
function inMessage(message: string, { parameters }: Contract): string | undefined {
  const words = new Set(message.split(/[^A-Za-z0-9.]+/).map((word) => word.replace(/\.$/, '')));
  return Object.keys(parameters.properties ?? {}).find((name) => words.has(name));
}

/** A refusal of an action names what is wrong: `InvalidSubnet.NotFound` is about the `SubnetId`. */
function inCode(code: string, { parameters }: Contract): string | undefined {
  const [, stem] = /^Invalid([A-Za-z0-9]+?)(?:Id)?(?:\.|$)/.exec(code) ?? [];
  if (stem === undefined) return undefined;
  const names = Object.keys(parameters.properties ?? {});
  return (
    names.find((name) => name === `${stem}Id` || name === stem) ??
    names.find((name) => name.startsWith(stem))
  );
}

/** What preconditions say of parameters before the action is tried. */
export const faultsOf = (verdicts: readonly Verdict[], contract: Contract): Fault[] =>
  verdicts.flatMap(({ verdict, code, parameter, because }) => {
    if (verdict !== 'fail') return [];
    const named = parameter === '*' ? undefined : (parameter ?? inCode(code, contract));
    return named === undefined ? [] : [{ parameter: named, message: because }];
  });

/** The fault that is shown at a place: at the place itself, or at the nearest one around it. */
export function faultAt(faults: readonly Fault[], path: Path, isLeaf: boolean): string | undefined {
  const [wire, contract] = [wireName(path), contractName(path)];
  const found = faults.find(({ parameter }) => {
    const plain = parameter.replace(/\.\d+(?=\.|$)/g, '');
    if (parameter === wire || (plain === contract && plain === parameter)) return true;
    // An item of a list of texts has no place of its own.
    return isLeaf && plain === contract && parameter.startsWith(`${wire}.`);
  });
  return found?.message;
}

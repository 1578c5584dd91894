import type { Step } from './step.ts';
import { instanceSteps, orderSteps } from './steps-ecs.ts';
import { endSteps, groundSteps, interfaceSteps, networkSteps } from './steps-vpc.ts';

/** One story, step by step, by the kinds that they are about: later steps use what earlier ones made. */
export const STEPS: Readonly<Record<string, Step>> = {
  ...groundSteps,
  ...instanceSteps,
  ...interfaceSteps,
  ...networkSteps,
  ...orderSteps,
  ...endSteps,
};

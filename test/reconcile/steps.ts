import type { Step } from './step.ts';
import { clbSteps } from './steps-clb.ts';
import { ebsSteps } from './steps-ebs.ts';
import { commandSteps, imageSteps, instanceSteps, orderSteps } from './steps-ecs.ts';
import { natSteps } from './steps-natgateway.ts';
import { trafficSteps } from './steps-traffic.ts';
import { endSteps, groundSteps, interfaceSteps, networkSteps } from './steps-vpc.ts';

/** One story, step by step, by the kinds that they are about: later steps use what earlier ones made. */
export const STEPS: Readonly<Record<string, Step>> = {
  ...groundSteps,
  ...instanceSteps,
  ...imageSteps,
  ...commandSteps,
  ...clbSteps,
  ...interfaceSteps,
  ...networkSteps,
  ...trafficSteps,
  ...natSteps,
  ...ebsSteps,
  ...orderSteps,
  ...endSteps,
};

import * as z from 'zod';
import type { Inert } from '#core/action.ts';
import { text } from '#core/parameters.ts';
import { runInert, runParameters } from '../instance/run.parameters.ts';
import { time } from './times.ts';

/** The parameters of RunInstances that it takes, too. */
const LAUNCH = {
  ZoneId: true,
  ImageId: true,
  InstanceTypeId: true,
  InstanceName: true,
  NetworkInterfaces: true,
  Count: true,
  MinCount: true,
  Description: true,
  Hostname: true,
  UniqueSuffix: true,
  SuffixIndex: true,
  Password: true,
  KeyPairName: true,
  KeepImageCredential: true,
  UserData: true,
  Volumes: true,
  EipAddress: true,
  ProjectName: true,
  Tags: true,
  DeletionProtection: true,
  HttpTokens: true,
  DryRun: true,
  ClientToken: true,
  CpuMaxFrequency: true,
  HpcClusterId: true,
  InstallRunCommandAgent: true,
  SecurityEnhancementStrategy: true,
} as const;

/** Source: the SDK's types. They are the parameters of RunInstances, and the times. */
export const createParameters = () =>
  runParameters()
    .pick(LAUNCH)
    .extend({
      ScheduledInstanceName: text(128, 1),
      ScheduledInstanceDescription: text(255).optional(),
      ElasticScheduledInstanceType: z.enum(['Esi', 'Segmented']).default('Esi'),
      /** For segmented instances only. */
      DeliveryType: z.enum(['Reserve', 'Immediate']).default('Reserve'),
      StartDeliveryAt: time().optional(),
      EndDeliveryAt: time().optional(),
      AutoReleaseAt: time().optional(),
    });

export const createInert: Inert = Object.fromEntries(
  Object.entries(runInert).filter(([name]) => name in LAUNCH),
);

export type CreateInput = z.infer<ReturnType<typeof createParameters>>;

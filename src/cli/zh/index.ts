import { commander } from './commander.ts';
import { errors } from './errors.ts';
import { hostHelp } from './help/host.ts';
import { serverHelp } from './help/server.ts';
import { sharedHelp } from './help/shared.ts';
import { testHelp } from './help/tests.ts';
import { type Phrases, type Translate, translator } from './phrasebook.ts';
import { reasons } from './reasons/index.ts';
import { refusals } from './refusals.ts';
import { told } from './told.ts';
import { worldFile } from './world-file.ts';

/** What texts are about; a text is looked for among those of its kind alone. */
export type Subject = 'help' | 'errors' | 'worldFile' | 'told' | 'reasons' | 'refusals';

export type Chinese = Readonly<Record<Subject, Translate>>;

/** The phrasebook by subject. */
export const PHRASES: Readonly<Record<Subject, Phrases>> = {
  help: { ...commander.help, ...sharedHelp, ...serverHelp, ...testHelp, ...hostHelp },
  errors: { ...commander.errors, ...errors },
  worldFile,
  told,
  reasons,
  refusals,
};

/** Translates texts of each subject. */
export const chinese: Chinese = {
  help: translator(PHRASES.help),
  errors: translator(PHRASES.errors),
  worldFile: translator(PHRASES.worldFile),
  told: translator(PHRASES.told),
  reasons: translator(PHRASES.reasons),
  refusals: translator(PHRASES.refusals),
};

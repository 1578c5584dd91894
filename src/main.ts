#!/usr/bin/env node
/**
 * The command line. What a command needs is loaded when the command is called, so that each starts
 * fast.
 */
import module from 'node:module';
import { outliveReaders } from '#cli/terminal.ts';
import { silenceSqliteWarning } from '#cli/warnings.ts';

module.enableCompileCache?.();
silenceSqliteWarning();
outliveReaders();
void import('#cli/program.ts').then(({ runCommandLine }) => runCommandLine(process.argv));

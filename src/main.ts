#!/usr/bin/env node
/** The command line. What a command needs is loaded when it is called, so that each starts fast. */
import module from 'node:module';

module.enableCompileCache?.();
void import('./cli/program.ts').then(({ runCommandLine }) => runCommandLine(process.argv));

#!/usr/bin/env node
/** The command line. What a command needs is loaded when it is called, so that each starts fast. */
import module from 'node:module';

module.enableCompileCache?.();
const { runCommandLine } = await import('./cli/program.ts');
await runCommandLine(process.argv);

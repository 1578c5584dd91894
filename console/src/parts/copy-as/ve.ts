import { type CopiedCall, type CopyTarget, pairsOf, quoted, settings } from './copied-call.ts';

/** The call as a command of the vendor's command line. */
export function veCommand(call: CopiedCall, target: CopyTarget): string {
  const flags = pairsOf(call).map(([name, value]) => `--${name} ${quoted(value)}`);
  const command = [`ve ${call.service} ${call.action}`, ...flags].join(' \\\n  ');
  return `${settings(target)}\nVOLCENGINE_REGION=${quoted(call.region)} ${command}\n`;
}

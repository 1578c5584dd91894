import { dataPlaneProblems, probeDataPlane } from '#composition/host.ts';
import { isNewEnough, LEAST_NODE } from '#platform/version.ts';
import { type Diagnosis, no, ok } from './diagnosis.ts';
import { callFindings } from './doctor-call.ts';
import { environmentFindings } from './doctor-environment.ts';
import { profileFindings } from './doctor-profile.ts';
import { UsageError } from './error.ts';
import type { PlaneOptions } from './program-options.ts';
import type { ControlTokenOptions } from './secrets.ts';
import { styled, widthOf, wrapped } from './terminal.ts';

export interface DoctorOptions extends ControlTokenOptions {
  readonly endpoint: string;
  /** The one that a server is to have on this host: what it needs is then looked for, and no server. */
  readonly dataPlane: string;
  readonly planeOptions: PlaneOptions;
  readonly json?: boolean;
}

/** The columns of a mark, and the fewest of what is looked for. */
const MARGIN = 5;
const LEAST_WIDTH = 15;

/** Prints each check; exit code 1 when one fails. */
export async function doctor(options: DoctorOptions): Promise<void> {
  const { dataPlane, planeOptions, endpoint, json } = options;
  const problems = dataPlaneProblems(dataPlane, planeOptions);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const findings = [
    nodeVersion(process.versions.node),
    ...(dataPlane === 'none'
      ? [
          ...(await callFindings(options)),
          ...environmentFindings(endpoint),
          ...profileFindings(endpoint),
        ]
      : await planeNeeds(dataPlane, planeOptions)),
  ];
  if (json) console.log(JSON.stringify({ findings }, null, 2));
  else print(findings);
  if (findings.some(({ state }) => state === 'no')) process.exitCode = 1;
}

function print(findings: readonly Diagnosis[]): void {
  const marks = {
    ok: styled('green', ' ok'),
    note: styled('yellow', '  !'),
    no: styled('red', ' NO'),
  };
  const width = Math.max(LEAST_WIDTH, ...findings.map(({ what }) => what.length));
  for (const { what, state, said } of findings) {
    const text = wrapped(said, widthOf(), MARGIN + width + 1);
    console.log(`${marks[state]}  ${what.padEnd(width)} ${text}`);
  }
}

function nodeVersion(version: string): Diagnosis {
  const what = 'Node.js';
  return isNewEnough(version) ? ok(what, version) : no(what, `${version}: ${LEAST_NODE} is needed`);
}

/** What the data plane needs of this host, tried out. The reason for a no says what to do. */
async function planeNeeds(name: string, options: PlaneOptions): Promise<Diagnosis[]> {
  const capabilities = await probeDataPlane(name, options);
  return capabilities.map(({ name: what, available, reason }) =>
    available ? ok(what, 'works') : no(what, reason),
  );
}

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { run } from '../clients/lib/child.ts';
import { suiteOf } from '../clients/lib/suite.ts';
import { virtualEnvironment } from '../clients/lib/virtual-environment.ts';
import { ROOT } from '../package/packed.ts';
import { WORKFLOWS } from './files.ts';

/* Files for other systems are valid by these systems' own schemas. */

const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));

let bin: string;
const ready = async () => {
  bin = join(await virtualEnvironment('schemas', requirements), 'bin');
};

const SCHEMAS: readonly (readonly [string, string])[] = [
  ['deploy/compose.yaml', 'vendor.compose-spec'],
  ['docs/examples/ci/compose.yaml', 'vendor.compose-spec'],
  ['deploy/gitlab-ci.yml', 'vendor.gitlab-ci'],
  ['docs/examples/ci/github.yml', 'vendor.github-workflows'],
  ['action.yml', 'vendor.github-actions'],
  ...WORKFLOWS.map((path) => [path, 'vendor.github-workflows'] as const),
];

suiteOf('the files for other systems', ready, () => {
  const validate = (command: string, args: readonly string[]) =>
    run({ command: join(bin, 'python'), args: [join(bin, command), ...args] });

  it.each(SCHEMAS)('%s is as %s says', async (path, schema) => {
    const args = ['--builtin-schema', schema, join(ROOT, path)];
    expect(await validate('check-jsonschema', args)).toMatchObject({ code: 0 });
  });

  it('deploy/kubernetes.yaml is as Kubernetes says, without a field that it does not know', async () => {
    const args = ['--strict', join(ROOT, 'deploy/kubernetes.yaml')];
    expect(await validate('kubernetes-validate', args)).toMatchObject({ code: 0 });
  });
});

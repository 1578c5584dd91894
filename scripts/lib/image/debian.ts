import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParsedTarEntryWithData, unpackTar } from 'modern-tar';
import { output } from './command.ts';
import { type Entry, file, link } from './layer.ts';
import type { Platform } from './platform.ts';

/** The shared libraries that the Node.js program is linked with, by their package. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  libc6: ['libc.so.6', 'libm.so.6', 'libdl.so.2', 'libpthread.so.0'],
  'libstdc++6': ['libstdc++.so.6'],
  'libgcc-s1': ['libgcc_s.so.1'],
  libatomic1: ['libatomic.so.1'],
};

/**
 * The package from whose files a vulnerability scanner tells which distribution the packages are
 * from.
 */
const DISTRIBUTION = 'base-files';

interface Package {
  readonly name: string;
  /** What `dpkg-deb --field` prints. */
  readonly control: string;
  readonly entries: readonly ParsedTarEntryWithData[];
}

/**
 * The C and C++ libraries of this machine's distribution for any architecture, with their licences,
 * and with their versions where scanners look for them. It needs apt-get and dpkg-deb, but no
 * privileges: apt-get checks the signatures and writes to `scratch` only.
 */
export async function debianLibraries(platform: Platform, scratch: string): Promise<Entry[]> {
  const apt = await openApt(platform, scratch);
  const wanted = await Promise.all([...Object.keys(LIBRARIES), DISTRIBUTION].map(apt));
  const others = new Set(wanted.flatMap(ownersOfLicence));
  const packages = [...wanted, ...(await Promise.all([...others].map(apt)))];

  const { loader, loaderFolder, triplet } = platform;
  const libraries = Object.entries({ ...LIBRARIES, libc6: [...(LIBRARIES.libc6 ?? []), loader] });
  return [
    // The distribution has these links, too: there, /bin and /usr/bin are one folder, and so on.
    ...[...new Set(['bin', 'lib', loaderFolder])].map((path) => link(path, `usr/${path}`)),
    ...libraries.flatMap(([name, sonames]) =>
      sonames.map((soname) => {
        const entries = packages.find((each) => each.name === name)?.entries ?? [];
        return file(`usr/lib/${triplet}/${soname}`, libraryIn(entries, soname), 0o755);
      }),
    ),
    link(`usr/${loaderFolder}/${loader}`, `/usr/lib/${triplet}/${loader}`),
    file('usr/lib/os-release', contentOf(packages, 'usr/lib/os-release')),
    link('etc/os-release', '../usr/lib/os-release'),
    ...packages.map(({ name, control }) => file(`var/lib/dpkg/status.d/${name}`, control)),
    ...packages.flatMap(licenceOf),
  ];
}

/** Prepares to download packages of the architecture, and gives the function that does it. */
async function openApt({ debian }: Platform, scratch: string) {
  const state = join(scratch, 'apt');
  for (const name of ['lists/partial', 'archives/partial']) {
    mkdirSync(join(state, name), { recursive: true });
  }
  // An empty list, so that apt-get believes that nothing is installed.
  writeFileSync(join(state, 'status'), '');
  const settings = {
    'Dir::State': state,
    'Dir::State::Lists': join(state, 'lists'),
    'Dir::State::status': join(state, 'status'),
    'Dir::Cache': state,
    'APT::Architecture': debian,
    'APT::Architectures': debian,
    // As root, apt-get would switch to a user of its own, which cannot enter the scratch folder.
    'APT::Sandbox::User': '',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await output('apt-get', ['-qq', ...options, 'update'], state);

  return async (name: string): Promise<Package> => {
    const target = join(state, 'packages', name);
    mkdirSync(target, { recursive: true });
    await output('apt-get', ['-qq', ...options, 'download', name], target);
    const [deb = ''] = readdirSync(target);
    const path = join(target, deb);
    const [control, tar] = await Promise.all([
      output('dpkg-deb', ['--field', path]),
      output('dpkg-deb', ['--fsys-tarfile', path]),
    ]);
    return { name, control: control.toString(), entries: await unpackTar(tar) };
  };
}

/** The library's bytes; its name may be a link to that of its version. */
function libraryIn(entries: readonly ParsedTarEntryWithData[], soname: string): Uint8Array {
  const found = entries.find(({ header }) => header.name.endsWith(`/${soname}`));
  if (found === undefined) throw new Error(`no package has ${soname}`);
  const { type, linkname = '' } = found.header;
  return type === 'symlink'
    ? libraryIn(entries, linkname.split('/').at(-1) ?? '')
    : (found.data ?? new Uint8Array());
}

function contentOf(packages: readonly Package[], path: string): Uint8Array {
  const found = packages
    .flatMap(({ entries }) => entries)
    .find(({ header }) => header.name === `./${path}`);
  if (found?.data === undefined) throw new Error(`no package has ${path}`);
  return found.data;
}

const LICENCES = 'usr/share/doc';

/** The other packages to whose licences this package's licence is a link. */
const ownersOfLicence = ({ name, entries }: Package): string[] =>
  entries
    .filter(({ header }) => header.name === `./${LICENCES}/${name}` && header.type === 'symlink')
    .map(({ header }) => header.linkname ?? '');

const licenceOf = ({ name, entries }: Package): Entry[] =>
  entries.flatMap(({ header, data }) => {
    const path = `${LICENCES}/${name}`;
    if (header.name === `./${path}` && header.linkname) return [link(path, header.linkname)];
    const licence = `${path}/copyright`;
    return header.name === `./${licence}` && data !== undefined ? [file(licence, data)] : [];
  });

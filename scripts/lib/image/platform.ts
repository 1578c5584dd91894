/** What the parts of an image are called for one kind of machine. */
export interface Platform {
  /** As container engines name it. */
  readonly os: 'linux';
  readonly architecture: string;
  /** As Node.js, Debian and the C compiler name the architecture. */
  readonly node: string;
  readonly debian: string;
  readonly triplet: string;
  /** The program that loads shared libraries, and the folder in which programs expect it. */
  readonly loader: string;
  readonly loaderFolder: string;
}

const PLATFORMS: readonly Platform[] = [
  {
    os: 'linux',
    architecture: 'amd64',
    node: 'x64',
    debian: 'amd64',
    triplet: 'x86_64-linux-gnu',
    loader: 'ld-linux-x86-64.so.2',
    loaderFolder: 'lib64',
  },
  {
    os: 'linux',
    architecture: 'arm64',
    node: 'arm64',
    debian: 'arm64',
    triplet: 'aarch64-linux-gnu',
    loader: 'ld-linux-aarch64.so.1',
    loaderFolder: 'lib',
  },
];

export const nameOf = ({ os, architecture }: Platform): string => `${os}/${architecture}`;

/** The platform called `linux/amd64` or `linux/arm64`. */
export function platformCalled(name: string): Platform {
  const found = PLATFORMS.find((each) => nameOf(each) === name);
  if (found !== undefined) return found;
  throw new Error(`[${name}] is none of ${PLATFORMS.map(nameOf).join(', ')}`);
}

/** The platform of containers on this machine, whose own system may be another one. */
export const ownPlatform = (): Platform =>
  PLATFORMS.find(({ node }) => node === process.arch) ?? platformCalled('linux/amd64');

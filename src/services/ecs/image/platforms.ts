/** The usual platforms; a world file may name others. */
export const PLATFORMS = [
  'AlmaLinux',
  'CentOS',
  'Debian',
  'Fedora',
  'OpenSUSE',
  'Rocky Linux',
  'Ubuntu',
  'veLinux',
  'Windows Server',
];

import type { Image } from './world.ts';

/**
 * The built-in images. Their names are those that published configurations look for, in the
 * vendor's form; the ids are ours, since the vendor's differ from region to region. The three
 * oldest come first: the first is the default for an instance of a world file.
 */
export const DEFAULT_IMAGES: readonly Image[] = [
  linux('image-debian12x64tenon00', 'Debian', '12'),
  linux('image-ubuntu2204x64tenon', 'Ubuntu', '22.04'),
  linux('image-velinux20x64tenon0', 'veLinux', '2.0'),

  linux('image-velinux20cx64tenon', 'veLinux', '2.0', 'veLinux 2.0 CentOS Compatible 64 bit'),
  linux('image-velinux20cnx64teno', 'veLinux', '2.0', 'veLinux 2.0 CentOS兼容版 64位'),
  linux('image-velinux10x64tenon0', 'veLinux', '1.0'),
  linux('image-velinux10cx64tenon', 'veLinux', '1.0', 'veLinux 1.0 CentOS Compatible 64 bit'),
  linux('image-velinux10cnx64teno', 'veLinux', '1.0', 'veLinux 1.0 CentOS兼容版 64位'),
  {
    ...linux('image-velinux20arm64teno', 'veLinux', '2.0', 'veLinux 2.0 ARM 64 bit'),
    architecture: 'arm64',
  },
  linux('image-ubuntu2404x64tenon', 'Ubuntu', '24.04'),
  linux('image-ubuntu2004x64tenon', 'Ubuntu', '20.04'),
  linux('image-ubuntu1804x64tenon', 'Ubuntu', '18.04'),
  linux('image-debian11x64tenon00', 'Debian', '11'),
  linux('image-debian10x64tenon00', 'Debian', '10'),
  linux('image-centos76x64tenon00', 'CentOS', '7.6'),
  linux('image-centos77x64tenon00', 'CentOS', '7.7'),
  linux('image-centos78x64tenon00', 'CentOS', '7.8'),
  linux('image-centos79x64tenon00', 'CentOS', '7.9'),
  linux('image-centos82x64tenon00', 'CentOS', '8.2'),
  linux('image-centos83x64tenon00', 'CentOS', '8.3'),
  linux('image-centoss8x64tenon00', 'CentOS', 'Stream 8'),
  linux('image-centoss9x64tenon00', 'CentOS', 'Stream 9'),
  linux('image-rocky8x64tenon0000', 'Rocky Linux', '8.8'),
  linux('image-rocky9x64tenon0000', 'Rocky Linux', '9.2'),
  linux('image-alma9x64tenon00000', 'AlmaLinux', '9.2'),
  linux('image-openeuler2203x64te', 'openEuler', '22.03'),

  windows('image-windows2022x64teno', '2022'),
  windows('image-windows2019x64teno', '2019'),
  windows('image-windows2016x64teno', '2016'),
  windows('image-windows2012x64teno', '2012 R2'),
];

function linux(
  id: string,
  platform: string,
  platformVersion: string,
  name = `${platform} ${platformVersion} 64 bit`,
): Image {
  return {
    id,
    name,
    osName: name,
    osType: 'Linux',
    platform,
    platformVersion,
    architecture: 'amd64',
    sizeGiB: 20,
  };
}

function windows(id: string, version: string): Image {
  const name = `Windows Server ${version} Datacenter Edition 64 bit`;
  return {
    id,
    name,
    osName: name,
    osType: 'Windows',
    platform: 'Windows Server',
    platformVersion: version,
    architecture: 'amd64',
    sizeGiB: 40,
  };
}

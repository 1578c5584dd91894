import { packTar, type TarEntry } from 'modern-tar';
import { type Blob, blobOf, type Layer } from './layer.ts';
import type { Platform } from './platform.ts';

const MEDIA = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
};

/** How a container is started, as container engines name it. */
export interface RunConfig {
  readonly User: string;
  readonly WorkingDir: string;
  readonly Env: readonly string[];
  readonly Entrypoint: readonly string[];
  readonly Cmd: readonly string[];
  readonly ExposedPorts: Readonly<Record<string, object>>;
  readonly Volumes: Readonly<Record<string, object>>;
  readonly StopSignal: 'SIGTERM';
  readonly Labels: Readonly<Record<string, string>>;
  /**
   * Docker reads it, though the OCI specification does not have it. Durations are in nanoseconds.
   */
  readonly Healthcheck: {
    readonly Test: readonly string[];
    readonly Interval: number;
    readonly Timeout: number;
    readonly StartPeriod: number;
    readonly Retries: number;
  };
}

export interface PlatformImage {
  readonly platform: Platform;
  readonly layers: readonly Layer[];
}

export interface ImageArchive {
  readonly tar: Uint8Array;
  /** The digest by which a registry would name the image. */
  readonly digest: string;
}

/**
 * Writes an OCI image layout, in a tar file: one image, or one for each platform. For engines that do
 * not read that, an image of one platform is also what `docker save` writes.
 *
 * @param created the time of the image, as ISO 8601
 */
export async function writeArchive(
  name: { readonly repository: string; readonly tag: string },
  images: readonly PlatformImage[],
  config: RunConfig,
  created: string,
): Promise<ImageArchive> {
  const blobs = new Map<string, Blob>();
  const keep = (blob: Blob, mediaType: string) => {
    blobs.set(blob.digest, blob);
    return { mediaType, digest: blob.digest, size: blob.data.length };
  };
  const annotations = config.Labels;
  const written = images.map(({ platform, layers }) => {
    const { os, architecture } = platform;
    const about = {
      created,
      architecture,
      os,
      config,
      rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
      history: layers.map(() => ({ created, created_by: 'npm run image' })),
    };
    const manifest = {
      schemaVersion: 2,
      mediaType: MEDIA.manifest,
      config: keep(json(about), MEDIA.config),
      layers: layers.map((layer) => keep(layer, MEDIA.layer)),
      annotations,
    };
    return { manifest, ...keep(json(manifest), MEDIA.manifest), platform: { architecture, os } };
  });
  const manifests = written.map(({ manifest: _, ...descriptor }) => descriptor);
  const [first, another] = manifests;
  if (first === undefined) throw new Error('an image is of one platform at least');
  const root =
    another === undefined
      ? first
      : keep(
          json({ schemaVersion: 2, mediaType: MEDIA.index, manifests, annotations }),
          MEDIA.index,
        );
  const reference = `${name.repository}:${name.tag}`;
  const index = {
    schemaVersion: 2,
    mediaType: MEDIA.index,
    manifests: [
      {
        ...root,
        annotations: {
          'org.opencontainers.image.ref.name': name.tag,
          'io.containerd.image.name': reference,
        },
      },
    ],
  };
  const files: [string, Uint8Array][] = [
    ['oci-layout', json({ imageLayoutVersion: '1.0.0' }).data],
    ['index.json', json(index).data],
    ...[...blobs.values()].map(({ digest, data }): [string, Uint8Array] => [pathOf(digest), data]),
  ];
  if (another === undefined) {
    const saved = written.map(({ manifest }) => ({
      Config: pathOf(manifest.config.digest),
      RepoTags: [reference],
      Layers: manifest.layers.map(({ digest }) => pathOf(digest)),
    }));
    files.push(['manifest.json', json(saved).data]);
  }
  return { tar: await packTar(files.map(inTar)), digest: root.digest };
}

const json = (value: unknown): Blob => blobOf(Buffer.from(JSON.stringify(value)));

const pathOf = (digest: string): string => `blobs/${digest.replace(':', '/')}`;

const inTar = ([name, data]: [string, Uint8Array]): TarEntry => ({
  header: { name, size: data.length, type: 'file', mode: 0o644, mtime: new Date(0) },
  body: data,
});

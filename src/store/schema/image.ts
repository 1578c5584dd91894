import type { ResourceRow } from './resource.ts';

export interface ImageTables {
  image: ImageRow;
  image_share: ImageShareRow;
  image_task: ImageTaskRow;
}

/** A custom image. The images of the world have no rows. */
export interface ImageRow extends ResourceRow {
  os_name: string;
  os_type: string;
  platform: string;
  platform_version: string;
  architecture: string;
  /** '' where it is not known. */
  boot_mode: string;
  license_type: string;
  /** GiB. */
  size: number;
  /** The system volume's snapshot that it was made of, '' for none. */
  snapshot_id: string;
  /** '' where it was never asked for. */
  detection_status: string;
}

/** Another account that may use an image. */
export interface ImageShareRow {
  image_id: string;
  account_id: string;
  region: string;
}

/** What makes or exports an image. It goes with the image. */
export interface ImageTaskRow {
  id: string;
  account_id: string;
  region: string;
  /** The image that it makes or exports. */
  image_id: string;
  /** The image that it copies, '' for none. */
  source_image_id: string;
  type: string;
  status: string;
  /** Milliseconds since the epoch. */
  created_at: number;
  /** 0 until it has ended. */
  ended_at: number;
}

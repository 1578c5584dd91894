import * as z from 'zod';
import type { IamAccessKeyRow } from '#store/schema/iam.ts';
import { iamDate } from '../parameters.ts';

/** A key as answers show it, without its secret. */
export const accessKeyResult = () => ({
  AccessKeyId: z.string(),
  /** '' for a key of the account itself. */
  UserName: z.string(),
  Status: z.string(),
  CreateDate: z.string(),
  UpdateDate: z.string(),
});

export const viewAccessKey = (
  row: Pick<IamAccessKeyRow, 'id' | 'status' | 'created_at' | 'updated_at'>,
  userName: string,
): z.infer<z.ZodObject<ReturnType<typeof accessKeyResult>>> => ({
  AccessKeyId: row.id,
  UserName: userName,
  Status: row.status,
  CreateDate: iamDate(row.created_at),
  UpdateDate: iamDate(row.updated_at),
});

import * as z from 'zod';
import { type Paging, type PagingRequest, pagingOf } from '#core/paging.ts';
import { integer } from '#core/parameters.ts';

/** Pages by number alone, as most lists of this service have them. */
export const pageParameters = () => ({
  PageNumber: integer(0, 1_000_000).optional(),
  PageSize: integer(1, 100).optional(),
});

export const pageResult = () => ({
  PageNumber: z.int(),
  PageSize: z.int(),
  TotalCount: z.int(),
});

/** The size of a page of volumes and of policies. Source: the descriptions of PageSize. */
export const VOLUMES_A_PAGE = 15;
/** Of snapshots, their groups and their chains. */
export const SNAPSHOTS_A_PAGE = 10;
export const VOLUME_TYPES_A_PAGE = 50;

/** Which page is asked for, where the list has a page size of its own. */
export const pagingBy = (usualSize: number, request: PagingRequest): Paging =>
  pagingOf({ ...request, PageSize: request.PageSize ?? usualSize });

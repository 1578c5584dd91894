import * as z from 'zod';
import { type Paging, type PagingRequest, pagingOf } from '#core/paging.ts';
import { integer } from '#core/parameters.ts';

/** How the ecs service pages: a token that is '' on the last page. */
export const tokenPaging = (mostResults: number) => ({
  NextToken: z.string().max(256).optional(),
  MaxResults: integer(1, mostResults).optional(),
});

export const DEFAULT_MAX_RESULTS = 10;

/**
 * Which page is asked for. Page numbers count only when they are given: Terraform's
 * ecs_instance_state sends them.
 */
export function tokenPagingOf(
  request: PagingRequest,
  defaultMaxResults = DEFAULT_MAX_RESULTS,
): Paging {
  const byNumber = request.PageNumber !== undefined || request.PageSize !== undefined;
  const asked = byNumber
    ? request
    : { ...request, MaxResults: request.MaxResults ?? defaultMaxResults };
  return pagingOf(asked);
}

/** How the lists of the cloud assistant page: by number. */
export const numberPaging = () => ({
  PageNumber: integer(0, 1_000_000).optional(),
  PageSize: integer(1, 100).optional(),
});

export const numberPagingResult = () => ({
  PageNumber: z.int(),
  PageSize: z.int(),
  TotalCount: z.int(),
});

/** What such a list says of its page. */
export const pageNumbers = ({
  PageNumber,
  PageSize,
  TotalCount,
}: {
  readonly PageNumber: number;
  readonly PageSize: number;
  readonly TotalCount: number;
}) => ({ PageNumber, PageSize, TotalCount });

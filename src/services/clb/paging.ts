import * as z from 'zod';
import { integer } from '#core/parameters.ts';

/** Lists of this service are read by number alone. Source: the SDK's types. */
export const numberPaging = () => ({
  PageNumber: integer(0, 1_000_000).optional(),
  PageSize: integer(1, 100).optional(),
});

export const numberPagingResult = () => ({
  PageNumber: z.int(),
  PageSize: z.int(),
  TotalCount: z.int(),
});

interface Numbers {
  readonly PageNumber: number;
  readonly PageSize: number;
  readonly TotalCount: number;
}

/** What such a list says of its page. */
export const pageNumbers = ({ PageNumber, PageSize, TotalCount }: Numbers): Numbers => ({
  PageNumber,
  PageSize,
  TotalCount,
});

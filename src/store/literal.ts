import { type RawBuilder, sql } from 'kysely';

/**
 * A value that stands in the statement itself. A condition of an index is met only by one that is
 * written alike: with a parameter no engine sees that the index has all rows that are asked for.
 */
export const literal = (value: string): RawBuilder<string> => sql.lit(value);

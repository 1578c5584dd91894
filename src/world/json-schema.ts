import * as z from 'zod';
import { worldFileSchema } from './file-schema.ts';

/** The JSON schema of a world file, for editors that complete and check YAML. */
export function worldJsonSchema(): object {
  const schema = z.toJSONSchema(worldFileSchema, { io: 'input', target: 'draft-7' });
  return { title: 'A Tenon world file', ...schema };
}

import * as z from 'zod';
import { type Route, routesOf } from './route.ts';

const route = routesOf<unknown>();

/** The description of the routes that `routes` gives, itself among them. */
export function openApiRoutes(routes: () => readonly Route<never>[]): Route<unknown>[] {
  return [
    route({
      method: 'GET',
      path: 'openapi.json',
      summary: 'Describes this API itself, as OpenAPI 3.1.',
      answer: z.record(z.string(), z.unknown()),
      async handle() {
        const { openApiOf } = await import('./openapi.ts');
        return { ...openApiOf(routes()) };
      },
    }),
  ];
}

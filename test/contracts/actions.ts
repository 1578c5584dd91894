import { SERVICES } from '#test/support/services.ts';

/** Prints every action that is carried out, as `[service, version, action]`, for shapes.py. */
const actions = SERVICES.flatMap(({ name, version, actions }) =>
  actions.map((action) => [name, version, action.name]),
);
console.log(JSON.stringify(actions));

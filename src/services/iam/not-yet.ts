type Lost = Readonly<Record<string, string>>;

/** Actions that are missing together, for one reason. */
const family = (lost: string, ...actions: readonly string[]): Lost =>
  Object.fromEntries(actions.map((action) => [action, lost]));

/**
 * Actions that the vendor has and Tenon does not carry out yet, with what users miss.
 * They are answered with 501, and docs/actions.md lists them.
 */
export const PROJECTS_NOT_YET: Lost = {
  ListProjectResources: 'what is in a project is seen in the Describe actions of each resource',
};

/** The same for the older version, which has users and roles. */
export const IDENTITIES_NOT_YET: Lost = {
  ...family(
    'the services that these keys are for are not here',
    'CreateApiKey',
    'DeleteApiKey',
    'ListApiKeys',
    'UpdateApiKey',
  ),
};

/**
 * What the log says about an error and its causes. Other fields are left out: drivers put rows,
 * parameters and URLs, and so secrets, into them.
 */
export function fieldsOfError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return {
    type: name,
    message,
    ...(typeof code === 'string' && { code }),
    stack,
    ...(cause !== undefined && { cause: fieldsOfError(cause) }),
  };
}

/**
 * What the log says of an error, its causes included. Other fields stay out: drivers put rows,
 * parameters and URLs in them, and so secrets.
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

// The scenario with @volcengine/sdk-core: clients of commands, nested input.
import { Client, Command } from '@volcengine/sdk-core';
import { play } from './scenario.mjs';

const { VOLCENGINE_ENDPOINT, VOLCENGINE_REGION } = process.env;

/** Calls as one key: input to `Result`. Throws an error with `status` and `code` for a refusal. */
function signedBy(credentials) {
  const client = new Client({
    host: VOLCENGINE_ENDPOINT.replace('http://', ''),
    protocol: 'http',
    region: VOLCENGINE_REGION,
    ...credentials,
  });
  return async (
    service,
    action,
    input,
    { version, method = 'GET', contentType = 'text/plain' },
  ) => {
    const command = new Command(input);
    command.requestConfig = {
      params: { Action: action, Version: version },
      method,
      serviceName: service,
      contentType,
    };
    try {
      return (await client.send(command)).Result;
    } catch (error) {
      const refusal = error.data?.ResponseMetadata?.Error;
      if (refusal === undefined) throw error;
      throw Object.assign(new Error(refusal.Message), { status: error.status, code: refusal.Code });
    }
  };
}

await play(signedBy, {
  form: { method: 'POST', contentType: 'application/x-www-form-urlencoded' },
  json: { method: 'POST', contentType: 'application/json' },
});

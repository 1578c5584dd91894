// The scenario with @volcengine/openapi: a Service, flat input.
import openapi from '@volcengine/openapi';
import { play } from './scenario.mjs';

const { VOLCENGINE_ENDPOINT, VOLCENGINE_REGION } = process.env;

/** Calls as one key: input to `Result`. Throws an error with `status` and `code` for a refusal. */
function signedBy({ accessKeyId, secretAccessKey, sessionToken }) {
  return async (serviceName, action, input, { version, contentType }) => {
    const service = new openapi.Service({
      serviceName,
      defaultVersion: version,
      host: VOLCENGINE_ENDPOINT.replace('http://', ''),
      protocol: 'http:',
      region: VOLCENGINE_REGION,
      accessKeyId,
      secretKey: secretAccessKey,
      ...(sessionToken && { sessionToken }),
    });
    const call = service.createAPI(action, {
      method: contentType === undefined ? 'GET' : 'POST',
      contentType,
    });
    const answer = await call(contentType === 'json' ? input : flat(input));
    const refusal = answer.ResponseMetadata.Error;
    if (refusal !== undefined)
      throw Object.assign(new Error(refusal.Message), { code: refusal.Code });
    return answer.Result;
  };
}

/** `{Tags: [{Key: 'a'}]}` is `Tags.1.Key=a`. */
function flat(value, name = '') {
  if (value === null || typeof value !== 'object') return { [name]: value };
  const shift = Array.isArray(value) ? 1 : 0;
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, part]) => {
      const step = shift + (shift === 1 ? Number(key) : 0) || key;
      return flat(part, name === '' ? key : `${name}.${step}`);
    }),
  );
}

await play(signedBy, { form: { contentType: 'urlencode' }, json: { contentType: 'json' } });

// The same with @volcengine/openapi.
import { createInterface } from 'node:readline';
import openapi from '@volcengine/openapi';

const { VOLCENGINE_ENDPOINT, VOLCENGINE_REGION, TIMEOUT_MS } = process.env;
const service = new openapi.Service({
  host: VOLCENGINE_ENDPOINT.replace('http://', ''),
  serviceName: 'vpc',
  protocol: 'http:',
  defaultVersion: '2020-04-01',
  region: VOLCENGINE_REGION,
  accessKeyId: process.env.VOLCENGINE_ACCESS_KEY,
  secretKey: process.env.VOLCENGINE_SECRET_KEY,
});
const createVpc = service.createAPI('CreateVpc', {});

for await (const token of createInterface({ input: process.stdin })) {
  const input = { CidrBlock: '10.0.0.0/16', ...(token && { ClientToken: token }) };
  try {
    const answer = await createVpc(input, { timeout: Number(TIMEOUT_MS) });
    const code = answer.ResponseMetadata.Error?.Code;
    console.log(JSON.stringify(code ? { done: false, why: code } : { done: true }));
  } catch (error) {
    console.log(JSON.stringify({ done: false, why: error.message }));
  }
}

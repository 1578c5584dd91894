// For each line of standard input one CreateVpc with @volcengine/sdk-core: the line is its
// ClientToken, or empty. It prints what it believes, and why.
import { createInterface } from 'node:readline';
import { Client, Command } from '@volcengine/sdk-core';

const { VOLCENGINE_ENDPOINT, VOLCENGINE_REGION, TIMEOUT_MS } = process.env;
const client = new Client({
  host: VOLCENGINE_ENDPOINT.replace('http://', ''),
  protocol: 'http',
  region: VOLCENGINE_REGION,
  accessKeyId: process.env.VOLCENGINE_ACCESS_KEY,
  secretAccessKey: process.env.VOLCENGINE_SECRET_KEY,
  httpOptions: { timeout: Number(TIMEOUT_MS) },
});

for await (const token of createInterface({ input: process.stdin })) {
  const command = new Command({ CidrBlock: '10.0.0.0/16', ...(token && { ClientToken: token }) });
  command.requestConfig = {
    params: { Action: 'CreateVpc', Version: '2020-04-01' },
    method: 'GET',
    serviceName: 'vpc',
    contentType: 'text/plain',
  };
  try {
    await client.send(command);
    console.log(JSON.stringify({ done: true }));
  } catch (error) {
    const code = error.data?.ResponseMetadata?.Error?.Code;
    console.log(JSON.stringify({ done: false, why: code ?? error.message }));
  }
}

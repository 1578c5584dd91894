// node attach.mjs ENI INSTANCE: attaches a network interface and waits until it is in use.
import { Client, Command } from '@volcengine/sdk-core';

const [NetworkInterfaceId, InstanceId] = process.argv.slice(2);
const client = new Client({
  host: process.env.VOLCENGINE_ENDPOINT.replace('http://', ''), // without the scheme
  protocol: 'http',
  region: process.env.VOLCENGINE_REGION,
  accessKeyId: process.env.VOLCENGINE_ACCESS_KEY,
  secretAccessKey: process.env.VOLCENGINE_SECRET_KEY,
});

/** Services without a package of their own are called through Command. */
async function vpc(Action, input) {
  const command = new Command(input);
  command.requestConfig = {
    params: { Action, Version: '2020-04-01' },
    method: 'GET',
    serviceName: 'vpc',
    contentType: 'text/plain',
  };
  return (await client.send(command)).Result;
}

try {
  await vpc('AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
  for (let status = ''; status !== 'InUse'; ) {
    ({ Status: status } = await vpc('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId }));
    console.log(status);
    if (status !== 'InUse') await new Promise((next) => setTimeout(next, 200));
  }
} catch (error) {
  // What is not a 2xx is thrown, with the envelope in `data`.
  const { Code, Message } = error.data?.ResponseMetadata?.Error ?? {};
  if (Code === undefined) throw error;
  console.error(`${error.status} ${Code}: ${Message}`);
  process.exit(1);
}

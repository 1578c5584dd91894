// node settle.mjs: a VPC that is on its way until the program says that time has passed.
import { Client, Command } from '@volcengine/sdk-core';
import { startTenon } from 'tenon';

const tenon = await startTenon({ transitions: 'manual' });
try {
  const { accessKeyId, secretAccessKey } = tenon.credentials;
  const client = new Client({
    host: tenon.url.replace('http://', ''), // without the scheme
    protocol: 'http',
    region: tenon.region,
    accessKeyId,
    secretAccessKey,
  });
  const vpc = async (Action, input = {}) => {
    const command = new Command(input);
    command.requestConfig = {
      params: { Action, Version: '2020-04-01' },
      method: 'GET',
      serviceName: 'vpc',
      contentType: 'text/plain',
    };
    return (await client.send(command)).Result;
  };
  const status = async () => (await vpc('DescribeVpcs')).Vpcs.map(({ Status }) => Status);

  await vpc('CreateVpc', { CidrBlock: '10.0.0.0/16' });
  console.log(await status()); // [ 'Creating' ]
  await tenon.clock.advance('1m');
  console.log(await status()); // [ 'Available' ]
  await tenon.reset();
  console.log(await status()); // []
} finally {
  await tenon.close();
}

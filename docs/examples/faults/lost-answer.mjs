// node lost-answer.mjs: an answer that is lost after the commit, without a ClientToken and with one.
import { Client, Command } from '@volcengine/sdk-core';
import { startTenon } from 'tenon';

const tenon = await startTenon();
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
  for (const token of [{}, { ClientToken: 'mine' }]) {
    await tenon.reset();
    const fault = await tenon.fault({
      service: 'vpc',
      action: 'CreateVpc',
      when: 'answer',
      cut: true,
    });
    await vpc('CreateVpc', { CidrBlock: '10.0.0.0/16', ...token }); // the SDK asks again by itself
    console.log(fault.struck(), (await vpc('DescribeVpcs')).TotalCount); // 1 2, and then 1 1
  }
} finally {
  await tenon.close();
}

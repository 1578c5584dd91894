// What is tested: attaches network interfaces, and does not give up at the first trouble.
import { type Client, Command } from '@volcengine/sdk-core';

const PASSES_BY_ITSELF = [
  'FlowLimitExceeded',
  'ServiceUnavailableTemp',
  'InvalidOperation.Conflict',
];
const ON_THE_WAY = ['Attaching', 'Detaching', 'Creating'];

/** The code of a refusal; '' where there was no whole answer. */
export function codeOf(error: unknown): string {
  const { data } = error as { data?: { ResponseMetadata?: { Error?: { Code?: string } } } };
  return data?.ResponseMetadata?.Error?.Code ?? '';
}

export class Nics {
  constructor(
    readonly client: Client,
    readonly sleep: (ms: number) => Promise<void>,
    readonly tries = 5,
  ) {}

  /** Sends one call, as often as it takes. */
  async call<Result>(service: string, Action: string, input: object): Promise<Result> {
    for (let left = this.tries - 1; ; left -= 1) {
      try {
        const command = new Command(input);
        command.requestConfig = {
          params: { Action, Version: '2020-04-01' },
          method: 'GET',
          serviceName: service,
          contentType: 'text/plain',
        };
        return (await this.client.send(command)).Result as Result;
      } catch (error) {
        const code = codeOf(error);
        if (left === 0 || (code !== '' && !PASSES_BY_ITSELF.includes(code))) throw error;
        await this.sleep(100);
      }
    }
  }

  /** Attaches an interface and waits until it is in use. */
  async attach(NetworkInterfaceId: string, InstanceId: string): Promise<void> {
    try {
      await this.call('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
    } catch (error) {
      // The answer to an earlier try may have been lost, and that try have been carried out.
      if (codeOf(error) !== 'InvalidEni.InvalidStatus') throw error;
      const { DeviceId } = await this.show(NetworkInterfaceId);
      if (DeviceId !== InstanceId) throw error;
    }
    let { Status } = await this.show(NetworkInterfaceId);
    while (ON_THE_WAY.includes(Status)) {
      await this.sleep(500);
      ({ Status } = await this.show(NetworkInterfaceId));
    }
    if (Status !== 'InUse') throw new Error(`${NetworkInterfaceId} is ${Status}`);
  }

  show(NetworkInterfaceId: string) {
    return this.call<{ Status: string; DeviceId: string }>(
      'vpc',
      'DescribeNetworkInterfaceAttributes',
      { NetworkInterfaceId },
    );
  }
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCall, useSession } from '../../app/session.tsx';

/** What may send or receive a packet. */
export interface End {
  readonly id: string;
  /** Its name and address, as far as it has them. */
  readonly text: string;
}

interface Nic {
  readonly NetworkInterfaceId: string;
  readonly NetworkInterfaceName: string;
  readonly PrimaryIpAddress: string;
  readonly DeviceId: string;
  readonly Type: string;
}

interface Instance {
  readonly InstanceId: string;
  readonly InstanceName: string;
  readonly NetworkInterfaces: readonly { readonly PrimaryIpAddress: string; Type: string }[];
}

const UNRECORDED = { unrecorded: true };
/** More would be no help in choosing: any other id may be written. */
const MOST = 100;

/** The first instances and interfaces of the account in the region, and the internet. */
export function useEnds() {
  const { t } = useTranslation('packet');
  const { scope } = useSession();
  const call = useCall();
  return useQuery({
    queryKey: ['api', scope.accountId, scope.region, 'packet-ends', t('internet')],
    queryFn: async (): Promise<End[]> => {
      const [instances, nics] = await Promise.all([
        call<{ Instances: Instance[] }>(
          'ecs',
          'DescribeInstances',
          { MaxResults: MOST },
          UNRECORDED,
        ),
        call<{ NetworkInterfaceSets: Nic[] }>(
          'vpc',
          'DescribeNetworkInterfaces',
          { PageSize: MOST },
          UNRECORDED,
        ),
      ]);
      const free = nics.NetworkInterfaceSets.filter(({ Type }) => Type !== 'primary');
      return [
        ...instances.Instances.map(({ InstanceId, InstanceName, NetworkInterfaces }) => ({
          id: InstanceId,
          text: `${InstanceName} ${primaryOf(NetworkInterfaces)}`,
        })),
        ...free.map(({ NetworkInterfaceId, NetworkInterfaceName, PrimaryIpAddress, DeviceId }) => ({
          id: NetworkInterfaceId,
          text: [
            NetworkInterfaceName === NetworkInterfaceId ? '' : NetworkInterfaceName,
            PrimaryIpAddress,
            DeviceId,
          ].join(' '),
        })),
        { id: 'internet', text: t('internet') },
      ];
    },
  });
}

const primaryOf = (nics: Instance['NetworkInterfaces']): string =>
  nics.find(({ Type }) => Type === 'primary')?.PrimaryIpAddress ?? '';

import { expect, it } from 'vitest';
import { terraformResource } from './terraform.ts';

const written = (action: string, parameters: Record<string, unknown>) =>
  terraformResource({ service: '', version: '', region: '', action, parameters });

it('writes the resource of an action, aligned, with what the provider lacks as a comment', () => {
  const parameters = {
    SubnetId: 'subnet-1',
    SecurityGroupIds: ['sg-1', 'sg-2'],
    Ipv6Address: ['2001:db8::5'],
    NetworkInterfaceName: `a "${'$'}{b}"`,
    MacAddress: '02:00:00:00:00:01',
    ServiceManaged: false,
    Tags: [{ Key: 'team', Value: 'net' }],
    ClientToken: 'x',
  };
  expect(
    written('CreateNetworkInterface', parameters),
  ).toBe(`resource "volcengine_network_interface" "this" {
  subnet_id              = "subnet-1"
  security_group_ids     = ["sg-1", "sg-2"]
  ipv6_addresses         = ["2001:db8::5"]
  network_interface_name = "a \\"$\${b}\\""
  tags {
    key   = "team"
    value = "net"
  }
  # The provider has nothing for MacAddress.
}
`);
});

it('writes a launch with its interfaces and volumes where the provider has them', () => {
  const parameters = {
    ImageId: 'image-1',
    InstanceTypeId: 'ecs.g3i.large',
    NetworkInterfaces: { 1: { SubnetId: 'subnet-1', SecurityGroupIds: { 1: 'sg-1' } } },
    Volumes: [
      { VolumeType: 'ESSD_PL0', Size: 40 },
      { VolumeType: 'ESSD_PL0', Size: 100 },
    ],
    Count: 1,
  };
  expect(written('RunInstances', parameters)).toBe(`resource "volcengine_ecs_instance" "this" {
  image_id           = "image-1"
  instance_type      = "ecs.g3i.large"
  subnet_id          = "subnet-1"
  security_group_ids = ["sg-1"]
  system_volume_type = "ESSD_PL0"
  system_volume_size = 40
  data_volumes {
    volume_type = "ESSD_PL0"
    size        = 100
  }
  # The provider has nothing for Count.
}
`);
});

it('calls the billing types as the provider does, and says the direction of a rule', () => {
  expect(written('AllocateEipAddress', { BillingType: 3, Bandwidth: 5 })).toContain(
    'billing_type = "PostPaidByTraffic"',
  );
  const rule = { SecurityGroupId: 'sg-1', Protocol: 'tcp', PortStart: 22, PortEnd: 22 };
  expect(written('AuthorizeSecurityGroupIngress', rule)).toMatch(/direction\s+= "ingress"/);
});

it('has none for an action that makes nothing', () => {
  expect(written('DescribeVpcs', {})).toBeUndefined();
});

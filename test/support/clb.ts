import { clientOf, type Maker } from './scene.ts';

type Input = Readonly<Record<string, unknown>>;

/** Makes a load balancer in a subnet. Resolves to its id. */
export async function madeLoadBalancer(maker: Maker, SubnetId: string, input: Input = {}) {
  const asked = { Type: 'private', RegionId: 'cn-beijing', SubnetId, ...input };
  const made = await clientOf(maker).ok('clb', 'CreateLoadBalancer', asked);
  return made.LoadBalancerId as string;
}

/** Makes a server group of a load balancer. Resolves to its id. */
export async function madeServerGroup(maker: Maker, LoadBalancerId: string, input: Input = {}) {
  const made = await clientOf(maker).ok('clb', 'CreateServerGroup', { LoadBalancerId, ...input });
  return made.ServerGroupId as string;
}

/** Makes a listener of HTTP. Resolves to its id. */
export async function madeListener(
  maker: Maker,
  LoadBalancerId: string,
  ServerGroupId: string,
  input: Input = {},
) {
  const asked = { LoadBalancerId, ServerGroupId, Protocol: 'HTTP', Port: 80, ...input };
  const made = await clientOf(maker).ok('clb', 'CreateListener', asked);
  return made.ListenerId as string;
}

/** Makes an ACL. Resolves to its id. */
export async function madeAcl(maker: Maker, input: Input = {}) {
  return (await clientOf(maker).ok('clb', 'CreateAcl', input)).AclId as string;
}

/** Uploads a certificate that nobody can read. Resolves to its id. */
export async function madeCertificate(maker: Maker, input: Input = {}) {
  const pem = { PublicKey: 'public-key', PrivateKey: 'private-key' };
  const made = await clientOf(maker).ok('clb', 'UploadCertificate', { ...pem, ...input });
  return made.CertificateId as string;
}

type Ask = (
  service: string,
  action: string,
  input: Record<string, unknown>,
) => Promise<Record<string, unknown>>;

/** Makes a load balancer with a listener, a rule and servers. */
export async function furnishClb(ok: Ask, SubnetId: string): Promise<void> {
  const clb = (action: string, input: Record<string, unknown>) => ok('clb', action, input);
  const { LoadBalancerId } = await clb('CreateLoadBalancer', { Type: 'private', SubnetId });
  await clb('CreateHealthCheckLogProject', {});
  const { ServerGroupId } = await clb('CreateServerGroup', { LoadBalancerId });
  await clb('AddServerGroupBackendServers', {
    ServerGroupId,
    Servers: [{ Type: 'ip', Ip: '10.0.1.9', Port: 80 }],
  });
  const { AclId } = await clb('CreateAcl', {});
  await clb('AddAclEntries', { AclId, AclEntries: [{ Entry: '10.0.0.0/8' }] });
  const { CertificateId } = await clb('UploadCertificate', { PublicKey: 'a', PrivateKey: 'b' });
  const { ListenerId } = await clb('CreateListener', {
    LoadBalancerId,
    ServerGroupId,
    Protocol: 'HTTPS',
    Port: 443,
    CertificateId,
  });
  await clb('CreateRules', { ListenerId, Rules: [{ Domain: 'a.example', ServerGroupId }] });
}

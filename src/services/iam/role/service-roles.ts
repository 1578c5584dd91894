/**
 * The roles that services of the vendor are linked to, by the names that CreateServiceLinkedRole has
 * for the services. Source: a public guide to deployments with `ve`, whose table was made from answers of
 * the API; those of ecs and vpc, which the Terraform provider's examples name, are ours.
 */
const SERVICE_ROLES: ReadonlyMap<string, string> = new Map([
  ['Kafka', 'ServiceRoleForKafka'],
  ['RabbitMQ', 'ServiceRoleForRabbitMQ'],
  ['Redis', 'ServiceRoleForRedis'],
  ['RocketMQ', 'ServiceRoleForRocketMQ'],
  ['TLS', 'ServiceRoleForTLS'],
  ['Volc_Observe', 'ServiceRoleForVolcObserve'],
  ['aidap', 'ServiceRoleForAIDAP'],
  ['alb', 'ServiceRoleForALB'],
  ['apig', 'ServiceRoleForApig'],
  ['apmplus_server', 'ServiceRoleForAPMPlusServer'],
  ['bmq', 'ServiceRoleForBmq'],
  ['clb', 'ServiceRoleForLoadBalancer'],
  ['clblogdelivery', 'ServiceRoleForClbLogDelivery'],
  ['cloudmonitor', 'ServiceRoleForCM'],
  ['cr', 'ServiceRoleForCR'],
  ['ecs', 'ServiceRoleForECS'],
  ['kms', 'ServiceRoleForKMS'],
  ['metakms', 'ServiceRoleForMetaKMS'],
  ['mongodb', 'ServiceRoleForMongoDB'],
  ['natgateway', 'ServiceRoleForNatGateway'],
  ['private_zone', 'ServiceRoleForPrivateZone'],
  ['privatelink', 'ServiceRoleForPrivateLink'],
  ['rds_mssql', 'ServiceRoleForRDSMSSQL'],
  ['rds_mysql', 'ServiceRoleForRDSMySQL'],
  ['rds_postgresql', 'ServiceRoleForRDSPG'],
  ['transitrouter', 'ServiceRoleForTransitRouter'],
  ['vefaas', 'ServiceRoleForVeFaaS'],
  ['vke', 'ServiceRoleForVKE'],
  ['vmp', 'ServiceRoleForVMP'],
  ['vpc', 'ServiceRoleForVPC'],
]);

/** What a service is linked to: a role, and that the service alone assumes it. */
export interface ServiceRole {
  readonly roleName: string;
  readonly trustPolicyDocument: string;
}

/** The role of a service; undefined for a service that has none. */
export function serviceRoleOf(serviceName: string): ServiceRole | undefined {
  const roleName = SERVICE_ROLES.get(serviceName);
  if (roleName === undefined) return undefined;
  const statement = {
    Effect: 'Allow',
    Action: ['sts:AssumeRole'],
    Principal: { Service: [serviceName] },
  };
  return { roleName, trustPolicyDocument: JSON.stringify({ Statement: [statement] }) };
}

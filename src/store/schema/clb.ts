import type { ResourceRow } from './resource.ts';

export interface ClbTables {
  load_balancer: LoadBalancerRow;
  listener: ListenerRow;
  listener_acl: ListenerAclRow;
  rule: RuleRow;
  server_group: ServerGroupRow;
  backend_server: BackendServerRow;
  acl: AclRow;
  acl_entry: AclEntryRow;
  certificate: CertificateRow;
  health_check_log_project: HealthCheckLogProjectRow;
}

export interface LoadBalancerRow extends ResourceRow {
  vpc_id: string;
  subnet_id: string;
  /** The interface that it has in its subnet, and its address. */
  network_interface_id: string;
  eni_address: string;
  /** As asked for; 0 when it was not. */
  eni_address_num: number;
  type: string;
  address_ip_version: string;
  spec: string;
  /** 1 by subscription, 2 by specification, 3 by usage. */
  billing_type: number;
  /** When its subscription ends, 0 without one. */
  expires_at: number;
  /** 1 by hand, 2 by itself, 3 not at all. */
  renew_type: number;
  /** Months, and how often; -1 for without end. 0 where it is not renewed by itself. */
  renew_period_times: number;
  remain_renew_times: number;
  master_zone_id: string;
  slave_zone_id: string;
  modification_protection_status: string;
  modification_protection_reason: string;
  bypass_security_group_enabled: string;
  /** JSON list of texts. */
  allowed_ports: string;
  /** The EIP that was made with it, '' for none. */
  own_eip_id: string;
  /** Where its access log goes, '' for nowhere. */
  access_log_bucket_name: string;
  access_log_tls_project_id: string;
  access_log_tls_topic_id: string;
  /** Where its health checks are logged, '' for nowhere. */
  health_check_log_topic_id: string;
}

/** The log project of health checks that an account has in a region. */
export interface HealthCheckLogProjectRow {
  id: string;
  account_id: string;
  region: string;
  created_at: number;
}

export interface ListenerRow extends ResourceRow {
  load_balancer_id: string;
  server_group_id: string;
  protocol: string;
  /** What of a port it takes: `tcp` or `udp`. */
  transport: string;
  port: number;
  start_port: number;
  end_port: number;
  /** '' for none. */
  certificate_id: string;
  ca_certificate_id: string;
  /** JSON object of what nothing else is found by. */
  settings: string;
}

export interface ListenerAclRow {
  listener_id: string;
  acl_id: string;
  position: number;
}

/** A rule by which a listener forwards or redirects what asks for a domain and a path. */
export interface RuleRow extends ResourceRow {
  listener_id: string;
  /** '' for one that redirects. */
  server_group_id: string;
  domain: string;
  url: string;
  action_type: string;
  /** JSON object. */
  redirect: string;
}

export interface ServerGroupRow extends ResourceRow {
  load_balancer_id: string;
  type: string;
  address_ip_version: string;
  any_port_enabled: string;
}

export interface BackendServerRow {
  id: string;
  server_group_id: string;
  type: string;
  /** An instance or an interface, '' for an address alone. */
  instance_id: string;
  ip: string;
  port: number;
  weight: number;
  description: string;
  position: number;
}

export interface AclRow extends ResourceRow {}

export interface AclEntryRow {
  acl_id: string;
  entry: string;
  description: string;
  position: number;
}

/** The public half of a certificate; what cannot be read of it is empty. */
export interface CertificateRow extends ResourceRow {
  domain_name: string;
  /** JSON list of names. */
  subject_alternative_names: string;
  /** When it ends, 0 if unknown. */
  ends_at: number;
}

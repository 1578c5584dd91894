import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, keyed, number, resource, text } from './columns.ts';

export function loadBalancers(db: Db): Compilable<unknown>[] {
  const table = (name: string) => db.schema.createTable(name);
  return [
    number(
      text(resource(db, 'load_balancer'), [
        'vpc_id',
        'subnet_id',
        'network_interface_id',
        'eni_address',
        'type',
        'address_ip_version',
        'spec',
        'master_zone_id',
        'slave_zone_id',
        'modification_protection_status',
        'modification_protection_reason',
        'bypass_security_group_enabled',
        'allowed_ports',
        'own_eip_id',
      ]),
      ['billing_type', 'expires_at', 'eni_address_num'],
    ),
    index(db, 'load_balancer_by_account', 'load_balancer', 'account_id', 'region', 'id'),
    index(db, 'load_balancer_by_interface', 'load_balancer', 'network_interface_id').unique(),
    number(
      text(resource(db, 'listener'), [
        'load_balancer_id',
        'server_group_id',
        'protocol',
        'transport',
        'certificate_id',
        'ca_certificate_id',
        'settings',
      ]),
      ['port', 'start_port', 'end_port'],
    ),
    index(db, 'listener_by_account', 'listener', 'account_id', 'region', 'id'),
    index(db, 'listener_by_load_balancer', 'listener', 'load_balancer_id', 'id'),
    index(db, 'listener_by_server_group', 'listener', 'server_group_id'),
    index(db, 'listener_by_certificate', 'listener', 'certificate_id'),
    index(db, 'listener_by_ca_certificate', 'listener', 'ca_certificate_id'),
    number(text(table('listener_acl'), ['listener_id', 'acl_id']), ['position']),
    index(db, 'listener_acl_by_listener', 'listener_acl', 'listener_id', 'position'),
    index(db, 'listener_acl_by_acl', 'listener_acl', 'acl_id', 'listener_id').unique(),
    text(resource(db, 'rule'), [
      'listener_id',
      'server_group_id',
      'domain',
      'url',
      'action_type',
      'redirect',
    ]),
    index(db, 'rule_by_account', 'rule', 'account_id', 'region', 'id'),
    index(db, 'rule_one_of_a_kind', 'rule', 'listener_id', 'domain', 'url').unique(),
    index(db, 'rule_by_server_group', 'rule', 'server_group_id'),
    text(resource(db, 'server_group'), [
      'load_balancer_id',
      'type',
      'address_ip_version',
      'any_port_enabled',
    ]),
    index(db, 'server_group_by_account', 'server_group', 'account_id', 'region', 'id'),
    index(db, 'server_group_by_load_balancer', 'server_group', 'load_balancer_id', 'id'),
    number(
      text(keyed(db, 'backend_server'), [
        'server_group_id',
        'type',
        'instance_id',
        'ip',
        'description',
      ]),
      ['port', 'weight', 'position'],
    ),
    index(db, 'backend_server_by_group', 'backend_server', 'server_group_id', 'position'),
    index(db, 'backend_server_by_instance', 'backend_server', 'instance_id'),
    resource(db, 'acl'),
    index(db, 'acl_by_account', 'acl', 'account_id', 'region', 'id'),
    number(text(table('acl_entry'), ['acl_id', 'entry', 'description']), ['position']),
    index(db, 'acl_entry_one_of_a_kind', 'acl_entry', 'acl_id', 'entry').unique(),
    number(text(resource(db, 'certificate'), ['domain_name', 'subject_alternative_names']), [
      'ends_at',
    ]),
    index(db, 'certificate_by_account', 'certificate', 'account_id', 'region', 'id'),
  ];
}

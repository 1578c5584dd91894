import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import { beijing } from '#platform/time.ts';
import { tagResult } from '#services/vpc/tag/parameters.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import { readSettings } from '../listener/settings.ts';
import { clbRefusals } from '../refusals.ts';
import { whichAcl } from './entry.ts';
import { entriesOfAcls, listenersOfAcls, ownAcl } from './rows.ts';

/** Shows one ACL, with its entries. */
export const describeAclAttributes = readAction({
  name: 'DescribeAclAttributes',
  summary: 'show one ACL of listeners',
  parameters: () => z.object(whichAcl()),
  result: () =>
    z.object({
      AclId: z.string(),
      AclName: z.string(),
      Description: z.string(),
      Status: z.string(),
      AclEntries: z.array(z.object({ Entry: z.string(), Description: z.string() })),
      Listeners: z.array(
        z.object({
          ListenerId: z.string(),
          ListenerName: z.string(),
          Port: z.int(),
          Protocol: z.string(),
          AclType: z.string(),
        }),
      ),
      ServiceManaged: z.boolean(),
      ProjectName: z.string(),
      Tags: z.array(tagResult()),
      CreateTime: z.string(),
      UpdateTime: z.string(),
    }),
  refusals: [clbRefusals.AclNotFound],

  async view(tx, { AclId }, context) {
    const row = (await tx.first(ownAcl, ownKey(context, AclId))) ?? refuse(clbRefusals.AclNotFound);
    const entries = await tx.allOf(entriesOfAcls, [AclId]);
    const listeners = await tx.allOf(listenersOfAcls, [AclId]);
    return {
      AclId,
      AclName: row.name,
      Description: row.description,
      Status: row.status,
      AclEntries: entries.map((each) => ({ Entry: each.entry, Description: each.description })),
      Listeners: listeners.map((each) => ({
        ListenerId: each.id,
        ListenerName: each.name,
        Port: each.port,
        Protocol: each.protocol,
        AclType: readSettings(each).AclType,
      })),
      ServiceManaged: false,
      ProjectName: row.project_name,
      Tags: (await tagsOf(tx, [AclId])).get(AclId) ?? [],
      CreateTime: beijing(row.created_at),
      UpdateTime: beijing(row.updated_at),
    };
  },
});

import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { existing } from '../parameters.ts';
import { policyResult } from '../policy/view.ts';
import { iamRefusals } from '../refusals.ts';
import { serviceRoleOf } from './service-roles.ts';

/** Shows the role that CreateServiceLinkedRole makes for a service. Which policies it has is unknown. */
export const getServiceLinkedRoleTemplate = readAction({
  name: 'GetServiceLinkedRoleTemplate',
  summary: 'show the role that a service is linked to',
  parameters: () => z.object({ ServiceName: existing() }),
  result: () =>
    z.object({
      ServiceLinkedRoleTemplate: z.array(
        z.object({
          ServiceName: z.string(),
          RoleName: z.string(),
          DisplayName: z.string(),
          Description: z.string(),
          TrustPolicyDocument: z.string(),
          Policy: z.array(policyResult()),
        }),
      ),
    }),
  refusals: [iamRefusals.ServiceLinkedRoleTemplateNotExist],

  async view(_, { ServiceName }) {
    const { roleName, trustPolicyDocument } =
      serviceRoleOf(ServiceName) ??
      refuse(iamRefusals.ServiceLinkedRoleTemplateNotExist, ServiceName);
    return {
      ServiceLinkedRoleTemplate: [
        {
          ServiceName,
          RoleName: roleName,
          DisplayName: roleName,
          Description: '',
          TrustPolicyDocument: trustPolicyDocument,
          Policy: [],
        },
      ],
    };
  },
});

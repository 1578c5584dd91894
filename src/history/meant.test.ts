import { expect, it } from 'vitest';
import * as z from 'zod';
import { structOf } from '#gateway/parameter-shape.ts';
import { meantNames } from './meant.ts';

const struct = structOf(
  z.object({
    SubnetId: z.string(),
    SecurityGroupIds: z.array(z.string()),
    Tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
  }),
);

it('finds the names that are meant, in lists and structures too, and none that is far off', () => {
  const unread = ['SubnetID', 'SecurityGroupId.1', 'Tags.2.Valu', 'Tag.1.Kee', 'Colour', ''];
  expect(meantNames(unread, struct)).toEqual({
    SubnetID: 'SubnetId',
    'SecurityGroupId.1': 'SecurityGroupIds.1',
    'Tags.2.Valu': 'Tags.2.Value',
    'Tag.1.Kee': 'Tags.1.Key',
  });
});

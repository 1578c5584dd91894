import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf } from '#core/paging.ts';
import { id, list, text } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { tagFilters, tagResult } from '#services/vpc/tag/parameters.ts';
import { tagged, tagsOf } from '#services/vpc/tag/rows.ts';
import { ownRows } from '#store/owned.ts';
import type { CertificateRow } from '#store/schema/clb.ts';
import { numberPaging, numberPagingResult, pageNumbers } from '../paging.ts';
import { listenersOfCertificates } from './rows.ts';

/** Lists the caller's certificates; conditions are ANDed. */
export const describeCertificates = readAction({
  name: 'DescribeCertificates',
  summary: 'list certificates of listeners',
  parameters: () =>
    z.object({
      CertificateIds: list(id(), 100).optional(),
      CertificateName: text(128).optional(),
      ProjectName: text(64).optional(),
      TagFilters: tagFilters().optional(),
      ...numberPaging(),
    }),
  result: () =>
    z.object({
      Certificates: z.array(
        z.object({
          CertificateId: z.string(),
          CertificateName: z.string(),
          Description: z.string(),
          DomainName: z.string(),
          SubjectAlternativeNames: z.array(z.string()),
          ExpiredAt: z.string(),
          Listeners: z.array(z.string()),
          ServiceManaged: z.boolean(),
          ProjectName: z.string(),
          Tags: z.array(tagResult()),
          CreateTime: z.string(),
        }),
      ),
      ...numberPagingResult(),
    }),

  async view(tx, input, context) {
    const conditions = { name: input.CertificateName, project_name: input.ProjectName };
    const filters = input.TagFilters;
    const { rows, paging } = await pageOf<CertificateRow>(
      tx,
      'certificate',
      pagingOf(input),
      (db) => {
        const owner = ownerOf(context);
        const select = ownRows(db, 'certificate', owner, conditions, input.CertificateIds);
        return filters ? select.where((where) => tagged(where, 'certificate.id', filters)) : select;
      },
    );
    const ids = rows.map((row) => row.id);
    const using = ids.length === 0 ? [] : await listenersOfCertificates(tx, ids);
    const tags = await tagsOf(tx, ids);
    return {
      Certificates: rows.map((row) => ({
        CertificateId: row.id,
        CertificateName: row.name,
        Description: row.description,
        DomainName: row.domain_name,
        SubjectAlternativeNames: JSON.parse(row.subject_alternative_names) as string[],
        ExpiredAt: row.ends_at === 0 ? '' : beijing(row.ends_at),
        Listeners: using
          .filter((each) => each.certificate_id === row.id || each.ca_certificate_id === row.id)
          .map((each) => each.id),
        ServiceManaged: false,
        ProjectName: row.project_name,
        Tags: tags.get(row.id) ?? [],
        CreateTime: beijing(row.created_at),
      })),
      ...pageNumbers(paging),
    };
  },
});

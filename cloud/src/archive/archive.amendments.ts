import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { MaintenanceClass, maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { sealedAmendments } from '../record/record.amendments';
import { csv } from './archive.csv';
import type { Filed } from './archive.prints';

export const amendmentHead = csv([
  '维保日期',
  '类别',
  '更正或作废',
  '封存时间',
  '更正的内容',
  '原来',
  '更正为',
  '理由',
  '经办',
  '存证编号',
  '摘要',
]);

/** What corrections and voids sealed about a record say, a line for each field; the record itself stays as it was. */
export function amendmentLines({ record, entries }: Filed): string[] {
  const stored = entries.map(({ seq, kind, at, hash, openText, closedText }) => ({
    ...{ kind, hash, open: openText, closed: closedText },
    ...{ seq: seq === null ? null : Number(seq), at: Number(at) },
  }));
  const kind = maintenanceClasses[MaintenanceClass.parse(record.class)];
  return sealedAmendments(stored).flatMap((one) => {
    const title = one.kind === 'void' ? '作废' : `第 ${one.number} 次更正`;
    const who = one.agreements.map(({ as, who: name }) => `${as} ${name}`).join('、');
    const fields = one.kind === 'void' ? [{ label: '', before: '', after: '' }] : one.corrections;
    return fields.map(({ label, before, after }) =>
      csv([
        ...[record.completedOn, kind, title, instantInWords(one.at), label, before, after, one.reason, who],
        ...[String(one.seq ?? ''), one.entryHash],
      ]),
    );
  });
}

import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import type { SealedAmendment } from '@lifttrust/shared-types/record/record.contract';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { said } from './amendment-words';

/** What was sealed beside a record, before the record itself: nobody reads the one without the other (IMM-02). */
export const AmendmentNotice = ({ amendments }: { amendments: readonly SealedAmendment[] }) => {
  const voided = amendments.find(({ kind }) => kind === 'void');
  const corrections = amendments.filter(({ kind }) => kind === 'amendment');
  return (
    <>
      {voided ? (
        <Notice
          id="voided"
          tone="danger"
          title="这份记录已作废"
          lines={[
            `${instantInWords(voided.at)} 作废：${voided.reason}`,
            '它不再计入维保，原记录保留在下面。',
          ]}
        />
      ) : null}
      {corrections.map((one) => (
        <Card key={one.id} tone="warning" id={`amendment-${one.number}`}>
          <CardTitle aside={<Tag text="已更正" tone="warning" />}>第 {one.number} 次更正</CardTitle>
          {one.corrections.map(({ field, label, before, after }) => (
            <Cell key={field} label={label} note={`${said(before)} → ${said(after)}`} />
          ))}
          <Note>
            {instantInWords(one.at)} · {one.agreements.map(({ who, as }) => `${as} ${who}`).join('、')} ·
            理由：{one.reason}
          </Note>
        </Card>
      ))}
      {corrections.length > 0 ? <Note>下面是原记录，一个字也没有改。</Note> : null}
    </>
  );
};

import {
  type Amendment,
  amendmentApi,
  amendmentKindWords,
} from '@lifttrust/shared-types/amendment/amendment.contract';
import type { RecordDetail, SealedAmendment } from '@lifttrust/shared-types/record/record.contract';
import { Alert } from 'antd';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { AmendmentActs } from './amendment-acts';
import { AmendmentTag } from './amendment-tag';
import { Corrections } from './corrections';

const names = (agreements: readonly { who: string; as: string }[]) =>
  agreements.map(({ who, as }) => `${as} ${who}`).join('、');

/** What was sealed beside a record and what is under way, before the record itself (IMM-02). */
export function RecordAmendments({ record, onMoved }: { record: RecordDetail; onMoved: () => void }) {
  const known = useLoad(amendmentApi.ofRecord, { recordId: record.id });
  const open = known.data?.items.filter(({ state }) => state.startsWith('waiting')) ?? [];
  const again = () => {
    known.reload();
    onMoved();
  };
  return (
    <>
      <SealedAmendments record={record} />
      {open.map((one) => (
        <UnderWay key={one.id} amendment={one} onMoved={again} />
      ))}
    </>
  );
}

/** What was sealed beside a record, oldest first. */
export const SealedAmendments = ({ record }: { record: RecordDetail }) => (
  <>
    {record.amendments.map((one) => (
      <Sealed key={one.id} amendment={one} />
    ))}
  </>
);

const Sealed = ({ amendment }: { amendment: SealedAmendment }) =>
  amendment.kind === 'void' ? (
    <Alert
      type="error"
      showIcon
      style={{ marginBottom: 12 }}
      message="这份记录已作废"
      description={`${momentWords(amendment.at)}，${names(amendment.agreements)}。理由：${amendment.reason} 它不再计入维保，原记录保留在下面。`}
    />
  ) : (
    <Section
      title={`第 ${amendment.number} 次更正`}
      extra={<span className="quiet">原记录不变，以更正后的内容为准</span>}
    >
      <Corrections corrections={amendment.corrections} />
      <p className="quiet">
        {momentWords(amendment.at)}，{names(amendment.agreements)}。理由：{amendment.reason}
      </p>
    </Section>
  );

const UnderWay = ({ amendment, onMoved }: { amendment: Amendment; onMoved: () => void }) => (
  <Section
    title={`办理中的${amendmentKindWords[amendment.kind]}`}
    extra={<AmendmentTag state={amendment.state} />}
  >
    <Corrections corrections={amendment.corrections} />
    <p>
      {amendment.proposedBy} {momentWords(amendment.proposedAt)} 提出：{amendment.reason}
    </p>
    <AmendmentActs amendment={amendment} onMoved={onMoved} />
  </Section>
);

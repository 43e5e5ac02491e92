import { deadlineInWords } from '@lifttrust/shared-types/kernel/time';
import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { Button, Descriptions } from 'antd';
import { Link } from 'react-router';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { Section } from '../../ui/page';
import { OwnerAnswerTag } from '../../ui/state-tag';
import { DisputeTag } from './dispute-tag';

/** Until when the owner answers, what silence means, who was told, and what followed a return. */
export function AnswerSection({ record }: { record: RecordDetail }) {
  const role = useSession()?.me.role;
  const standing = useLoad(
    signingApi.standing,
    isFor(signingApi.standing, role) ? { recordId: record.id } : null,
  );
  if (!standing.data) return null;
  const { deadline, words, door, signers, notices, dispute } = standing.data;
  const reached = notices.filter(({ reachedAt }) => reachedAt !== null);
  return (
    <Section title="使用单位答复" extra={<OwnerAnswerTag answer={record.ownerAnswer} />}>
      <p>{record.ownerAnswer === 'pending' ? words : door || words}</p>
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'deadline', label: '期限', children: deadlineInWords(deadline) },
          ...(signers.length > 0
            ? [{ key: 'signers', label: '谁可以签', children: signers.join('、') }]
            : []),
          {
            key: 'notices',
            label: '通知',
            children:
              reached.length > 0
                ? reached.map(({ person, way }) => `${person}（${way}）`).join('、')
                : `发出 ${notices.length} 条，还没有一条确认送达`,
          },
        ]}
      />
      {dispute ? (
        <>
          <DisputeTag state={dispute.state} late={dispute.late} />{' '}
          <Link to={`/disputes?record=${record.id}`}>
            <Button type="link" size="small">
              查看退回的处理
            </Button>
          </Link>
        </>
      ) : null}
    </Section>
  );
}

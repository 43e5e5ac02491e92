import {
  type ReviewCard,
  type ReviewStanding,
  reviewStandings,
  validityApi,
} from '@lifttrust/shared-types/validity/validity.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Segmented } from 'antd';
import { useNavigate } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { dayWords, momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { StandingTag } from './validity-words';

const standings: ReviewStanding[] = ['waiting', 'asked', 'appealed', 'invalid'];

const empty: Record<ReviewStanding, string> = {
  waiting: '没有待核查的记录，都处理完了。',
  asked: '没有等待补充说明的记录。',
  appealed: '没有待处理的申诉。',
  invalid: '没有被判为无效的记录。',
};

const columns: Columns<ReviewCard> = [
  {
    title: '状态',
    dataIndex: 'standing',
    className: 'nowrap',
    render: (_, review) => <StandingTag standing={review.standing} />,
  },
  {
    title: '电梯',
    dataIndex: 'place',
    render: (_, review) => (
      <>
        <b>{review.rescueCode}</b> {review.place} <span className="quiet">{review.ownNumber}</span>
      </>
    ),
  },
  {
    title: '疑点',
    dataIndex: 'findings',
    render: (_, review) => (
      <ul style={{ margin: 0, paddingInlineStart: 18, whiteSpace: 'normal', maxWidth: 460 }}>
        {review.findings.map(({ code, message }) => (
          <li key={code + message}>{message}</li>
        ))}
      </ul>
    ),
  },
  { title: '类别', dataIndex: 'class', render: (_, review) => maintenanceClasses[review.class] },
  {
    title: '完成日期',
    dataIndex: 'completedOn',
    className: 'nowrap',
    render: (_, review) => dayWords(review.completedOn),
  },
  {
    title: '从何时起',
    dataIndex: 'since',
    className: 'nowrap',
    render: (_, review) => momentWords(review.since),
  },
  {
    title: '可申诉到',
    dataIndex: 'appealUntil',
    className: 'nowrap',
    render: (_, review) => (review.appealUntil ? dayWords(review.appealUntil) : '—'),
  },
  { title: '维保单位', dataIndex: 'companyName' },
  { title: '维保人员', dataIndex: 'technicians', render: (_, review) => review.technicians.join('、') },
];

/** What a person has to look at: doubts first, then what was answered, appealed against, and declared invalid. */
export function Component() {
  const navigate = useNavigate();
  const { filters, paged, change } = useFilters(['standing'] as const);
  const standing = oneOf(standings, filters.standing) ?? 'waiting';
  const reviews = useLoad(validityApi.queue, { ...paged, standing });
  return (
    <Page
      title="待核查"
      note="有疑点的记录由人决定有效或无效，等得最久的在前。待核查期间按已维保计算，不算超期。"
    >
      <ListTable
        name="validity-reviews"
        unit="份"
        rowKey="id"
        columns={columns}
        from={reviews}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={({ id }) => navigate(`/records/${id}`)}
        empty={empty[standing]}
        filters={
          <Segmented
            options={standings.map((value) => ({ value, label: reviewStandings[value] }))}
            value={standing}
            onChange={(value) => change({ standing: value })}
          />
        }
      />
    </Page>
  );
}

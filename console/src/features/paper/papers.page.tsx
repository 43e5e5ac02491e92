import {
  type PaperInfo,
  PaperKind,
  paperApi,
  paperKindWords,
  Term,
} from '@lifttrust/shared-types/paper/paper.contract';
import { Alert, Button, Calendar, Segmented, Select, Space } from 'antd';
import dayjs from 'dayjs';
import { useNavigate } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { countWords, dateWords, dayOf } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { SavedViews } from '../../ui/saved-views';
import { nameOfPaper, PaperStateTag, TermTag } from './paper-words';

const columns: Columns<PaperInfo> = [
  {
    title: '到期日',
    dataIndex: 'until',
    className: 'nowrap',
    render: (_, row) => (row.until ? dateWords(row.until) : '没有期限'),
  },
  { title: '谁的', dataIndex: 'subject', render: (_, row) => row.subject.name },
  { title: '证照', dataIndex: 'kind', render: (_, row) => nameOfPaper(row) },
  { title: '单位', dataIndex: 'organisation', render: (_, row) => row.organisation?.name ?? '' },
  { title: '期限', dataIndex: 'term', render: (_, row) => <TermTag paper={row} /> },
  { title: '状态', dataIndex: 'state', render: (_, row) => <PaperStateTag paper={row} /> },
];

const offered = [
  { title: '已过期', query: 'term=expired' },
  { title: '快到期', query: 'term=expiring' },
  { title: '待核验', query: 'state=entered' },
];
const termFilterWords: Record<'expired' | 'expiring', string> = { expired: '已过期', expiring: '快到期' };

export function Component() {
  const navigate = useNavigate();
  const { filters, paged, change } = useFilters(['view', 'month', 'kind', 'term', 'state'] as const);
  const month = /^\d{4}-\d{2}$/.test(filters.month ?? '') ? filters.month : undefined;
  const kind = oneOf(PaperKind.options, filters.kind);
  const term = oneOf(Term.options, filters.term);
  const state = oneOf(['entered'] as const, filters.state);
  const isCalendar = filters.view === 'calendar';
  // Below the calendar stands what runs out in its month.
  const shown = month ?? (isCalendar ? dayOf(Date.now()).slice(0, 7) : undefined);
  const papers = useLoad(paperApi.list, {
    ...paged,
    ...(shown ? { month: shown } : {}),
    ...(kind ? { kind } : {}),
    ...(term ? { term } : {}),
    ...(state ? { state } : {}),
  });
  return (
    <Page
      title="证照到期"
      note="到期前 60、30、7 天提醒本人和单位管理员；过期的不能安排作业。"
      actions={
        <Segmented
          value={isCalendar ? 'calendar' : 'list'}
          options={[
            { value: 'list', label: '列表' },
            { value: 'calendar', label: '日历' },
          ]}
          onChange={(view) => change({ view: view === 'calendar' ? 'calendar' : undefined })}
        />
      }
    >
      {isCalendar ? (
        <Month
          month={shown ?? dayOf(Date.now()).slice(0, 7)}
          onMonth={(chosen) => change({ month: chosen })}
          onExpired={() => change({ view: undefined, month: undefined, term: 'expired' })}
        />
      ) : null}
      <ListTable
        name="papers"
        unit="份"
        rowKey="id"
        columns={columns}
        from={papers}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={({ subject }) =>
          navigate(subject.kind === 'person' ? `/people/${subject.id}` : `/unit-papers/${subject.id}`)
        }
        empty={
          month || kind || term || state
            ? '没有符合条件的证照。'
            : '还没有登记证照，请到人员或单位证照里登记。'
        }
        filters={
          <Space wrap>
            <Select
              allowClear
              placeholder="种类"
              style={{ width: 200 }}
              value={kind ?? null}
              options={PaperKind.options.map((value) => ({ value, label: paperKindWords[value] }))}
              onChange={(value) => change({ kind: value ?? undefined })}
            />
            <Select
              allowClear
              placeholder="期限"
              style={{ width: 120 }}
              value={term ?? null}
              options={(['expired', 'expiring'] as const).map((value) => ({
                value,
                label: termFilterWords[value],
              }))}
              onChange={(value) => change({ term: value ?? undefined })}
            />
            {month ? <Button onClick={() => change({ month: undefined })}>{month} 到期 ×</Button> : null}
            <SavedViews name="papers" offered={offered} />
          </Space>
        }
      />
    </Page>
  );
}

interface MonthProps {
  month: string;
  onMonth: (month: string) => void;
  onExpired: () => void;
}

/** How much runs out on which day; below it the list of the same month. */
function Month({ month, onMonth, onExpired }: MonthProps) {
  const calendar = useLoad(paperApi.calendar, { month });
  return (
    <Section title="到期日历">
      <Read from={calendar}>
        {({ days, expired }) => (
          <>
            {expired > 0 ? (
              <Alert
                type="error"
                showIcon
                message={`有 ${countWords(expired)} 份已经过期、还没有续办`}
                action={<Button onClick={onExpired}>查看</Button>}
              />
            ) : null}
            <Calendar
              fullscreen={false}
              value={dayjs(`${month}-01`)}
              mode="month"
              onPanelChange={(day) => onMonth(day.format('YYYY-MM'))}
              onSelect={(day) => onMonth(day.format('YYYY-MM'))}
              cellRender={(day) => {
                const found = days.find((entry) => entry.day === day.format('YYYY-MM-DD'));
                return found ? <strong>{found.papers} 份</strong> : null;
              }}
            />
          </>
        )}
      </Read>
    </Section>
  );
}

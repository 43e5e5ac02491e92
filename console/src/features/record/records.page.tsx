import { Day } from '@lifttrust/shared-types/kernel/fields';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import {
  type OwnerAnswer,
  ownerAnswerWords,
  type RecordCard,
  RecordStanding,
  recordApi,
  recordSheetAccess,
  standingWords,
  type Validity,
  validityWords,
} from '@lifttrust/shared-types/record/record.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Alert, Button, DatePicker, Select, Space } from 'antd';
import dayjs from 'dayjs';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { dayWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { SavedViews } from '../../ui/saved-views';
import { SearchBox } from '../../ui/search-box';
import { GradeTag, OwnerAnswerTag, StandingTag, ValidityTag } from '../../ui/state-tag';
import { RecordDrawer } from './record-drawer';
import { RecordSheet } from './record-sheet';

const validities: Validity[] = ['submitted', 'valid', 'suspect', 'invalid'];
const answers: OwnerAnswer[] = ['pending', 'signed', 'returned', 'defaulted', 'signed_late'];

const columns: Columns<RecordCard> = [
  {
    title: '完成日期',
    dataIndex: 'completedOn',
    className: 'nowrap',
    render: (_, record) => dayWords(record.completedOn),
  },
  {
    title: '电梯',
    dataIndex: 'place',
    render: (_, record) => (
      <>
        <b>{record.rescueCode}</b> {record.place} <span className="quiet">{record.ownNumber}</span>
      </>
    ),
  },
  { title: '类别', dataIndex: 'class', render: (_, record) => maintenanceClasses[record.class] },
  {
    title: '有效性',
    dataIndex: 'validity',
    render: (_, record) =>
      record.standing === 'voided' ? (
        <StandingTag standing="voided" />
      ) : (
        <>
          <ValidityTag validity={record.validity} /> <StandingTag standing={record.standing} />
        </>
      ),
  },
  {
    title: '使用单位',
    dataIndex: 'ownerAnswer',
    render: (_, record) => <OwnerAnswerTag answer={record.ownerAnswer} />,
  },
  {
    title: '非合格项',
    dataIndex: 'exceptions',
    align: 'right',
    className: 'number',
    render: (_, record) => `${record.exceptions} 项`,
  },
  { title: '设备等级', dataIndex: 'grade', render: (_, record) => <GradeTag grade={record.grade} /> },
  { title: '维保单位', dataIndex: 'companyName' },
  { title: '维保人员', dataIndex: 'technicians', render: (_, record) => record.technicians.join('、') },
];

const offered = [
  { title: '待核实', query: 'validity=suspect' },
  { title: '使用单位退回', query: 'ownerAnswer=returned' },
  { title: '待使用单位确认', query: 'ownerAnswer=pending' },
  { title: '逾期默认确认', query: 'ownerAnswer=defaulted' },
  { title: '已更正', query: 'standing=amended' },
  { title: '已作废', query: 'standing=voided' },
];

export function Component() {
  const { filters, paged, change } = useFilters([
    'q',
    'validity',
    'ownerAnswer',
    'standing',
    'liftId',
    'from',
    'until',
    'record',
  ] as const);
  const validity = oneOf(validities, filters.validity);
  const ownerAnswer = oneOf(answers, filters.ownerAnswer);
  const standing = oneOf(RecordStanding.options, filters.standing);
  const role = useSession()?.me.role;
  const from = Day.safeParse(filters.from).data;
  const until = Day.safeParse(filters.until).data;
  const narrowedTo = {
    ...(filters.q ? { q: filters.q } : {}),
    ...(validity ? { validity } : {}),
    ...(ownerAnswer ? { ownerAnswer } : {}),
    ...(standing ? { standing } : {}),
    ...(filters.liftId ? { liftId: filters.liftId } : {}),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
  };
  const records = useLoad(recordApi.list, { ...paged, ...narrowedTo });
  const narrowed = Object.keys(narrowedTo).length > 0;
  return (
    <Page
      title="维保记录"
      note="已提交并封存的记录。有效性、使用单位意见分开看。"
      actions={isFor({ access: recordSheetAccess }, role) ? <RecordSheet filters={narrowedTo} /> : null}
    >
      {filters.liftId ? (
        <OneLift liftId={filters.liftId} onClear={() => change({ liftId: undefined })} />
      ) : null}
      <ListTable
        name="records"
        unit="份"
        rowKey="id"
        columns={columns}
        from={records}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(record) => change({ record: record.id }, { keepPage: true })}
        empty={narrowed ? '没有符合条件的记录，请放宽筛选。' : '还没有提交过的维保记录。'}
        filters={
          <Space wrap>
            <SearchBox value={filters.q} hint="地点、识别码、单位、人员" onSearch={(q) => change({ q })} />
            <Select
              allowClear
              placeholder="有效性"
              style={{ width: 120 }}
              value={validity ?? null}
              options={validities.map((value) => ({ value, label: validityWords[value] }))}
              onChange={(value) => change({ validity: value ?? undefined })}
            />
            <Select
              allowClear
              placeholder="使用单位意见"
              style={{ width: 150 }}
              popupMatchSelectWidth={false}
              value={ownerAnswer ?? null}
              options={answers.map((value) => ({ value, label: ownerAnswerWords[value] }))}
              onChange={(value) => change({ ownerAnswer: value ?? undefined })}
            />
            <Select
              allowClear
              placeholder="更正与作废"
              style={{ width: 120 }}
              value={standing ?? null}
              options={RecordStanding.options.map((value) => ({ value, label: standingWords[value] }))}
              onChange={(value) => change({ standing: value ?? undefined })}
            />
            <DatePicker.RangePicker
              allowEmpty
              placeholder={['完成日期从', '到']}
              style={{ width: 250 }}
              value={[from ? dayjs(from) : null, until ? dayjs(until) : null]}
              onChange={(days) =>
                change({
                  from: days?.[0]?.format('YYYY-MM-DD'),
                  until: days?.[1]?.format('YYYY-MM-DD'),
                })
              }
            />
            <SavedViews name="records" offered={offered} />
          </Space>
        }
      />
      <RecordDrawer
        recordId={filters.record ?? null}
        onClose={() => change({ record: undefined }, { keepPage: true })}
      />
    </Page>
  );
}

function OneLift({ liftId, onClear }: { liftId: string; onClear: () => void }) {
  const lift = useLoad(liftApi.show, { liftId });
  const name = lift.data
    ? `${lift.data.place} ${lift.data.ownNumber}（${lift.data.rescueCode}）`
    : '这一台电梯';
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 12 }}
      message={`只看 ${name} 的记录`}
      action={
        <Button size="small" onClick={onClear}>
          看全部
        </Button>
      }
    />
  );
}

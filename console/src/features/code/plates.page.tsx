import {
  type PlateRow,
  PlateState,
  plateApi,
  plateStates,
} from '@lifttrust/shared-types/code/plate.contract';
import { Input, Select, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { StateTag } from '../../ui/state-tag';
import { NoticePrints } from '../notice/notice-prints';
import { PrintNotices } from '../notice/print-notices';
import { PlatePrints } from './plate-prints';
import { PlateProgress } from './plate-progress';
import { PrintPlates } from './print-plates';
import { Sticking } from './sticking';

const tones = { unprinted: 'plain', printed: 'warning', stuck: 'success' } as const;

const columns: Columns<PlateRow> = [
  { title: '识别码', dataIndex: 'rescueCode', render: (_, row) => <b>{row.rescueCode || '—'}</b> },
  {
    title: '使用地点',
    dataIndex: 'place',
    render: (_, row) => (
      <>
        <Link to={`/lifts/${row.liftId}`}>
          {row.place} {row.ownNumber}
        </Link>
        <div className="quiet">{row.address}</div>
      </>
    ),
  },
  { title: '维保单位', dataIndex: 'companyName', render: (_, row) => row.companyName || '—' },
  {
    title: '状态',
    dataIndex: 'state',
    render: (_, row) => (
      <>
        <StateTag tone={tones[row.state]} text={plateStates[row.state]} />
        {row.bears ? <WrongPlate bears={row.bears} state={row.state} /> : null}
      </>
    ),
  },
  {
    title: '印制',
    dataIndex: 'printedAt',
    className: 'nowrap',
    render: (_, row) => (row.printedAt === null ? '—' : momentWords(row.printedAt)),
  },
  {
    title: '张贴',
    dataIndex: 'stuckAt',
    render: (_, row) =>
      row.stuckAt === null ? (
        '—'
      ) : (
        <>
          {momentWords(row.stuckAt)}
          <div className="quiet">{row.stuckBy}</div>
          {row.sticking ? <Sticking seen={row.sticking} /> : null}
        </>
      ),
  },
];

/** Since a swap of codes: the code is right, what is printed beside it is the other lift's. */
const WrongPlate = ({
  bears,
  state,
}: {
  bears: NonNullable<PlateRow['bears']>;
  state: PlateRow['state'];
}) => (
  <div className="quiet wraps">
    <StateTag tone="danger" text="贴着的标牌印错了" /> {momentWords(bears.since)} 与 {bears.place}{' '}
    {bears.ownNumber} 互换过码，牌上还是那一台的识别码 {bears.rescueCode || '（无）'}。
    {state === 'printed' ? '新标牌已印制，请尽快换贴。' : '请勾选这一台重印，再换贴。'}
  </div>
);

/** Codes on their way from the printer to the lifts of a district. */
export function Component() {
  const role = useSession()?.me.role;
  const { filters, paged, change } = useFilters(['state', 'q'] as const);
  const state = oneOf(PlateState.options, filters.state);
  const [chosen, setChosen] = useState<string[]>([]);
  const [printed, setPrinted] = useState(0);
  const plates = useLoad(plateApi.list, {
    ...paged,
    ...(state ? { state } : {}),
    ...(filters.q ? { q: filters.q } : {}),
  });
  const mayPrint = isFor(plateApi.print, role);
  const onPrinted = () => {
    setChosen([]);
    setPrinted((before) => before + 1);
    plates.reload();
  };
  return (
    <Page
      title="电梯码"
      note="一台电梯一张码：乘客扫码求救和查看，维保人员扫码作业。印好以后由维保人员现场核对、张贴、登记。"
    >
      <PlateProgress key={printed} />
      <ListTable
        name="plates"
        unit="台"
        rowKey="liftId"
        columns={columns}
        from={plates}
        paged={paged}
        {...(mayPrint ? { selection: { keys: chosen, onSelect: setChosen } } : {})}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        empty={state || filters.q ? '没有符合条件的电梯。' : '辖区内还没有电梯，请先导入或登记。'}
        filters={
          <Space wrap>
            <Select
              allowClear
              aria-label="状态"
              placeholder="状态"
              style={{ width: 120 }}
              value={state ?? null}
              options={PlateState.options.map((value) => ({ value, label: plateStates[value] }))}
              onChange={(value) => change({ state: value ?? undefined })}
            />
            <Input.Search
              allowClear
              aria-label="识别码、地点"
              placeholder="识别码、地点"
              style={{ width: 220 }}
              defaultValue={filters.q}
              onSearch={(text) => change({ q: text.trim() || undefined })}
            />
            {mayPrint ? <PrintPlates liftIds={chosen} onPrinted={onPrinted} /> : null}
            {mayPrint && chosen.length > 0 ? (
              <PrintNotices
                order={{ liftIds: chosen }}
                label={`打印 ${chosen.length} 台的维保公示`}
                onPrinted={onPrinted}
              />
            ) : null}
          </Space>
        }
      />
      <PlatePrints key={`prints-${printed}`} mayFetch={mayPrint} />
      <NoticePrints key={`notices-${printed}`} />
    </Page>
  );
}

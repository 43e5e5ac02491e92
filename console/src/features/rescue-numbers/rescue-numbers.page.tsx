import { definitions, leftOut, rateInWords } from '@lifttrust/shared-types/rescue/rescue.numbers';
import { periodsBefore } from '@lifttrust/shared-types/rescue/rescue.periods';
import { causes } from '@lifttrust/shared-types/rescue/rescue.words';
import {
  type RescueNumbersShown,
  rescueNumbersApi,
  rescueNumbersPath,
} from '@lifttrust/shared-types/supervision/rescue-numbers.contract';
import { App, Button, Empty, Space, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { download } from '../../lib/download';
import { useFilters } from '../../lib/filters';
import { asError, useLoad } from '../../lib/load';
import { countWords, dayOf, dayWords, momentWords } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { waited } from '../hotline/desk-time';
import { NumbersTable } from './numbers-table';
import './rescue-numbers.css';

const dayShape = /^\d{4}-\d{2}-\d{2}$/;
const dayMs = 86_400_000;
const usualDays = 30;

/** What a city publishes about its rescues: every number with its definition, and what was left out. */
export function Component() {
  const { filters, change } = useFilters(['since', 'until'] as const);
  const today = dayOf(Date.now());
  const since = dayShape.test(filters.since ?? '')
    ? `${filters.since}`
    : dayOf(Date.now() - (usualDays - 1) * dayMs);
  const until = dayShape.test(filters.until ?? '') ? `${filters.until}` : today;
  const numbers = useLoad(rescueNumbersApi.show, { since, until });
  return (
    <Page
      title="救援指标"
      note="统计本辖区的困人救援；时间都取服务器时间，时限取报警时本市的规定。"
      actions={<Exports since={since} until={until} />}
    >
      <Space wrap style={{ marginBottom: 12 }}>
        <DayInput
          aria-label="开始日期"
          keeps
          max={until}
          value={since}
          onChange={(day) => change({ since: day })}
        />
        <span>至</span>
        <DayInput
          aria-label="结束日期"
          keeps
          min={since}
          max={today}
          value={until}
          onChange={(day) => change({ until: day })}
        />
        {periodsBefore(today).map(({ name, ...period }) => (
          <Button key={name} size="small" onClick={() => change(period)}>
            {name}
          </Button>
        ))}
      </Space>
      <Read from={numbers}>{(shown) => <Numbers shown={shown} />}</Read>
    </Page>
  );
}

function Exports({ since, until }: { since: string; until: string }) {
  const { message } = App.useApp();
  const [busy, setBusy] = useState<string | null>(null);
  const take = async (format: 'csv' | 'xlsx') => {
    setBusy(format);
    await download(
      rescueNumbersPath(format, { since, until }),
      `救援指标-${since}至${until}.${format}`,
    ).catch((thrown: unknown) => void message.error(asError(thrown).message));
    setBusy(null);
  };
  return (
    <>
      <Button loading={busy === 'xlsx'} onClick={() => void take('xlsx')}>
        导出 Excel
      </Button>
      <Button loading={busy === 'csv'} onClick={() => void take('csv')}>
        导出 CSV
      </Button>
    </>
  );
}

const took = (ms: number | null): string => (ms === null ? '—' : waited(ms));

function Numbers({ shown }: { shown: RescueNumbersShown }) {
  const { response, arrival, medians } = shown;
  return (
    <>
      <div className="figures">
        <Figure title="困人" value={countWords(shown.entrapments)} unit="起" said={definitions.entrapments} />
        <Figure
          title="三分钟响应率"
          value={rateInWords(response)}
          unit={`${response.within} / ${response.of} 起`}
          said={definitions.response}
        />
        <Figure
          title="三十分钟到达率"
          value={rateInWords(arrival)}
          unit={`${arrival.within} / ${arrival.of} 起`}
          said={definitions.arrival}
        />
        <Figure
          title="被困时间中位数"
          value={took(medians.trappedMs)}
          unit={`接单 ${took(medians.responseMs)}，到场 ${took(medians.arrivalMs)}`}
          said={definitions.median}
        />
      </div>
      <Section title="没有计入的">
        {shown.leftOut.length === 0 ? (
          <p className="quiet">全部计入。</p>
        ) : (
          <ul className="plain-list">
            {shown.leftOut.map(({ reason, cases }) => (
              <li key={reason}>
                {leftOut[reason]}：{cases} 起
              </li>
            ))}
          </ul>
        )}
        <p className="quiet">
          {dayWords(shown.since)}至{dayWords(shown.until)}，{shown.area}；{momentWords(shown.asOf)} 统计。
        </p>
      </Section>
      <div className="halves">
        <NumbersTable title="区县" groups={shown.byDistrict} said="按电梯所在的区县。" />
        <NumbersTable title="使用场所" groups={shown.byPlace} said={definitions.places} />
        <NumbersTable title="维保单位" groups={shown.byCompany} said={definitions.companies} />
        <NumbersTable title="报警方式" groups={shown.bySource} said="第一次报警是怎样来的。" />
        <NumbersTable
          title="时段"
          groups={shown.byHour.filter(({ entrapments }) => entrapments > 0)}
          said={`${definitions.hours}没有困人的时段不列。`}
        />
        <Causes shown={shown} />
        <Repeated shown={shown} />
        <FalseAlarms shown={shown} />
      </div>
    </>
  );
}

const Figure = ({
  title,
  value,
  unit,
  said,
}: {
  title: string;
  value: string;
  unit: string;
  said: string;
}) => (
  <div className="figure">
    <h2 className="figure__title">{title}</h2>
    <p className="figure__value">
      {value} <span className="figure__unit">{unit}</span>
    </p>
    <p className="figure__said">{said}</p>
  </div>
);

const nothing = (text: string) => ({
  emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text} />,
});

const Causes = ({ shown }: { shown: RescueNumbersShown }) => (
  <Section title="原因">
    <Table
      size="small"
      rowKey={({ first, second }) => `${first}/${second}`}
      dataSource={shown.causes}
      pagination={{ pageSize: 12, hideOnSinglePage: true }}
      locale={nothing('这段时间没有困人。')}
      columns={[
        {
          title: '一级',
          render: (_, { first }) => (first === null ? '还没有填写' : causes[first].word),
        },
        { title: '二级', dataIndex: 'second', render: (second: string) => second || '—' },
        { title: '起', dataIndex: 'cases', align: 'right', className: 'number' },
      ]}
    />
    <p className="quiet">{definitions.causes}</p>
  </Section>
);

const liftColumn = {
  title: '电梯',
  render: (_: unknown, { lift }: { lift: RescueNumbersShown['repeated'][number]['lift'] }) => (
    <Link to={`/lifts/${lift.id}`}>
      {lift.rescueCode} {lift.place} {lift.ownNumber}
    </Link>
  ),
};

const Repeated = ({ shown }: { shown: RescueNumbersShown }) => (
  <Section title="重复困人的电梯">
    <Table
      size="small"
      rowKey={({ lift }) => lift.id}
      dataSource={shown.repeated}
      pagination={{ pageSize: 12, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      locale={nothing('没有困人三起及以上的电梯。')}
      columns={[
        liftColumn,
        { title: '维保单位', dataIndex: 'companyName', render: (name: string) => name || '没有维保单位' },
        { title: '起', dataIndex: 'cases', align: 'right', className: 'number' },
        {
          title: '最近一次',
          render: (_, { lastAt }) => <span className="nowrap">{momentWords(lastAt)}</span>,
        },
      ]}
    />
    <p className="quiet">{definitions.repeated}</p>
  </Section>
);

const FalseAlarms = ({ shown }: { shown: RescueNumbersShown }) => (
  <Section title="设备误报">
    <Table
      size="small"
      rowKey={({ lift }) => lift.id}
      dataSource={shown.falseAlarms}
      pagination={{ pageSize: 12, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      locale={nothing('没有设备误报。')}
      columns={[
        liftColumn,
        { title: '报警', dataIndex: 'alarms', align: 'right', className: 'number' },
        { title: '误报', dataIndex: 'mistaken', align: 'right', className: 'number' },
      ]}
    />
    <p className="quiet">{definitions.falseAlarms}</p>
  </Section>
);

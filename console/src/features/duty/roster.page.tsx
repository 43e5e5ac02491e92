import {
  type DutyShift,
  type DutyWeek,
  dutyApi,
  type Span,
} from '@lifttrust/shared-types/duty/duty.contract';
import { addDays, endOfDay, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { App, Button, Descriptions, Input, Modal, Space, Table } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useFilters } from '../../lib/filters';
import { useLoad, useWrite } from '../../lib/load';
import { dayOf, dayWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { OnDutyNow } from './duty.page';
import { hoursWords, reachWords } from './duty-words';
import { daysOf, EnterShifts } from './enter-shifts';
import { PhoneReading } from './phone-reading';
import { PhoneTests } from './phone-tests';
import { RosterForm } from './roster-form';
import { ShiftDrawer } from './shift-drawer';

type Act =
  | { act: 'enter'; day: string | null }
  | { act: 'edit' }
  | { act: 'end' }
  | { act: 'shift'; id: string };

/** A roster's week, from Monday to Sunday. */
export function Component() {
  const rosterId = useParams().rosterId ?? '';
  const { filters, change } = useFilters(['from'] as const);
  const week = useLoad(dutyApi.week, { rosterId, ...(filters.from ? { from: filters.from } : {}) });
  const show = (from: string) => change({ from });
  return (
    <Page title={week.data?.roster.name ?? '值班表'} back={{ to: '/duty', text: '值班' }}>
      <Read from={week}>{(data) => <Week week={data} onShow={show} onChanged={week.reload} />}</Read>
    </Page>
  );
}

function Week({
  week,
  onShow,
  onChanged,
}: {
  week: DutyWeek;
  onShow: (from: string) => void;
  onChanged: () => void;
}) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Act | null>(null);
  const takeOver = useWrite(dutyApi.takeOver);
  const { roster, from } = week;
  const close = () => setOpen(null);
  const done = () => {
    close();
    onChanged();
  };
  const copy = async () => {
    const taken = await takeOver.run({ rosterId: roster.id, from: addDays(from, -7), to: from });
    if (!taken) return;
    message.success(`照上周排了 ${taken.entered} 个班${taken.left > 0 ? `，${taken.left} 个没有排` : ''}`);
    onChanged();
  };
  const shift = open?.act === 'shift' ? week.shifts.find(({ id }) => id === open.id) : undefined;
  return (
    <>
      <Section
        title={roster.organisation.name}
        extra={
          <Space wrap>
            {roster.may.readPhone ? <PhoneReading rosterId={roster.id} /> : null}
            {roster.may.change ? (
              <>
                <Button onClick={() => setOpen({ act: 'edit' })}>修改</Button>
                <Button danger onClick={() => setOpen({ act: 'end' })}>
                  停用
                </Button>
              </>
            ) : null}
          </Space>
        }
      >
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2 }}
          items={[
            { key: 'now', label: '现在值班', children: <OnDutyNow people={roster.onDuty} /> },
            { key: 'reach', label: '范围', children: reachWords(roster) },
            { key: 'phone', label: '值班电话', children: roster.phone || '没有登记' },
            {
              key: 'certificate',
              label: '持证要求',
              children: roster.needsCertificate ? '作业人员证 T' : '不要求',
            },
          ]}
        />
      </Section>
      <Section
        title={`${dayWords(from)} 至 ${dayWords(addDays(from, 6))}`}
        extra={
          <Space wrap>
            <Button onClick={() => onShow(addDays(from, -7))}>上一周</Button>
            <Button onClick={() => onShow(dayOf(Date.now()))}>本周</Button>
            <Button onClick={() => onShow(addDays(from, 7))}>下一周</Button>
            {roster.may.change ? (
              <>
                <Button loading={takeOver.busy} onClick={() => void copy()}>
                  照上周排
                </Button>
                <Button type="primary" onClick={() => setOpen({ act: 'enter', day: null })}>
                  排班
                </Button>
              </>
            ) : null}
          </Space>
        }
      >
        <Refused error={takeOver.error} onClose={takeOver.clear} />
        <Table<{ day: string }>
          size="small"
          rowKey="day"
          pagination={false}
          dataSource={daysOf(from).map((day) => ({ day }))}
          columns={[
            { title: '日期', className: 'nowrap', render: (_, { day }) => <b>{dayWords(day)}</b> },
            {
              title: '值班',
              render: (_, { day }) => (
                <Shifts week={week} day={day} onOpen={(id) => setOpen({ act: 'shift', id })} />
              ),
            },
            { title: '空班', render: (_, { day }) => <DayGaps gaps={week.gaps} day={day} /> },
            ...(roster.may.change
              ? [
                  {
                    title: '',
                    render: (_: unknown, { day }: { day: string }) => (
                      <Button
                        size="small"
                        disabled={endOfDay(day) <= Date.now()}
                        aria-label={`给 ${dayWords(day)} 排班`}
                        onClick={() => setOpen({ act: 'enter', day })}
                      >
                        排班
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <PhoneTests week={week} onAnswered={onChanged} />
      {open?.act === 'enter' ? (
        <EnterShifts week={week} day={open.day} onClose={close} onDone={done} />
      ) : null}
      {open?.act === 'edit' ? <RosterForm roster={roster} onClose={close} onSaved={done} /> : null}
      {open?.act === 'end' ? (
        <EndRoster rosterId={roster.id} onClose={close} onEnded={() => navigate('/duty')} />
      ) : null}
      {shift ? <ShiftDrawer week={week} shift={shift} onClose={close} onDone={done} /> : null}
    </>
  );
}

/** Those that begin on the day, and in front the one that came over midnight. */
function Shifts({ week, day, onOpen }: { week: DutyWeek; day: string; onOpen: (id: string) => void }) {
  const [begins, ends] = [startOfDay(day), endOfDay(day)];
  const own = week.shifts.filter(({ startsAt, endsAt }) => startsAt < ends && endsAt > begins);
  if (own.length === 0) return <span className="quiet">没有排班</span>;
  const words = (shift: DutyShift) =>
    shift.startsAt < begins ? `前一天起 ${hoursWords(shift)}` : hoursWords(shift);
  return (
    <Space wrap>
      {own.map((shift) => (
        <Button key={shift.id} size="small" onClick={() => onOpen(shift.id)}>
          {words(shift)} {shift.person.name}
          {shift.standsInFor ? `（替 ${shift.standsInFor.name}）` : ''}
        </Button>
      ))}
    </Space>
  );
}

function DayGaps({ gaps, day }: { gaps: readonly Span[]; day: string }) {
  const [begins, ends] = [startOfDay(day), endOfDay(day)];
  const own = gaps
    .map(({ startsAt, endsAt }) => ({ startsAt: Math.max(startsAt, begins), endsAt: Math.min(endsAt, ends) }))
    .filter(({ startsAt, endsAt }) => startsAt < endsAt);
  if (own.length === 0) return <StateTag tone="success" text="没有空班" />;
  return <StateTag tone="danger" text={own.map(hoursWords).join('，')} />;
}

function EndRoster(props: { rosterId: string; onClose: () => void; onEnded: () => void }) {
  const [reason, setReason] = useState('');
  const end = useWrite(dutyApi.end);
  const send = async () => {
    if (await end.run({ rosterId: props.rosterId, reason: reason.trim() })) props.onEnded();
  };
  return (
    <Modal
      open
      title="停用这张值班表？"
      okText="停用"
      cancelText="不停用"
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: end.busy }}
      onOk={() => void send()}
      onCancel={props.onClose}
    >
      <p>今后的班次全部取消，不能恢复；过去的保留。</p>
      <Input
        aria-label="停用的理由"
        maxLength={300}
        placeholder="写明理由"
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <Refused error={end.error} />
    </Modal>
  );
}

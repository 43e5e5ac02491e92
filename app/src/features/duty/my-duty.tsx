import { type DutyShift, dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { dayInWords, dayOf, timeInWords } from '@lifttrust/shared-types/kernel/time';
import { call } from '../../lib/call';
import { device } from '../../platform/device';
import { Card, Cell } from '../../ui/card';
import { Empty, PageState } from '../../ui/page-state';
import { Lead, SectionTitle, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { useLoad } from '../../ui/use-load';
import { TestAnswer } from './test-answer';

/** When I am on duty, and where I enter the number that a test call read out. */
export function MyDuty() {
  const load = useLoad(() => call(dutyApi.mine, {}));
  return (
    <>
      <Title>我的值班</Title>
      <PageState load={load}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="clock" title="今后没有您的班次" line="单位给您排班后会出现在这里。" />
          ) : (
            <>
              <Lead>值班时请保持手机畅通，有人被困会马上找您。</Lead>
              <Shifts items={items} />
              <SectionTitle>接到测试电话</SectionTitle>
              {rostersOf(items).map((roster) => (
                <TestAnswer key={roster.id} roster={roster} />
              ))}
            </>
          )
        }
      </PageState>
    </>
  );
}

const Shifts = ({ items }: { items: DutyShift[] }) => (
  <Card id="shifts">
    {items.map((shift) => (
      <Cell
        key={shift.id}
        icon="clock"
        label={spanInWords(shift)}
        note={shift.standsInFor ? `${shift.roster.name}（替${shift.standsInFor.name}）` : shift.roster.name}
        aside={shift.startsAt <= device.now() ? <Tag tone="brand" text="正在值班" /> : null}
      />
    ))}
  </Card>
);

const rostersOf = (items: DutyShift[]) => [
  ...new Map(items.map(({ roster }) => [roster.id, roster])).values(),
];

/** 11月22日 周日 18:00 到 11月23日 周一 08:00 */
function spanInWords({ startsAt, endsAt }: DutyShift): string {
  const [from, until] = [dayOf(startsAt), dayOf(endsAt)];
  const end = from === until ? timeInWords(endsAt) : `${dayInWords(until)} ${timeInWords(endsAt)}`;
  return `${dayInWords(from)} ${timeInWords(startsAt)} 到 ${end}`;
}

import type { PlanCalendar } from '@lifttrust/shared-types/plan/plan.contract';
import { type PeriodicDueItem, planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { DayVisits } from '../../features/plan/day-visits';
import { isDay, monthOf, thisDay } from '../../features/plan/month';
import { MonthView } from '../../features/plan/month-view';
import { Periodic } from '../../features/plan/periodic';
import { call } from '../../lib/call';
import { PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';

interface Seen {
  calendar: PlanCalendar;
  periodic: PeriodicDueItem[] | null;
  isTechnician: boolean;
}

/** A month of visits: a technician's own, or all of the company or owner; and the visits of one day. */
export default function CalendarPage() {
  const { params } = useRouter();
  const [day, setDay] = useState(() => (isDay(params.day) ? params.day : thisDay()));
  const [month, setMonth] = useState(monthOf(day));
  const load = useLoad<Seen>(() => read(month));
  const { reload } = load;
  const shown = useRef(month);
  useEffect(() => {
    if (shown.current === month) return;
    shown.current = month;
    reload();
  }, [month, reload]);
  const turn = (to: string) => {
    setMonth(to);
    setDay(to === monthOf(thisDay()) ? thisDay() : `${to}-01`);
  };
  return (
    <Screen id="plan-calendar">
      <PageState load={load}>
        {({ calendar, periodic, isTechnician }) => (
          <>
            <MonthView calendar={calendar} month={month} chosen={day} onChoose={setDay} onTurn={turn} />
            {calendar.month === month ? (
              <DayVisits calendar={calendar} day={day} mayOpen={isTechnician} />
            ) : null}
            {periodic ? <Periodic items={periodic} /> : null}
          </>
        )}
      </PageState>
    </Screen>
  );
}

async function read(month: string): Promise<Seen> {
  const [me, calendar] = await Promise.all([call(sessionApi.me, {}), call(planApi.calendar, { month })]);
  const isTechnician = me.role === 'technician';
  const seesItems = ['company_admin', 'owner_admin', 'owner_officer'].includes(me.role);
  const periodic = seesItems ? (await call(planApi.periodic, { month })).items : null;
  return { calendar, periodic, isTechnician };
}

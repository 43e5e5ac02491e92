import {
  type CalendarVisit,
  planStateTones,
  planStateWords,
} from '@lifttrust/shared-types/plan/plan.contract';
import { Drawer, List } from 'antd';
import { dayWords } from '../../lib/words';
import { StateTag } from '../../ui/state-tag';
import { shortClass, shortDay } from './plan-words';

interface Props {
  day: string | null;
  visits: CalendarVisit[];
  onOpen: (visitId: string) => void;
  onClose: () => void;
}

/** Everything of one field of the board, for days that hold more than can be shown. */
export const DayDrawer = ({ day, visits, onOpen, onClose }: Props) => (
  <Drawer
    open={day !== null}
    width={420}
    title={day ? `${dayWords(day)}，${visits.length} 次维保` : ''}
    onClose={onClose}
  >
    <List
      size="small"
      dataSource={visits}
      rowKey="visitId"
      renderItem={(visit) => (
        <List.Item>
          <button
            type="button"
            className={`card-mini card-mini--${visit.standing}`}
            onClick={() => onOpen(visit.visitId)}
          >
            <span className="card-mini__name">
              {visit.place} {visit.ownNumber}
            </span>
            <span className="card-mini__note">
              {shortClass(visit.class)}
              {visit.dueOn ? ` · 截止 ${shortDay(visit.dueOn)}` : ''} ·{' '}
              {visit.people.map(({ name }) => name).join('、')}
            </span>
            <StateTag tone={planStateTones[visit.standing]} text={planStateWords[visit.standing]} />
          </button>
        </List.Item>
      )}
    />
  </Drawer>
);

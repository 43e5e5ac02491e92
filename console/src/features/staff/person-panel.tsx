import type { StaffPerson } from '@lifttrust/shared-types/staff/staff.contract';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { Section } from '../../ui/page';
import { MoveTo } from './move-to';
import { movePeople, type Staff } from './use-staff';

/** One person: whether they may be assigned, how many lifts rest on them, where they belong. */
export const PersonPanel = ({ staff, person }: { staff: Staff; person: StaffPerson }) => (
  <>
    <Section title={person.name}>
      {person.reasons.length > 0 ? (
        <Alert
          showIcon
          type="warning"
          message="现在不能安排"
          description={`${person.reasons.join('；')}。`}
        />
      ) : (
        <p>{person.isCertified ? '可以安排。' : '没有登记作业人员证，只能和持证人员一起作业。'}</p>
      )}
      <p>
        负责 {person.lifts} 台电梯。
        {person.lifts > 0 ? <Link to={`/assignments?personId=${person.id}`}>看这些电梯</Link> : null}
      </p>
    </Section>
    {staff.readOnly ? null : (
      <Section title="调整">
        <MoveTo
          tree={staff.tree}
          moving="people"
          from={person.unitId}
          busy={staff.busy}
          onMove={(to, name) =>
            void staff.take({
              done: to ? `已把${person.name}编入“${name}”` : `已把${person.name}移出班组`,
              change: movePeople([person.id], to),
              undo: movePeople([person.id], person.unitId),
            })
          }
        />
      </Section>
    )}
  </>
);

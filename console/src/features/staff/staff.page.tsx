import { UndoOutlined } from '@ant-design/icons';
import { Alert, Button, Col, Row, Space, Tree } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useFilters } from '../../lib/filters';
import { dayOf, dayWords } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Page, Section } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { NewUnit } from './new-unit';
import { PersonPanel } from './person-panel';
import { companyKey, landing, placeOf, treeNodes, unitKey } from './staff-nodes';
import './staff.css';
import { UnitPanel } from './unit-panel';
import { movePeople, moveUnit, type Staff, useStaff } from './use-staff';

export function Component() {
  const { filters, change } = useFilters(['day', 'at'] as const);
  const today = dayOf(Date.now());
  const day = filters.day && filters.day < today ? filters.day : undefined;
  const { shown, staff, error, clear, last, undo, busy } = useStaff(day);
  useEffect(() => {
    const take = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLInputElement;
      if ((event.ctrlKey || event.metaKey) && event.key === 'z' && !isTyping && last) {
        event.preventDefault();
        void undo();
      }
    };
    window.addEventListener('keydown', take);
    return () => window.removeEventListener('keydown', take);
  });
  return (
    <Page
      title="班组"
      note="部门、班组、人员和负责区域。拖动可以调整；也可以点一行，在右边选“移到哪里”。以前的归属保留可查。"
      actions={
        <Space>
          <DayInput
            aria-label="看哪一天"
            max={today}
            value={day ?? today}
            onChange={(value) => change({ day: value === today ? undefined : value })}
          />
          <Button icon={<UndoOutlined />} disabled={!last || busy} onClick={() => void undo()}>
            退回上一步
          </Button>
        </Space>
      }
    >
      {day ? (
        <Alert
          showIcon
          type="info"
          style={{ marginBottom: 16 }}
          message={`这是 ${dayWords(day)} 当天的样子，只能看。`}
          action={
            <Button size="small" onClick={() => change({ day: undefined })}>
              回到今天
            </Button>
          }
        />
      ) : null}
      <Refused error={error} onClose={clear} />
      <Read from={shown}>
        {() =>
          staff ? (
            <Levels
              staff={staff}
              at={filters.at ?? null}
              onSelect={(at) => change({ at: at ?? undefined })}
            />
          ) : null
        }
      </Read>
    </Page>
  );
}

interface LevelsProps {
  staff: Staff;
  at: string | null;
  onSelect: (key: string | null) => void;
}

function Levels({ staff, at, onSelect }: LevelsProps) {
  const { tree } = staff;
  const nodes = useMemo(() => treeNodes(tree), [tree]);
  const { unit, person } = placeOf(tree, at);
  // The line under the mouse; the tree itself would put what is let go beside it, and order means nothing here.
  const [over, setOver] = useState<string | null>(null);
  // What has come new stands open; only what somebody has shut is shut.
  const [shut, setShut] = useState<string[]>([]);
  const nodeKeys = [companyKey, ...tree.units.map(({ id }) => unitKey(id))];
  return (
    <Row gutter={16}>
      <Col span={14}>
        <Section title={`${tree.people.length} 人，${tree.units.length} 个部门和班组`}>
          <Tree
            className="staff-tree"
            showIcon
            blockNode
            expandedKeys={nodeKeys.filter((key) => !shut.includes(key))}
            onExpand={(open) => setShut(nodeKeys.filter((key) => !open.includes(key)))}
            draggable={
              staff.readOnly ? false : { icon: false, nodeDraggable: ({ key }) => key !== companyKey }
            }
            treeData={nodes}
            titleRender={({ key, title }) => (
              <span className={key === over ? 'staff-tree__over' : ''}>
                {typeof title === 'function' ? null : title}
              </span>
            )}
            dropIndicatorRender={() => null}
            selectedKeys={at ? [at] : []}
            onSelect={([key]) => onSelect(key === undefined ? null : String(key))}
            onDragOver={({ node }) => setOver(String(node.key))}
            onDragEnd={() => setOver(null)}
            onDrop={({ dragNode }) => {
              setOver(null);
              if (over) void dropped(staff, String(dragNode.key), over);
            }}
          />
        </Section>
      </Col>
      <Col span={10}>
        {unit ? <UnitPanel key={`${unit.id}${unit.name}`} staff={staff} unit={unit} /> : null}
        {person ? <PersonPanel staff={staff} person={person} /> : null}
        {unit || person ? null : <Beginning staff={staff} />}
      </Col>
    </Row>
  );
}

const Beginning = ({ staff }: { staff: Staff }) => (
  <Section title={staff.tree.units.length === 0 ? '从第一个部门或班组开始' : '增加部门或班组'}>
    {staff.readOnly ? (
      <p className="quiet">点一行看当天的情况。</p>
    ) : (
      <>
        <NewUnit staff={staff} parentId={null} />
        <p className="quiet">增加后把人员拖进去。点左边一行可以改名、定组长、设定负责区域。</p>
      </>
    )}
  </Section>
);

/** Let go on a department or team: into it; on a person: beside them; on the company: out of every team. */
async function dropped(staff: Staff, dragged: string, on: string) {
  const { tree } = staff;
  const { unit, person } = placeOf(tree, dragged);
  const to = landing(tree, on);
  const name = tree.units.find(({ id }) => id === to)?.name ?? tree.company.name;
  if (person && person.unitId !== to)
    await staff.take({
      done: to ? `已把${person.name}编入“${name}”` : `已把${person.name}移出班组`,
      change: movePeople([person.id], to),
      undo: movePeople([person.id], person.unitId),
    });
  if (unit && unit.parentId !== to && unit.id !== to)
    await staff.take({
      done: `已把${unit.name}移到“${name}”`,
      change: moveUnit(unit.id, to),
      undo: moveUnit(unit.id, unit.parentId),
    });
}

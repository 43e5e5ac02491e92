import {
  ApartmentOutlined,
  BankOutlined,
  TeamOutlined,
  UserOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import type { StaffPerson, StaffTree, StaffUnit } from '@lifttrust/shared-types/staff/staff.contract';
import type { TreeDataNode } from 'antd';

/** What a line of the tree stands for: the company itself, a unit or a person. */
export type Place = { unit: StaffUnit | null; person: StaffPerson | null };

export const companyKey = 'company';
export const unitKey = (id: string) => `unit:${id}`;
export const personKey = (id: string) => `person:${id}`;

export function placeOf(tree: StaffTree, key: string | null): Place {
  const [kind, id] = (key ?? '').split(':');
  return {
    unit: kind === 'unit' ? (tree.units.find((unit) => unit.id === id) ?? null) : null,
    person: kind === 'person' ? (tree.people.find((person) => person.id === id) ?? null) : null,
  };
}

/** Where something lands that is let go on a line: in the unit, beside a person, or directly below the company. */
export function landing(tree: StaffTree, key: string): string | null {
  const { unit, person } = placeOf(tree, key);
  return person ? person.unitId : (unit?.id ?? null);
}

/** As the service says it of people with another role: no alarm. */
const notTechnician = '不是维保人员';

const personTitle = ({ name, isLeader, isCertified, reasons, lifts }: StaffPerson) => (
  <span>
    {name}
    {isLeader ? '（组长）' : ''}
    <span className="quiet"> {lifts > 0 ? `${lifts} 台` : '没有电梯'}</span>
    {reasons.includes(notTechnician) ? (
      <span className="quiet"> {notTechnician}</span>
    ) : reasons.length > 0 ? (
      <span style={{ color: 'var(--warning-text)' }} title={reasons.join('；')}>
        {' '}
        <WarningOutlined /> 不能安排
      </span>
    ) : isCertified ? null : (
      <span className="quiet"> 没有作业证</span>
    )}
  </span>
);

/** Units with those below them, then their people; people of no unit stand below the company. */
export function treeNodes(tree: StaffTree): TreeDataNode[] {
  const below = (parentId: string | null): TreeDataNode[] => [
    ...tree.units.filter((unit) => unit.parentId === parentId).map(node),
    ...tree.people
      .filter((person) => person.unitId === parentId)
      .map((person) => ({
        key: personKey(person.id),
        title: personTitle(person),
        icon: <UserOutlined />,
        isLeaf: true,
      })),
  ];
  const node = (unit: StaffUnit): TreeDataNode => ({
    key: unitKey(unit.id),
    icon: unit.kind === 'team' ? <TeamOutlined /> : <ApartmentOutlined />,
    title: (
      <span>
        <b>{unit.name}</b>
        <span className="quiet"> {unit.leader ? `组长 ${unit.leader.name}` : '没有组长'}</span>
      </span>
    ),
    children: below(unit.id),
  });
  const root = { key: companyKey, icon: <BankOutlined />, title: <b>{tree.company.name}</b> };
  return [{ ...root, children: below(null) }];
}

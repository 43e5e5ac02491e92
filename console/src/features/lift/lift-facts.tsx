import { type LiftFile, liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import { usePlaces } from '@lifttrust/shared-types/lift/lift.places';
import { Descriptions } from 'antd';
import type { ReactNode } from 'react';
import { dateWords, dayWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { GradeTag, LiftStateTag } from '../../ui/state-tag';
import { Due } from './due';

interface Fact {
  label: string;
  value: ReactNode;
}

const day = (value: string | null) => (value ? dayWords(value) : null);
const withUnit = (value: number | null, unit: string) => (value === null ? null : `${value} ${unit}`);

const useFacts = (lift: LiftFile): Fact[] => [
  { label: '应急救援识别码', value: <b>{lift.rescueCode}</b> },
  { label: '设备状态', value: <LiftStateTag state={lift.state} /> },
  { label: '应维保', value: <Due dueOn={lift.dueOn} explained={lift.explained} /> },
  { label: '最近维保', value: day(lift.lastMaintainedOn) },
  { label: '设备状态等级', value: <GradeTag grade={lift.grade} /> },
  { label: '上次检验日期', value: day(lift.lastInspectionOn) },
  { label: '下次检验日期', value: day(lift.nextInspectionOn) },
  { label: '维保单位', value: lift.companyName },
  { label: '使用单位', value: lift.ownerName },
  { label: '详细地址', value: lift.address },
  { label: '使用场所', value: lift.usePlace ? usePlaces[lift.usePlace] : null },
  { label: '区划', value: `${lift.divisionName} ${lift.divisionCode}` },
];

const registrationFacts = ({ identifiers, ...lift }: LiftFile): Fact[] => [
  { label: '设备代码', value: identifiers.equipmentCode },
  { label: '注册代码', value: identifiers.registrationCode },
  { label: '使用登记证编号', value: identifiers.useRegistration },
  { label: '出厂编号', value: identifiers.factoryNumber },
  { label: '单位内编号', value: identifiers.ownNumber },
  { label: '设备品种', value: `${liftTypes[lift.type]}（${lift.type}）` },
  { label: '制造单位', value: lift.manufacturer },
  { label: '制造日期', value: lift.madeOn ? dateWords(lift.madeOn) : null },
  { label: '额定速度', value: withUnit(lift.ratedSpeed, 'm/s') },
  { label: '额定载重量', value: withUnit(lift.ratedLoad, 'kg') },
  { label: '层站数', value: withUnit(lift.floors, '层') },
];

const Facts = ({ title, facts, columns }: { title: string; facts: Fact[]; columns: number }) => (
  <Section title={title}>
    <Descriptions
      size="small"
      column={{ xs: 1, md: columns }}
      styles={{ label: { width: 144 } }}
      items={facts.map(({ label, value }) => ({
        key: label,
        label,
        children: value || <span className="quiet">未登记</span>,
      }))}
    />
  </Section>
);

export const LiftFacts = ({ lift, columns }: { lift: LiftFile; columns: number }) => (
  <>
    <Facts title="使用与维保" facts={useFacts(lift)} columns={columns} />
    <Facts title="登记信息" facts={registrationFacts(lift)} columns={columns} />
  </>
);

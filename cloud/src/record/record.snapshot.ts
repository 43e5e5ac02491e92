import { LiftType, liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import type { Lift } from '../lift/lift.entity';

export interface LiftFacts {
  lift: Lift;
  companyName: string;
  ownerName: string;
}

const unit = (value: number | null, name: string) => (value === null ? '' : `${value} ${name}`);

/** Master data in words, as it stood when the record was sealed (TSG T5002 第七条, 第八条; REC-03). */
export function equipmentFacts({
  lift,
  companyName,
  ownerName,
}: LiftFacts): { label: string; value: string }[] {
  const facts: [string, string][] = [
    ['使用单位', ownerName],
    ['维保单位', companyName],
    ['使用地点', lift.place],
    ['详细地址', lift.address],
    ['单位内编号', lift.ownNumber],
    ['设备品种', liftTypes[LiftType.parse(lift.type)]],
    ['设备代码', lift.equipmentCode],
    ['注册代码', lift.registrationCode],
    ['使用登记证编号', lift.useRegistration],
    ['应急救援识别码', lift.rescueCode],
    ['制造单位', lift.manufacturer],
    ['出厂编号', lift.factoryNumber],
    ['制造日期', lift.madeOn ?? ''],
    ['额定速度', unit(lift.ratedSpeed, 'm/s')],
    ['额定载重量', unit(lift.ratedLoad, 'kg')],
    ['层站数', unit(lift.floors, '层')],
    ['下次检验日期', lift.nextInspectionOn ?? ''],
  ];
  return facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}

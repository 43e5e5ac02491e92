import type { CityParameters } from '../city/city.parameters';
import type { Refusal } from '../kernel/app-error';
import { isUsePlace, usePlaces } from './lift.places';

/** Who enters lifts into this city's register (city parameter `lifts.enteredBy`). */
export type EnteredBy = CityParameters['lifts']['enteredBy'];

/** Fields of a lift that people on site may say something about, with what lists call them. */
export const correctable = {
  equipmentCode: '设备代码',
  registrationCode: '注册代码',
  useRegistration: '使用登记证编号',
  factoryNumber: '出厂编号',
  manufacturer: '制造单位',
  madeOn: '制造日期',
  type: '设备品种',
  ratedSpeed: '额定速度',
  ratedLoad: '额定载重量',
  floors: '层站数',
  rescueCode: '应急救援识别码',
  ownNumber: '单位内编号',
  place: '使用地点',
  address: '详细地址',
  usePlace: '使用场所',
} as const;
export type Correctable = keyof typeof correctable;

/** A value of a correction as lists show it; empty for what nobody has said. */
export function correctionInWords(field: string, value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  return field === 'usePlace' && isUsePlace(text) ? usePlaces[text] : text;
}

const local: readonly Correctable[] = ['ownNumber', 'place', 'address', 'rescueCode', 'usePlace'];

/**
 * Registration fields are the superior system's: a correction waits, visible, until that system agrees.
 * @basis 泉鲤市监规〔2024〕1号 三(二), 四(三): basic data come from the superior system (EQ-01, EQ-02)
 */
export const isRegistration = (field: string): boolean => !local.some((own) => own === field);

/** @basis EQ-01: where the superior system enters lifts, nobody here decides what it registers */
export function refuseLocalDecision(fields: readonly string[], by: EnteredBy): Refusal | null {
  const registered = fields.filter(isRegistration);
  if (by === 'company' || registered.length === 0) return null;
  return {
    code: 'lift.superior_system_decides',
    message: '登记信息以上级系统为准。这项纠正会一直显示，上级系统更新为相同内容后自动办结。',
  };
}

/** @basis EQ-03; city parameter `lifts.enteredBy` */
export const refuseEntry = (by: EnteredBy): Refusal | null =>
  by === 'superior_system'
    ? { code: 'lift.entered_by_superior', message: '本市电梯由上级系统登记，请联系监管部门导入。' }
    : null;

export interface Standing {
  id: string;
  ownNumber: string;
}

/**
 * Does somebody who stands before one of several lifts in one place stand before the one whose code they scanned?
 * `missing`: they have to say which and show its nameplate; `other`: the number they read is another lift's.
 * @basis EQ-04, EQ edge case of twin lifts: confirm 单位内编号 and photograph the nameplate
 */
export function judgeTwin(
  scanned: Standing,
  twins: readonly Standing[],
  said: { ownNumber: string; hasPhoto: boolean },
): 'fine' | 'missing' | 'other' {
  if (twins.length === 0) return 'fine';
  const number = said.ownNumber.trim().toUpperCase();
  if (number === '') return 'missing';
  const isSame = scanned.ownNumber === '' || scanned.ownNumber.toUpperCase() === number;
  if (!isSame || twins.some((twin) => twin.ownNumber !== '' && twin.ownNumber.toUpperCase() === number))
    return 'other';
  return said.hasPhoto ? 'fine' : 'missing';
}

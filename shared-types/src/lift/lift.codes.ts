import type { Refusal } from '../kernel/app-error';
import type { LiftType } from './lift.contract';

/** The annexes of TSG T5002-2017 that carry statutory item tables. */
export type Annex = 'A' | 'B' | 'C' | 'D';

const annexes: Record<LiftType, Annex | null> = {
  '3110': 'A',
  '3120': 'A',
  '3130': 'A',
  '3210': 'B',
  '3220': 'B',
  '3310': 'D',
  '3320': 'D',
  // 防爆、消防员: by the manufacturer's own items (TSG T5002-2017 第二条).
  '3410': null,
  '3420': null,
  '3430': 'C',
};

/**
 * Which annex a lift is maintained by.
 * @basis TSG T5002-2017 附件A–D; 《特种设备目录》 2014 (CODES §3)
 */
export const annexOf = (type: LiftType): Annex | null => annexes[type];

// Hardly any identifier has one, and an import asks a million times.
const unusualSigns = /[\uFF01-\uFF5E\u3000\u200B-\u200D\u2060]/;

/** Full-width signs as people type them in Chinese input, to the half-width ones that codes are made of. */
const toHalfWidth = (text: string): string =>
  unusualSigns.test(text)
    ? text
        .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
        .replace(/\u3000/g, ' ')
        .replace(/[\u200B-\u200D\u2060]/g, '')
    : text;

/**
 * One way of writing for every identifier; text in, text out, leading zeros kept (CODES §1 rule 1). Two lifts are
 * compared by this form and never by what somebody typed.
 */
export const normaliseIdentifier = (raw: string): string => toHalfWidth(raw).trim().toUpperCase();

/** As `normaliseIdentifier`, without blanks inside: for coded numbers, never for free text such as 单位内编号. */
export const normaliseCode = (raw: string): string => normaliseIdentifier(raw).replace(/\s+/g, '');

/**
 * A long number that a spreadsheet has rounded for ever (`3.11E+19`); nothing can bring the digits back. `1E217`
 * has no plus sign and is a genuine factory number.
 */
export const isRuined = (cell: string): boolean => /E\+\d+$/i.test(toHalfWidth(cell).trim());

export const refuseRuined = (cell: string, field: string, label: string): Refusal | null =>
  isRuined(cell)
    ? {
        code: 'lift.identifier_ruined',
        field,
        message: `${label}“${cell.trim()}”已被表格软件改成科学计数，原号码无法还原，请从原系统按文本格式重新导出。`,
      }
    : null;

export type LiftCode =
  | {
      kind: 'registration_20';
      /** Of the old or the new class table: never the lift's type (CODES §1 rule 3). */
      classCode: string;
      /** Where it was registered, not where it stands now. */
      divisionCode: string;
      registeredIn: { year: number; month: number };
      serial: string;
    }
  | {
      kind: 'equipment_17' | 'equipment_18';
      classCode: string;
      manufacturerCode: string;
      madeIn: number;
      serial: string;
    }
  | { kind: 'unknown' };

const registrationCode = /^(3\d{3})(\d{6})((?:19|20)\d{2})(0[1-9]|1[0-2])([0-9A-Z]\d{3})$/;
const equipmentCode = /^(3\d{3})([0-9A-Z]{5})((?:19|20)\d{2})([0-9A-Z]\d{3,4})$/;

/**
 * Takes a 注册代码 (20 digits) or a 设备代码 (17 or 18) apart, whichever column it stood in: several systems write
 * one into the other's column.
 * @basis CODES §1; 特种设备使用登记 20-digit rule (before 2017), TSG 08-2017 (since)
 */
export function parseLiftCode(raw: string): LiftCode {
  const code = normaliseCode(raw);
  const registered = registrationCode.exec(code);
  if (registered) {
    const [, classCode = '', divisionCode = '', year, month, serial = ''] = registered;
    const registeredIn = { year: Number(year), month: Number(month) };
    return { kind: 'registration_20', classCode, divisionCode, registeredIn, serial };
  }
  const made = equipmentCode.exec(code);
  if (!made) return { kind: 'unknown' };
  const [, classCode = '', manufacturerCode = '', year, serial = ''] = made;
  const kind = code.length === 17 ? 'equipment_17' : 'equipment_18';
  return { kind, classCode, manufacturerCode, madeIn: Number(year), serial };
}

/**
 * The lift type that a code proves, if any: only 17/18-character codes, made by the 2014 catalogue. In a 20-digit
 * code 3130 may mean 无机房客梯 (old table) or 强制驱动载货 (new one).
 */
export function typeFromCode(raw: string): LiftType | null {
  const code = parseLiftCode(raw);
  if (code.kind === 'unknown' || code.kind === 'registration_20') return null;
  const type = Object.keys(annexes).find((key) => key === code.classCode);
  return (type as LiftType | undefined) ?? null;
}

export interface UseRegistration {
  normalised: string;
  /** 2014 catalogue number of the variety, e.g. 3110. */
  typeCode: string;
  province: string;
  cityLetters: string;
  serial: string;
  year: number;
}

const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const useRegistration = new RegExp(
  `^梯(11|12|13|21|22|31|32|41|42|43)([${provinces}])([A-Z]{0,2})(\\d{4,6})\\((\\d{2})\\)$`,
);

/** Takes a 使用登记证编号 apart (CODES §2). Null is only a warning: the number on the sticker is what it is. */
export function parseUseRegistration(raw: string): UseRegistration | null {
  const normalised = normaliseCode(raw);
  const parts = useRegistration.exec(normalised);
  if (!parts) return null;
  const [, variety = '', province = '', cityLetters = '', serial = '', year = ''] = parts;
  return { normalised, typeCode: `3${variety}0`, province, cityLetters, serial, year: 2000 + Number(year) };
}

export const warnUseRegistration = (raw: string): Refusal | null =>
  raw.trim() === '' || parseUseRegistration(raw)
    ? null
    : {
        code: 'lift.use_registration_unusual',
        field: 'useRegistration',
        message: '使用登记证编号与“梯11闽E3622(16)”的常见写法不同，请对照使用标志核对；可以照此录入。',
      };

/** 注册代码 and 设备代码 that do not read as either: recorded as they are, with a hint. */
export const warnLiftCode = (raw: string, field: string, label: string): Refusal | null =>
  raw.trim() === '' || parseLiftCode(raw).kind !== 'unknown'
    ? null
    : {
        code: 'lift.code_unusual',
        field,
        message: `${label}既不是 20 位注册代码，也不是 17、18 位设备代码，请对照登记资料核对；可以照此录入。`,
      };

/** 应急救援识别码 by the city's own pattern (six digits, five in 漳州, letters in the old Fujian numbers). */
export const isRescueCode = (raw: string, cityPattern: string): boolean =>
  new RegExp(cityPattern).test(normaliseCode(raw));

export const refuseRescueCode = (raw: string, cityPattern: string): Refusal | null =>
  raw.trim() === '' || isRescueCode(raw, cityPattern)
    ? null
    : {
        code: 'lift.rescue_code_invalid',
        field: 'rescueCode',
        message: `应急救援识别码“${raw.trim()}”不符合本市的编码格式，请对照轿厢内的标牌核对。`,
      };

export interface IdentityFacts {
  equipmentCode: string;
  registrationCode: string;
  useRegistration: string;
  factoryNumber: string;
  manufacturer: string;
}

/** Without one of these nobody could tell the lift from its neighbour (CODES §1 rule 2). */
export function refuseUnidentified(lift: IdentityFacts): Refusal | null {
  const filled = (text: string) => normaliseIdentifier(text) !== '';
  const single = [lift.equipmentCode, lift.registrationCode, lift.useRegistration].some(filled);
  if (single || (filled(lift.manufacturer) && filled(lift.factoryNumber))) return null;
  return {
    code: 'lift.unidentified',
    message: '至少填写设备代码、注册代码、使用登记证编号之一，或同时填写制造单位与出厂编号。',
  };
}

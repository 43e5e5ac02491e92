import type { Refusal } from '../kernel/app-error';
import { normaliseCode } from '../lift/lift.codes';

/** What the register says of the lift that a code was made for. */
export interface PlateLift {
  ownNumber: string;
  useRegistration: string;
  registrationCode: string;
  equipmentCode: string;
  factoryNumber: string;
}

const shortest = 4;

/** The last digits are enough for people; fewer than four would agree by chance. */
const agrees = (said: string, kept: string): boolean =>
  kept !== '' && said.length >= shortest && normaliseCode(kept).endsWith(said);

/**
 * Does what is read at the lift agree with the register? A code on the wrong one of two twin lifts is found here, before
 * anybody relies on it. A lift of which no number is registered cannot be told from its twin: its data come first.
 * @basis EQ-04, EQ edge case of twin lifts; 沪市监特种〔2020〕286号 二(一)
 */
export function refuseSticking(
  lift: PlateLift,
  said: { ownNumber: string; registration: string },
): Refusal | null {
  const kept = [lift.useRegistration, lift.registrationCode, lift.equipmentCode, lift.factoryNumber];
  if (kept.every((number) => number === ''))
    return {
      code: 'plate.no_number',
      message: '台账里还没有这台电梯的登记证号、设备代码和出厂编号，无法核对。请先用“纠正资料”补上其中一个。',
    };
  const registration = normaliseCode(said.registration);
  if (registration.length < shortest)
    return { code: 'plate.number_short', message: '请至少填写编号的最后 4 位。', field: 'registration' };
  if (!kept.some((number) => agrees(registration, number)))
    return {
      code: 'plate.number_differs',
      message:
        '您看到的编号和这张码登记的电梯对不上，可能贴错了。请取下，贴到对应的电梯上；台账有误的，请用“纠正资料”。',
      field: 'registration',
    };
  if (lift.ownNumber !== '' && normaliseCode(said.ownNumber) !== normaliseCode(lift.ownNumber))
    return {
      code: 'plate.own_number_differs',
      message: `这张码登记的是 ${lift.ownNumber}，与您看到的不一样，可能和旁边那台贴反了。`,
      field: 'ownNumber',
    };
  return null;
}

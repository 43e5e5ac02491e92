import { addDays } from '../kernel/time';

/** From so many stored people on the operator files with the provincial 网信 authority. */
export const filingPeople = 100_000;
/** Within so many working days. */
export const filingWorkingDays = 30;

export type CountState = 'fine' | 'near' | 'filing';

/**
 * How near the number of people with a stored face is to the duty of filing.
 * @basis 人脸识别技术应用安全管理办法 第十五条 (FACE-11): 100 000 people, 30 working days; the alert before is ours
 */
export function countState(people: number, alertFrom: number): CountState {
  if (people >= filingPeople) return 'filing';
  return people >= alertFrom ? 'near' : 'fine';
}

const isWeekend = (day: string): boolean => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
};

/**
 * The last day of so many working days after a day, which itself is not counted. Saturdays and Sundays are left out; the
 * State Council's holidays are not known here, so the day is rather too early than too late.
 * @basis 人脸识别技术应用安全管理办法 第十五条 (FACE-11); 民法典 第二百零一条 (the first day is not counted)
 */
export function workingDaysAfter(day: string, days: number): string {
  let last = day;
  for (let left = days; left > 0; ) {
    last = addDays(last, 1);
    if (!isWeekend(last)) left -= 1;
  }
  return last;
}

/** The last day for the filing, from the day on which the number was reached. */
export const filingDueOn = (reachedOn: string): string => workingDaysAfter(reachedOn, filingWorkingDays);

import { type Calendar, workingDaysAfter } from '../calendar/calendar.rules';

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

/**
 * The last day for the filing, from the day on which the number was reached; public holidays and worked weekends counted
 * as the State Council announced them.
 * @basis 人脸识别技术应用安全管理办法 第十五条 (FACE-11); 民法典 第二百零一条 (the first day is not counted)
 */
export const filingDueOn = (reachedOn: string, calendar: Calendar): string =>
  workingDaysAfter(reachedOn, filingWorkingDays, calendar);

/**
 * What somebody at the desk has to do now because nobody else will: a call to 119 or 120 that is due, people whom nobody can
 * reach, a step beyond the company. Each rings at the desk until it is done, over, or taken note of there.
 * @basis EMG-05, EMG-11 (RULES §12)
 */
import { type Distress, outsideNumbers } from './rescue.rules';
import type { Tier } from './rescue.words';

export type AlertKind = 'outside_due' | 'nobody' | 'escalated';

export interface AlertFacts extends Distress {
  /** All epoch ms. */
  reportedAt: number;
  acceptedAt: number | null;
  arrivedAt: number | null;
  freedAt: number | null;
  closedAt: number | null;
  tier: Tier | null;
  tier2At: number | null;
  tier3At: number | null;
  /** 119, 120 was telephoned, by somebody who said so. */
  fireCalledAt: number | null;
  ambulanceCalledAt: number | null;
  /** When a tier was last found to have nobody to call, and which, in words. */
  nobody: { at: number; text: string } | null;
}

export interface DeskAlert {
  kind: AlertKind;
  /** Epoch ms; with the kind and the number it tells one alert from the next. */
  since: number;
  number: '119' | '120' | null;
  text: string;
}

/** Most urgent first; none once people are out. */
export function alertsOf(facts: AlertFacts): DeskAlert[] {
  const { acceptedAt, arrivedAt, freedAt, closedAt, tier, tier2At, nobody } = facts;
  if (freedAt !== null || closedAt !== null) return [];
  const found = outsideNumbers(tier, facts)
    .filter((number) => isDue(facts, number))
    .map((number) => dueCall(facts, number));
  const isAwaited = (since: number) => arrivedAt === null && (acceptedAt === null || acceptedAt < since);
  const isNobody = nobody !== null && isAwaited(nobody.at);
  if (isNobody) found.push(nobodyThere(nobody));
  // A station called because the company has nobody is one matter, not two.
  if (tier2At !== null && isAwaited(tier2At) && !(isNobody && nobody.at >= tier2At))
    found.push({
      kind: 'escalated',
      since: tier2At,
      number: null,
      text: '已升级到救援站，请关注是否有人前往。',
    });
  return found;
}

/** Whoever is at the lift needs no fire brigade that was called for being late; the hurt need an ambulance all the same. */
const isDue = (facts: AlertFacts, number: '119' | '120'): boolean =>
  number === '119'
    ? facts.fireCalledAt === null && facts.arrivedAt === null
    : facts.ambulanceCalledAt === null;

const dueCall = ({ tier3At, reportedAt }: AlertFacts, number: '119' | '120'): DeskAlert => ({
  kind: 'outside_due',
  since: number === '119' ? (tier3At ?? reportedAt) : reportedAt,
  number,
  text: `请立即拨打 ${number}，打完在系统中记下。`,
});

const nobodyThere = ({ at, text }: { at: number; text: string }): DeskAlert => ({
  kind: 'nobody',
  since: at,
  number: null,
  text: `${text}，请打电话联系，或人工派单。`,
});

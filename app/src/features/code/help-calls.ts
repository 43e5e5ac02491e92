import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { CallOf, ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { type HelpState, helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { helpInChinese, isHelpOver } from '@lifttrust/shared-types/rescue/help.words';
import { minuteMs } from '@lifttrust/shared-types/rescue/rescue.rules';
import { call } from '../../lib/call';
import { randomId } from '../../lib/random-id';
import { device } from '../../platform/device';
import { storage } from '../../platform/storage';
import { missOf, pauseMs, type Told, toldPauseMs } from './help-again';

const place = 'help-calls';
const most = 5;
/** What found no network for so long is not sent any more: whoever still waits has telephoned. */
const unsentMs = 120 * minuteMs;
const sentMs = 24 * 60 * minuteMs;

type Correction = CallOf<typeof helpApi.correct>;
/** What a caller may add once help is on its way; all of it may be left out. */
export type HelpDetails = Pick<Correction, 'situation' | 'phone'>;

/** A call for help made on this phone. Without an account the phone alone can show what becomes of it. */
export interface HelpCall {
  /** What hangs in the lift. */
  code: string;
  kind: 'trapped' | 'hurt';
  /** One for all attempts, so that a report that waited arrives once. */
  key: string;
  /** By the phone's clock, epoch ms. */
  at: number;
  /** What to say on the telephone; empty where the lift could not be read. */
  say: string;
  /** Told, and not sent yet. */
  details: HelpDetails | null;
  /** The last answer; null: the service has not heard of it yet. */
  known: (HelpState & { helpToken: string }) | null;
  /** What the service refused for good, in its words. */
  refusal: string;
  /** Asked to telephone first, and sent again at the time that was named; null: not, or not any more. */
  told: Told | null;
  /** Taken back before it was known to have arrived; kept until the service has said that it is, or never came. */
  isTakenBack?: boolean;
  /** How often it was tried in vain since it last got through. */
  failures: number;
}

/**
 * The reports beside telephone calls: sent at once and again until they are answered, also when their page is left or
 * the app was away; kept with the secret that opens them. Beside the outbox, since who calls for help is nobody's account.
 */
class HelpCalls {
  private calls: HelpCall[] | null = null;
  private readonly sending = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private wake: (() => void)[] = [];

  constructor() {
    device.watchNetwork((online) => {
      if (online) this.resume();
    });
  }

  /** Newest first. */
  all(): HelpCall[] {
    this.calls ??= kept();
    return this.calls;
  }

  of(code: string): HelpCall | null {
    return this.all().find((one) => one.code === code && !one.isTakenBack) ?? null;
  }

  watch(tell: () => void): () => void {
    this.listeners.add(tell);
    return () => {
      this.listeners.delete(tell);
    };
  }

  /** Reports once; who presses again while help is on its way asks for nothing new. */
  begin(code: string, kind: HelpCall['kind'], say: string): void {
    const known = this.of(code);
    if (known && isOpen(known)) {
      this.resume();
      return;
    }
    const at = device.now();
    const one: HelpCall = {
      ...{ code, kind, say, at, key: randomId(at), details: null, known: null, refusal: '', told: null },
      failures: 0,
    };
    this.put([one, ...this.all().filter((other) => other.isTakenBack || other.code !== code)].slice(0, most));
    void this.send(one.key);
  }

  /** A report of which the service has not answered goes no further, and is taken back there in case it arrived. */
  withdraw(code: string): void {
    const one = this.of(code);
    if (!one || one.known) return;
    this.change(one.key, { isTakenBack: true, told: null });
    void this.send(one.key);
  }

  /** Kept until it is sent, as the report itself. */
  tell(code: string, details: HelpDetails): void {
    const one = this.of(code);
    if (!one) return;
    this.change(one.key, { details, refusal: '' });
    void this.send(one.key);
  }

  /**
   * What must be answered at once: taken back, out by oneself, still inside, in another lift of the place.
   * @param liftId one of `neighbours`, for `other_lift` @throws AppError, NetworkError
   */
  async correct(code: string, what: Correction['what'], liftId?: string): Promise<void> {
    const one = this.of(code);
    if (!one?.known) return;
    const { helpId, helpToken: token } = one.known;
    this.learn(one.key, await call(helpApi.correct, { helpId, token, what, ...(liftId ? { liftId } : {}) }));
  }

  /** The other lifts of the place, for whoever scanned the wrong one. @throws AppError, NetworkError */
  async neighbours(code: string): Promise<ResultOf<typeof helpApi.neighbours>['items']> {
    const known = this.of(code)?.known;
    if (!known) return [];
    const { helpId, helpToken: token } = known;
    return (await call(helpApi.neighbours, { helpId, token })).items;
  }

  /** Asks how far it is; a network that is away changes nothing. */
  async look(code: string): Promise<void> {
    const one = this.of(code);
    if (!one?.known) return;
    const { helpId, helpToken: token } = one.known;
    try {
      this.learn(one.key, await call(helpApi.show, { helpId, token }));
    } catch (problem) {
      if (problem instanceof AppError && problem.kind === 'not_found')
        this.change(one.key, { known: null, refusal: problem.message });
      else this.change(one.key, { failures: one.failures + 1 });
    }
  }

  /** The app is looked at again or the network is back: what waits goes out now. */
  resume(): void {
    for (const go of this.wake.splice(0)) go();
    for (const one of this.all()) if (owes(one)) void this.send(one.key);
  }

  private async send(key: string): Promise<void> {
    if (this.sending.has(key)) {
      for (const go of this.wake.splice(0)) go();
      return;
    }
    this.sending.add(key);
    try {
      for (let tries = 1; await this.attempt(key); tries += 1) {
        const told = this.all().find((one) => one.key === key)?.told ?? null;
        await this.pause(pauseMs(told, tries, device.now()));
      }
    } finally {
      this.sending.delete(key);
    }
  }

  /** Whether something is left to be sent, later. */
  private async attempt(key: string): Promise<boolean> {
    const one = this.all().find((other) => other.key === key);
    if (!one || !owes(one)) return false;
    if (toldPauseMs(one.told, device.now()) > 0) return true;
    try {
      if (one.isTakenBack) await this.takeBack(one);
      else if (one.known) await this.sendDetails(one);
      else await this.report(one);
      const now = this.all().find((other) => other.key === key);
      return now !== undefined && owes(now) && this.attempt(key);
    } catch (problem) {
      const miss = missOf(problem, device.now());
      if (miss.why === 'final') {
        // Taken back while this was on its way: what is refused for good has called nobody.
        if (this.all().find((other) => other.key === key)?.isTakenBack) this.forget(key);
        this.change(key, { refusal: miss.word ?? helpInChinese.script.refused, details: null, told: null });
        return false;
      }
      if (miss.why === 'told') this.change(key, { told: miss.told });
      else this.change(key, { failures: one.failures + 1, told: null });
      return true;
    }
  }

  private async report({ code, kind, key, at }: HelpCall): Promise<void> {
    const waitedSeconds = Math.min(86_400, Math.max(0, Math.round((device.now() - at) / 1000)));
    const known = await call(helpApi.call, { code, kind, key, waitedSeconds });
    this.change(key, { known, failures: 0, told: null });
  }

  private async takeBack({ code, key }: HelpCall): Promise<void> {
    await call(helpApi.call, { code, key, isTakenBack: true });
    this.forget(key);
  }

  private forget(key: string): void {
    this.put(this.all().filter((one) => one.key !== key));
  }

  private async sendDetails(one: HelpCall): Promise<void> {
    const { known, details, key } = one;
    if (!known || !details) return;
    const { helpId, helpToken: token } = known;
    const answer = await call(helpApi.correct, { helpId, token, what: 'details', ...details });
    this.learn(key, answer);
    // Something else may have been told meanwhile.
    if (this.of(one.code)?.details === details) this.change(key, { details: null });
  }

  private learn(key: string, state: HelpState): void {
    const one = this.all().find((other) => other.key === key);
    if (one?.known) this.change(key, { known: { ...one.known, ...state }, failures: 0, told: null });
  }

  private change(key: string, change: Partial<HelpCall>): void {
    this.put(this.all().map((one) => (one.key === key ? { ...one, ...change } : one)));
  }

  /** Until somebody looks or the network is back, so long at most. */
  private pause(ms: number): Promise<void> {
    return new Promise((go) => {
      this.wake.push(go);
      setTimeout(go, ms);
    });
  }

  private put(calls: HelpCall[]): void {
    this.calls = calls;
    try {
      storage.write(place, calls);
    } catch {
      // A full phone calls for help all the same; only a restart would forget it.
    }
    for (const tell of this.listeners) tell();
  }
}

/** Help is on its way, or the report is. */
export const isOpen = ({ known, refusal, isTakenBack }: HelpCall): boolean =>
  !isTakenBack && (known === null ? refusal === '' : !isHelpOver(known));

const owes = (one: HelpCall): boolean =>
  one.isTakenBack || (isOpen(one) && (one.known === null || one.details !== null));

function kept(): HelpCall[] {
  const found = storage.read(place);
  if (!Array.isArray(found)) return [];
  const now = device.now();
  // What an earlier version of the app kept says nothing of it.
  const calls = found.filter(isCall).map((one) => ({ ...one, told: one.told ?? null }));
  return calls.filter(({ at, known, isTakenBack }) => now - at < (known || isTakenBack ? sentMs : unsentMs));
}

const isCall = (value: unknown): value is HelpCall =>
  typeof value === 'object' && value !== null && 'key' in value && 'code' in value && 'at' in value;

export const helpCalls = new HelpCalls();

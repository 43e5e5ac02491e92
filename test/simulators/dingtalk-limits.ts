export interface Refusal {
  errcode: number;
  errmsg: string;
  sub_code?: string;
  sub_msg?: string;
}

/**
 * What DingTalk refuses whatever is asked: a token that has ended or was taken back, a right that is missing, calls
 * that come too fast. Codes as documented (全局错误码).
 */
export class DingtalkLimits {
  /** Calls in one second; Infinity: as many as one likes. */
  perSecond = Number.POSITIVE_INFINITY;
  /** After how many more address book calls the application loses its right; null: never. */
  rightEndsAfter: number | null = null;
  /** Paths the application has no right to. */
  readonly forbidden = new Set<string>();
  /** How often "too often" was answered. */
  tooOften = 0;
  /** A refused application stays shut out for so long, milliseconds. */
  shutMs = 1000;
  private readonly recent: number[] = [];
  private shutUntil = 0;

  refusal(path: string): Refusal | null {
    const now = performance.now();
    if (this.isTooOften(now)) {
      this.tooOften += 1;
      return { errcode: 90018, errmsg: '您的应用调用该接口次数过多，请稍后再试' };
    }
    this.recent.push(now);
    if (this.rightEndsAfter !== null && this.rightEndsAfter <= 0) return notAllowed;
    if (this.rightEndsAfter !== null) this.rightEndsAfter -= 1;
    return this.forbidden.has(path) ? notAllowed : null;
  }

  private isTooOften(now: number): boolean {
    if (now < this.shutUntil) return true;
    while (this.recent.length > 0 && (this.recent[0] ?? now) <= now - 1000) this.recent.shift();
    if (this.recent.length < this.perSecond) return false;
    this.shutUntil = now + this.shutMs;
    return true;
  }
}

const notAllowed: Refusal = {
  errcode: 88,
  errmsg: 'ding talk error[subcode=60011,submsg=没有调用该接口的权限]',
  sub_code: '60011',
  sub_msg: '没有调用该接口的权限',
};

export const badToken: Refusal = { errcode: 40014, errmsg: '不合法的access_token' };

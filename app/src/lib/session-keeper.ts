import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { Me, SignedIn } from '@lifttrust/shared-types/session/session.contract';

/** Nobody is signed in and the platform would not say who it is: the person has to come back by themselves. */
export class SignedOut extends Error {
  constructor(message = '登录已过期，内容还在手机里。请从聊天软件重新打开后继续。') {
    super(message);
    this.name = 'SignedOut';
  }
}

/** The session was ended elsewhere, and whoever held it is let in no more; the message says why. */
export class Ended extends AppError {}

/** Where a session is kept and how a new one is had. */
export interface SessionSource {
  read(): SignedIn | null;
  write(signedIn: SignedIn): void;
  drop(): void;
  /** The account is let in no more: what it left on this phone is locked for good. */
  lock(): void;
  /** Work that was done with the service's time under it still waits here. */
  owes(): boolean;
  /** The phone's own clock, epoch ms: a hint, never a reason to refuse. */
  now(): number;
  refresh(refreshToken: string): Promise<SignedIn>;
  /** By the platform, without a page. */
  signIn(): Promise<SignedIn>;
}

/**
 * Keeps somebody signed in. A token is used until the service refuses it, since a phone's clock may be wrong; then it
 * is renewed once for all calls that wait, by the refresh token or else by the platform, and each call is sent again as
 * it was.
 */
export class SessionKeeper {
  private waiting: Promise<SignedIn> | null = null;

  constructor(private readonly source: SessionSource) {}

  /** The session kept on this phone, signing in when there is none. */
  async ensure(): Promise<SignedIn> {
    return this.source.read() ?? this.once(() => this.signIn());
  }

  /**
   * Asks under the present token and, when that is refused, once more under the next one. What writes is done only for
   * whoever began it.
   * @throws SignedOut when neither the refresh token nor the platform gives another token; Ended when the account is
   *   let in no more
   */
  async use<T>(ask: (token: string) => Promise<T>, { writes }: { writes: boolean }): Promise<T> {
    const session = await this.ensure();
    try {
      return await ask(session.token);
    } catch (problem) {
      if (!isRefused(problem)) throw problem;
    }
    const next = await this.renewed(session);
    if (writes && !isSame(session.me, next.me))
      throw new SignedOut('登录的已是另一个人或另一个身份，这一步没有办。请从首页重新开始。');
    return ask(next.token).catch((problem: unknown) => {
      throw isRefused(problem) ? new SignedOut() : problem;
    });
  }

  /** A new pair though the present one is still taken. */
  async renewNow(): Promise<SignedIn> {
    return this.renewed(await this.ensure());
  }

  private renewed(refused: SignedIn): Promise<SignedIn> {
    const current = this.source.read();
    // Another call was quicker.
    if (current && current.token !== refused.token) return Promise.resolve(current);
    return this.once(() => this.renew(refused));
  }

  private async renew(old: SignedIn): Promise<SignedIn> {
    if (old.refreshUntil > this.source.now()) {
      const next = await this.source.refresh(old.refreshToken).catch(nullWhenRefused);
      if (next) return this.keep({ ...next, mustChoose: old.mustChoose });
    }
    const owes = this.source.owes();
    this.source.drop();
    return this.signIn().catch((problem: unknown) => {
      if (isShutOut(problem)) {
        // What was done before the end is still taken under the last token, and nothing else is (docs/adr/0025).
        if (owes) this.source.write(old);
        else this.source.lock();
        throw new Ended(problem.kind, problem.code, problem.message);
      }
      // That the network is away is said in words of its own.
      throw isRefused(problem) || isOfPhone(problem) ? new SignedOut() : problem;
    });
  }

  private async signIn(): Promise<SignedIn> {
    return this.keep(await this.source.signIn());
  }

  private keep(signedIn: SignedIn): SignedIn {
    this.source.write(signedIn);
    return signedIn;
  }

  /** A refresh token is good for one use, and two pages that load at once sign in once. */
  private once(work: () => Promise<SignedIn>): Promise<SignedIn> {
    this.waiting ??= work().finally(() => {
      this.waiting = null;
    });
    return this.waiting;
  }
}

const isRefused = (problem: unknown): boolean =>
  problem instanceof AppError && problem.kind === 'unauthenticated';

const isShutOut = (problem: unknown): problem is AppError =>
  problem instanceof AppError && problem.kind === 'forbidden';

/** The platform or the person said no (`Unavailable`). */
const isOfPhone = (problem: unknown): boolean => problem instanceof Error && problem.name === 'Unavailable';

function nullWhenRefused(problem: unknown): null {
  if (isRefused(problem)) return null;
  throw problem;
}

const isSame = (one: Me, other: Me): boolean =>
  one.person.id === other.person.id &&
  one.role === other.role &&
  one.organisation.id === other.organisation.id;

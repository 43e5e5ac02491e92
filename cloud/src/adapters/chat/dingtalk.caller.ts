import { z } from '@lifttrust/shared-types/kernel/zod';
import type { DingtalkAccess } from '../../kernel/env.dingtalk';
import { meaningOf, reasonOf, troubleOf } from '../dingtalk/dingtalk.codes';
import type { DingtalkToken } from '../dingtalk/dingtalk.token';
import type { Pace } from '../dingtalk/pace';
import { OutsideError } from '../outside/outside.error';
import type { OutsideService } from '../outside/outside-service';
import { askChat } from './chat.request';

const OldAnswer = z.looseObject({ errcode: z.number(), sub_code: z.string().optional() });
const NewTrouble = z.object({ code: z.string().max(100).default('nonsense') });
/** What the newer interfaces call a token that has ended or was taken back. */
const badToken = /^InvalidAuthentication$|AccessToken|invalidToken/i;
const forbidden = /^Forbidden/;

/**
 * Calls to DingTalk under the application's shared token, no more in a second than it allows. A token taken back is
 * renewed once: the call was not looked at, hence not carried out.
 */
export class DingtalkCaller {
  constructor(
    readonly access: Pick<DingtalkAccess, 'api' | 'oapi' | 'appKey' | 'corpId'>,
    private readonly token: DingtalkToken,
    private readonly outside: OutsideService,
    private readonly pace: Pace,
  ) {}

  /** An older interface (`oapi`). @throws OutsideError with DingTalk's number, or ours for trouble on the way */
  old<S extends z.ZodType>(path: string, body: unknown, shape: S): Promise<z.output<S>> {
    return this.renewing((token) =>
      this.outside.call(false, async (signal) => {
        const address = new URL(path, this.access.oapi);
        address.searchParams.set('access_token', token);
        const { answer } = await askChat('dingtalk', { method: 'POST', address, body }, signal);
        const verdict = read(OldAnswer, answer);
        const meaning = meaningOf(verdict);
        if (meaning === 'fine') return read(shape, answer);
        const code = String(reasonOf(verdict));
        const trouble = meaning === 'absent' ? 'refused' : troubleOf[meaning];
        throw new OutsideError('dingtalk', trouble, code, meaning === 'token' ? 'token' : 'refused');
      }),
    );
  }

  /** A newer interface (`api`, v1.0), whose errors are words. */
  fresh<S extends z.ZodType>(
    method: 'POST' | 'PUT',
    path: string,
    body: unknown,
    shape: S,
  ): Promise<z.output<S>> {
    return this.renewing((token) =>
      this.outside.call(false, async (signal) => {
        const headers = { 'x-acs-dingtalk-access-token': token };
        const address = new URL(path, this.access.api);
        const { status, answer } = await askChat('dingtalk', { method, address, headers, body }, signal);
        if (status < 300) return read(shape, answer);
        const { code } = read(NewTrouble, answer);
        const isToken = badToken.test(code);
        const trouble = isToken || forbidden.test(code) ? 'misconfigured' : 'refused';
        throw new OutsideError('dingtalk', trouble, plain(code), isToken ? 'token' : 'refused');
      }),
    );
  }

  private async renewing<T>(call: (token: string) => Promise<T>): Promise<T> {
    const token = await this.tokenNow();
    // Before the time limit begins: whoever waits for their turn has not been unanswered.
    await this.pace.turn();
    try {
      return await call(token);
    } catch (error) {
      if (!(error instanceof OutsideError) || !error.message.endsWith(': token')) throw error;
      await this.token.drop(token);
      return call(await this.tokenNow());
    }
  }

  /** Whatever happens here, nothing has been asked for yet. */
  private async tokenNow(): Promise<string> {
    try {
      return await this.token.value();
    } catch (error) {
      const code = error instanceof OutsideError ? error.code : 'unreachable';
      throw new OutsideError('dingtalk', 'temporary', code, 'no access token: not connected');
    }
  }
}

function read<S extends z.ZodType>(shape: S, answer: unknown): z.output<S> {
  const parsed = shape.safeParse(answer);
  if (!parsed.success) throw new OutsideError('dingtalk', 'temporary', 'nonsense', 'unknown shape');
  return parsed.data;
}

/** A code is a word, never a sentence that might name somebody. */
const plain = (code: string): string => (/^[\w.]{1,60}$/.test(code) ? code : 'refused');

import { AppError, NetworkError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import { Ended, SignedOut } from '../lib/session-keeper';
import type { Delay } from '../outbox/command';
import { StorageFull, Unavailable } from '../platform/types';

/** Why something is not there, in the three sentences of the design: what happened, what it means, what to do. */
export interface Problem {
  kind: 'offline' | 'no_permission' | 'not_found' | 'signed_out' | 'factor_needed' | 'refused' | 'error';
  title: string;
  lines: string[];
  refusals: Refusal[];
}

const words: Record<Exclude<Problem['kind'], 'refused'>, { title: string; lines: string[] }> = {
  offline: {
    title: '现在没有网络',
    lines: ['已经填好的内容都存在手机里，没有丢。', '走到有信号的地方再试一次。'],
  },
  no_permission: {
    title: '您没有权限看这一页',
    lines: ['这一页只对办理这件事的人开放。', '如果该由您办理，请联系本单位管理员。'],
  },
  not_found: {
    title: '没有找到',
    lines: ['它可能不存在，或不归您办理。', '请返回上一页，或重新扫码。'],
  },
  signed_out: {
    title: '需要重新登录',
    lines: ['登录已过期，填好的内容还在手机里。', '请重新登录后继续。'],
  },
  factor_needed: {
    title: '请先完成二次验证',
    lines: ['您的身份登录要两步，验证后回到这里继续。'],
  },
  error: {
    title: '服务暂时出了问题',
    lines: ['这不是您的操作造成的，内容没有丢。', '请稍等一会儿再试。'],
  },
};

const plain = (kind: Exclude<Problem['kind'], 'refused'>): Problem => ({
  kind,
  refusals: [],
  ...words[kind],
});

/** A command that waits on the phone: nothing went wrong, it only has not been answered yet. */
export class KeptOnPhone extends Error {
  constructor(readonly delay: Delay = { by: 'network' }) {
    super('kept on the phone');
    this.name = 'KeptOnPhone';
  }
}

/** Refused because somebody else was there first: what is shown lags behind and is to be read anew. */
export const hasMovedOn = (error: unknown): boolean => error instanceof AppError && error.status === 409;

const kept = ({ delay }: KeptOnPhone): Problem => ({
  kind: 'offline',
  title: '已存在手机里',
  lines: ['word' in delay ? delay.word : '现在没有网络，有信号时会自动发出，不用重做。'],
  refusals: [],
});

const said = (title: string, lines: string[] = []): Problem => ({
  kind: 'refused',
  title,
  lines,
  refusals: [],
});

/** What the phone or the person refused; turning back on purpose is no problem worth words. */
function phoneProblem(error: Unavailable): Problem | null {
  if (error.reason === 'cancelled') return null;
  if (error.reason !== 'denied') return said(error.message);
  return said(error.message, ['请在手机设置里允许本应用使用，再试一次。']);
}

export function problemOf(error: unknown): Problem | null {
  if (error instanceof KeptOnPhone) return kept(error);
  if (error instanceof NetworkError) return plain('offline');
  if (error instanceof Unavailable) return phoneProblem(error);
  if (error instanceof Ended)
    return { ...plain('signed_out'), title: '登录已经结束', lines: [error.message] };
  if (error instanceof SignedOut) return { ...plain('signed_out'), lines: [error.message] };
  if (error instanceof StorageFull) return said(error.message);
  if (!(error instanceof AppError)) return plain('error');
  return serviceProblem(error);
}

/** Nobody may come in as this person at present. */
const shutOut = ['session.no_role', 'session.not_in_corporation', 'session.account_unknown'];

function serviceProblem(error: AppError): Problem {
  if (shutOut.includes(error.code))
    return { ...plain('signed_out'), title: '现在不能登录', lines: [error.message] };
  if (error.code === 'session.factor_needed') return plain('factor_needed');
  if (error.kind === 'forbidden') return { ...plain('no_permission'), title: error.message };
  if (error.kind === 'not_found') return { ...plain('not_found'), title: error.message };
  if (error.kind === 'unauthenticated') return plain('signed_out');
  if (error.kind === 'internal' || error.kind === 'unavailable') return plain('error');
  const refusals = error.details ?? [{ code: error.code, message: error.message }];
  const lines = refusals.map((refusal) => refusal.message).filter((line) => line !== error.message);
  return { kind: 'refused', title: error.message, lines, refusals };
}

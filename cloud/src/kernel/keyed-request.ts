import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { EntityManager } from 'typeorm';
import { insertRows } from './insert-rows';
import { RequestKey } from './request-key.entity';

/** A write under way that carries a request key. */
export interface KeyedRequest {
  id: string;
  endpoint: string;
  bodyHash: string;
  at: number;
  /** Cuts a handler's value to the contract; what is stored is what was answered. */
  shape: (value: unknown) => unknown;
}

/** Thrown inside a transaction to leave it when the write was already answered. */
export class AlreadyAnswered extends Error {
  constructor(readonly reply: unknown) {
    super('already answered');
  }
}

/** The stored answer of the same write, or undefined; the same key with another body is a conflict. */
export async function earlierAnswer(
  manager: EntityManager,
  request: KeyedRequest,
): Promise<{ reply: unknown } | undefined> {
  // Plain: every write asks this first.
  const [found]: { endpoint: string; bodyHash: string; reply: string }[] = await manager.query(
    'SELECT endpoint, body_hash AS bodyHash, reply FROM request_key WHERE id = ?',
    [request.id],
  );
  if (!found) return undefined;
  if (found.bodyHash !== request.bodyHash || found.endpoint !== request.endpoint) {
    throw AppError.conflict(
      'kernel.request_key_reused',
      '同一个请求编号带着不同的内容，没有执行。请刷新后重新操作。',
    );
  }
  return { reply: JSON.parse(found.reply) };
}

export async function keepAnswer(
  manager: EntityManager,
  request: KeyedRequest,
  value: unknown,
): Promise<void> {
  const reply = JSON.stringify(request.shape(value) ?? null);
  const { id, endpoint, bodyHash, at } = request;
  await insertRows(manager, RequestKey, [{ id, endpoint, bodyHash, reply, createdAt: at }]);
}

import { endpoint } from '../kernel/endpoint';
import { z } from '../kernel/zod';

/** What a process must have to do its work; each has one sentence in docs/operations.md. */
export const CheckName = z.enum([
  'not_stopping',
  'database',
  'migrations',
  'objects',
  'keys',
  'checkpoints',
  'outbox',
]);
export type CheckName = z.infer<typeof CheckName>;

/** Outside services are told, but nobody is sent away because of them: each has its way without. */
export const OutsideHealth = z.object({ name: z.string(), state: z.enum(['well', 'resting', 'trying']) });

export const operationApi = {
  live: endpoint({
    method: 'GET',
    path: '/health/live',
    summary: '进程是否还在回答；不看数据库等外部条件。',
    access: 'public',
    limit: 'never',
    response: z.object({ live: z.literal(true) }),
  }),
  ready: endpoint({
    method: 'GET',
    path: '/health/ready',
    summary: '是否可以接收请求；不可以时回答 503，逐项说明原因。',
    access: 'public',
    limit: 'never',
    response: z.object({
      ready: z.literal(true),
      checks: z.array(CheckName),
      outside: z.array(OutsideHealth),
    }),
  }),
};

import { endpoint } from '../kernel/endpoint';
import { Done, Instant } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

/** A notification to a person, as a card: what happened, the facts, where to act. */
export const Message = z.object({
  id: Ulid,
  kind: z.string(),
  title: z.string(),
  text: z.string(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  /** Page of the app that acts on it, e.g. `owner/record?recordId=…`. */
  page: z.string().nullable(),
  /** Updated in place after the action (e.g. 已签字确认). */
  outcome: z.string().nullable(),
  createdAt: Instant,
  readAt: Instant.nullable(),
});
export type Message = z.infer<typeof Message>;

const self = {
  technician: 'self',
  company_admin: 'self',
  owner_officer: 'self',
  regulator: 'self',
  reviewer: 'self',
} as const;

export const messageApi = {
  list: endpoint({
    method: 'GET',
    path: '/messages',
    summary: '我的消息，最新在前。',
    access: self,
    response: z.object({ items: z.array(Message), unread: z.number().int() }),
  }),
  read: endpoint({
    method: 'POST',
    path: '/messages/:messageId/read',
    summary: '标为已读。',
    access: self,
    params: z.object({ messageId: Ulid }),
    response: Done,
  }),
};

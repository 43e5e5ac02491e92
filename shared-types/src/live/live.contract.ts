import { z } from '../kernel/zod';
import { mostTopics } from './live.protocol';

/** A kind and the id of one thing of it: `help:<id>`, `entrapment:<id>`, `board:<division code>`. */
export const LiveTopic = z.string().regex(/^[a-z]{1,20}:[\w-]{1,40}$/);

/** What a page says: the first message within ten seconds, others whenever it shows something else. */
export const LiveAsked = z.strictObject({
  /** The token of a session; kept for this socket, so that it need be said once. */
  session: z.string().min(20).max(100).optional(),
  listen: z
    .array(z.strictObject({ topic: LiveTopic, token: z.string().min(16).max(100).optional() }))
    .max(mostTopics)
    .default([]),
  leave: z.array(LiveTopic).max(mostTopics).default([]),
});
export type LiveAsked = z.output<typeof LiveAsked>;

import type { Actor } from '../kernel/actor';

/** Who wants to hear of which thing; `token` is a reporter's own, `actor` whoever is signed in. */
export interface LiveAsking {
  id: string;
  actor: Actor | null;
  token: string | null;
  at: number;
}

/** Answers whether they may; asked again every few minutes while they listen. */
export type LiveGuard = (asking: LiveAsking) => Promise<boolean>;

/** Asks the guard of a topic's kind; never throws. */
export type LiveMayHear = (topic: string, actor: Actor | null, token: string | null) => Promise<boolean>;

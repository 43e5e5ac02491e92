/** Where sockets are opened: `wss://<domain>/api/live`. Nothing stands in the address; whoever asks says so inside. */
export const livePath = '/api/live';

/** At most so many topics at a time on one socket. */
export const mostTopics = 50;

/**
 * What the service says, one of these: which topics are heard from now on, and which are not this page's to hear; that
 * something changed (never what: pages ask by HTTP); that news may have been lost; that the line still stands.
 */
export type LiveSaid =
  | { listening: string[]; refused: string[] }
  | { news: string; version: number }
  | { missed: true }
  | { beat: true };

/** How often the service says that the line stands, milliseconds. Who hears nothing for three times as long calls anew. */
export const beatMs = 25_000;

/** Why the service closed a socket. */
export const liveCloseCodes = {
  /** The service stops or starts anew. */
  restart: 1012,
  /** No message that can be understood, or none at all. */
  unintelligible: 4400,
  /** Too many messages, or too many topics that were refused. */
  tooMany: 4429,
} as const;

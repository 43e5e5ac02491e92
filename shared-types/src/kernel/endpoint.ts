import type { Access } from './access';
import { z } from './zod';

/**
 * How often it may be called. `usual`: writes of a session count together. `sign_in`, `look_up`: failures of an address
 * count, since somebody may be trying. `numbers`: so do contradictions, which tell whether somebody's telephone or ID
 * number is registered. `anonymous`: every call of an address counts, since nobody signs for it; `nearby`: so it does, and
 * in a count of its own for the whole day. `never`: no limit of any kind, whatever happens; for calls for help.
 */
export type EndpointLimit = 'usual' | 'sign_in' | 'look_up' | 'numbers' | 'anonymous' | 'nearby' | 'never';

type Shape = z.ZodType;
// Nothing declared, nothing added to the input: `unknown & X` is X.
type NoShape = z.ZodType<unknown, unknown>;

export interface Endpoint<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends Shape = Shape,
  R extends Shape = Shape,
> {
  method: 'GET' | 'POST';
  /** Path below `/api`, with `:name` parameters. */
  path: string;
  /** One Chinese sentence for the generated interface document. */
  summary: string;
  /** Who may call it, and on what. */
  access: Access;
  params: P;
  query: Q;
  body: B;
  response: R;
  /** Writes carry a request key; these few do not (reads by POST, upload of bytes). */
  keyless: boolean;
  limit: EndpointLimit;
  /** `trusted`: only from the person's working device, since the act is evidence (CHK-08). */
  device: 'any' | 'trusted';
  /** `before`: open to a session that has not given its second factor yet. */
  factor: 'needed' | 'before';
}

interface Draft<P extends Shape, Q extends Shape, B extends Shape, R extends Shape> {
  method: 'GET' | 'POST';
  path: string;
  summary: string;
  access: Access;
  params?: P;
  query?: Q;
  body?: B;
  response: R;
  keyless?: boolean;
  limit?: EndpointLimit;
  device?: 'any' | 'trusted';
  factor?: 'needed' | 'before';
}

/** Declares one endpoint. Input is the union of params, query and body: their names must not overlap. */
export function endpoint<
  R extends Shape,
  P extends Shape = NoShape,
  Q extends Shape = NoShape,
  B extends Shape = NoShape,
>(draft: Draft<P, Q, B, R>): Endpoint<P, Q, B, R> {
  const nothing = z.object({}) as unknown;
  return {
    ...draft,
    params: draft.params ?? (nothing as P),
    query: draft.query ?? (nothing as Q),
    body: draft.body ?? (nothing as B),
    keyless: draft.keyless ?? draft.method === 'GET',
    limit: draft.limit ?? 'usual',
    device: draft.device ?? 'any',
    factor: draft.factor ?? 'needed',
  };
}

/** What a handler receives. */
export type InputOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, Shape> ? z.output<P> & z.output<Q> & z.output<B> : never;

/** What a caller gives. */
export type CallOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, Shape> ? z.input<P> & z.input<Q> & z.input<B> : never;

/** What a handler returns, before the contract cuts it to its declared fields. */
export type ReplyOf<E> = E extends Endpoint<Shape, Shape, Shape, infer R> ? z.input<R> : never;

/** What a caller receives. */
export type ResultOf<E> = E extends Endpoint<Shape, Shape, Shape, infer R> ? z.output<R> : never;

export type EndpointTable = Record<string, Endpoint>;

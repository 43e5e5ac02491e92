import type { Role } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { Made } from '@lifttrust/shared-types/kernel/made-at';
import { Singleton } from '@midwayjs/core';

/** Who asks. */
export interface Actor {
  personId: string;
  personName: string;
  role: Role;
  organisationId: string;
  organisationName: string;
  /** GB/T 2260 prefix of the area the organisation answers for; empty for companies and owners. */
  divisionCode: string;
  sessionId: string;
  deviceId: string;
  /** The session waits for its second factor: nothing but giving it is open. */
  awaitsFactor?: boolean;
}

/** What every handler is told about a request. */
export interface Ctx {
  actor: Actor | null;
  requestId: string;
  deviceId: string | null;
  /** The service's time when the request came, epoch ms. */
  at: number;
  /** The client's address, where a request brought one. */
  address?: string;
  /** When it was done, where a phone said so (`x-made`); read it with `madeOf`. */
  made?: Made;
  /** Who asks had left by then; what they did before comes late and is kept (docs/adr/0025). */
  leftAt?: number;
}

/** A job or an event handler acts for the service itself. */
export const systemCtx = (at: number, requestId = 'system'): Ctx => ({
  actor: null,
  requestId,
  deviceId: null,
  at,
});

export function requireActor(ctx: Ctx): Actor {
  if (!ctx.actor) throw new AppError('unauthenticated', 'session.missing', '请先登录。');
  return ctx.actor;
}

type Resolve = (token: string, at: number) => Promise<Actor | null>;

/** Somebody who has left since; epoch ms. */
export interface Former {
  actor: Actor;
  leftAt: number;
}
type ResolveFormer = (token: string, at: number) => Promise<Former | null>;

/** The session module tells the kernel how a token becomes an actor; the kernel imports no module. */
@Singleton()
export class ActorSource {
  private resolve: Resolve = async () => null;
  private resolveFormer: ResolveFormer = async () => null;

  use(resolve: Resolve): void {
    this.resolve = resolve;
  }

  useForFormer(resolve: ResolveFormer): void {
    this.resolveFormer = resolve;
  }

  /** Whose token this was until they left; null for every other token that is taken no more. */
  former(token: string, at: number): Promise<Former | null> {
    return this.resolveFormer(token, at);
  }

  from(token: string, at: number): Promise<Actor | null> {
    return this.resolve(token, at);
  }
}

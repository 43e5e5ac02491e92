import type { Role } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
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

/** The session module tells the kernel how a token becomes an actor; the kernel imports no module. */
@Singleton()
export class ActorSource {
  private resolve: Resolve = async () => null;

  use(resolve: Resolve): void {
    this.resolve = resolve;
  }

  from(token: string, at: number): Promise<Actor | null> {
    return this.resolve(token, at);
  }
}

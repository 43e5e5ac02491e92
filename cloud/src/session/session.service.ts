import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf, endOfDay } from '@lifttrust/shared-types/kernel/time';
import {
  type Me,
  Role as RoleShape,
  type SignedIn,
  type sessionApi,
} from '@lifttrust/shared-types/session/session.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { IsNull } from 'typeorm';
import { SignInProviders } from '../adapters/sign-in/port';
import { CityService } from '../city/city.service';
import { type Actor, ActorSource, type Ctx, type Former, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { addressSubject, LockOut } from './lock-out';
import { PhoneSignIn } from './phone.sign-in';
import { Session, SessionRefresh } from './session.entity';
import { expired, hashOf, SessionOpener } from './session.opener';
import { formerSessionOf, hasSecondFactor, heldBy, type SessionRow, sessionOf } from './session.query';

const codeRefused = () =>
  new AppError('unauthenticated', 'session.code_refused', '登录码无效或已用过，请重新打开应用。');

/** Sessions: who comes in, as what, and how a session goes on, changes its role and ends. */
@Singleton()
export class SessionService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() providers: SignInProviders;
  @Inject() actors: ActorSource;
  @Inject() lockOut: LockOut;
  @Inject() opener: SessionOpener;
  @Inject() phoneSignIn: PhoneSignIn;
  @Inject() city: CityService;

  @Init()
  open(): void {
    this.actors.use((token, at) => this.actorOf(token, at));
    this.actors.useForFormer((token, at) => this.formerOf(token, at));
  }

  async start(input: InputOf<typeof sessionApi.start>, ctx: Ctx): Promise<SignedIn> {
    const { channel, code, device, desk: isDesk } = input;
    const personId = await this.proven(ctx, () => this.providers.of(channel).personOf(code));
    return this.work.run(ctx, (tx) => this.opener.signIn(tx, { personId, channel, device, isDesk }));
  }

  async startByPhone(input: InputOf<typeof sessionApi.startByPhone>, ctx: Ctx): Promise<SignedIn> {
    const { channel, code, phoneCode, device } = input;
    const personId = await this.proven(ctx, () => this.phoneSignIn.personByPhone(ctx, code, phoneCode));
    return this.work.run(ctx, (tx) => this.opener.signIn(tx, { personId, channel, device }));
  }

  /** An address that only ever fails is trying; what fails counts, whoever the platform says it is. */
  private async proven(ctx: Ctx, ask: () => Promise<string | null>): Promise<string> {
    const address = addressSubject(ctx);
    await this.lockOut.mustBeOpen(this.database.reader.manager, address, ctx.at);
    const personId = await ask();
    if (personId) return personId;
    await this.lockOut.failedApart(ctx, address);
    throw codeRefused();
  }

  /** A refresh token used twice was stolen, or is the thief's: neither goes on. */
  async refresh({ refreshToken }: { refreshToken: string }, ctx: Ctx): Promise<SignedIn> {
    const address = addressSubject(ctx);
    await this.lockOut.mustBeOpen(this.database.reader.manager, address, ctx.at);
    const outcome = await this.work.run(ctx, (tx) => this.tryRefresh(tx, hashOf(refreshToken)));
    if (outcome === 'unknown') await this.lockOut.failedApart(ctx, address);
    if (typeof outcome !== 'string') return outcome;
    if (outcome !== 'reused') throw expired();
    throw new AppError(
      'unauthenticated',
      'session.refresh_reused',
      '这次登录的凭证被用了两次，为了安全已经结束。请重新登录；如果不是您本人，请告诉本单位管理员。',
    );
  }

  private async tryRefresh(
    tx: Transaction,
    tokenHash: string,
  ): Promise<SignedIn | 'unknown' | 'over' | 'reused'> {
    const known = await tx.manager.findOneBy(SessionRefresh, { tokenHash });
    if (!known) return 'unknown';
    const taken = await tx.manager.update(SessionRefresh, { tokenHash, usedAt: IsNull() }, { usedAt: tx.at });
    if (taken.affected !== 1) {
      await this.opener.end(tx, known.sessionId, 'refresh_reused');
      return 'reused';
    }
    const session = await tx.manager.findOneBy(Session, { id: known.sessionId, endedAt: IsNull() });
    if (!session || known.untilAt <= tx.at) return 'over';
    const held = await heldBy(tx.manager, session.personId, dayOf(tx.at));
    if (!held.some(({ assignmentId }) => assignmentId === session.assignmentId)) return 'over';
    return this.opener.renew(tx, session);
  }

  async me(ctx: Ctx): Promise<Me> {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const session = await manager.findOneBy(Session, { id: actor.sessionId });
    return {
      person: { id: actor.personId, name: actor.personName },
      role: actor.role,
      organisation: { id: actor.organisationId, name: actor.organisationName },
      divisionCode: actor.divisionCode,
      factor: await this.factorOf(session),
    };
  }

  private async factorOf(session: Session | null): Promise<Me['factor']> {
    if (session?.factor === 'passed') return 'passed';
    if (session?.factor !== 'wanted') return 'not_needed';
    const isOn = await hasSecondFactor(this.database.reader.manager, session.personId);
    return isOn ? 'wanted' : 'to_enrol';
  }

  async assignments(ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const held = await heldBy(manager, actor.personId, dayOf(ctx.at));
    const session = await manager.findOneBy(Session, { id: actor.sessionId });
    const items = held.map(({ assignmentId, role, organisationId, organisationName }) => ({
      id: assignmentId,
      role: RoleShape.parse(role),
      organisation: { id: organisationId, name: organisationName },
      isCurrent: assignmentId === session?.assignmentId,
    }));
    return { items };
  }

  /** Another of one's own roles: a new session with new tokens, the old one ends. */
  async switch({ assignmentId }: { assignmentId: string }, ctx: Ctx): Promise<SignedIn> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const old = await tx.manager.findOneByOrFail(Session, { id: actor.sessionId });
      const opened = await this.opener.open(tx, {
        personId: actor.personId,
        channel: old.channel,
        device: { id: old.deviceId, client: old.deviceText },
        isDesk: old.isDesk ?? false,
        assignmentId,
        factorPassed: old.factor === 'passed',
      });
      await this.opener.end(tx, old.id, 'switched');
      return opened;
    });
  }

  async end(ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    await this.work.run(ctx, (tx) => this.opener.end(tx, actor.sessionId, 'signed_out'));
  }

  /** Every request asks anew, so that a role taken away ends the session at the next request. */
  private async actorOf(token: string, at: number): Promise<Actor | null> {
    const found = await sessionOf(this.database.reader.manager, hashOf(token), at, dayOf(at));
    if (!found) return null;
    return toActor(found);
  }

  /** Whoever has left while their phone had no network: until when they worked there, and as whom. */
  private async formerOf(token: string, at: number): Promise<Former | null> {
    const { packHours } = this.city.parameters.offline;
    const { manager } = this.database.reader;
    const found = await formerSessionOf(manager, hashOf(token), at - packHours * 3_600_000);
    if (!found) return null;
    const { untilDay, roleEndedAt, endedAt, ...row } = found;
    const ends = [roleEndedAt, untilDay === null ? null : endOfDay(untilDay)].filter((end) => end !== null);
    const leftAt = Math.min(...ends);
    const endedBefore = endedAt !== null && endedAt < leftAt;
    return leftAt > at || endedBefore ? null : { actor: toActor(row), leftAt };
  }
}

function toActor({ factor, ...known }: SessionRow): Actor {
  const role = RoleShape.parse(known.role);
  const divisionCode = actsByArea(role) ? known.divisionCode : '';
  return { ...known, role, divisionCode, awaitsFactor: factor === 'wanted' };
}

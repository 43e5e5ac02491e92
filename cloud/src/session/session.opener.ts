import { createHash, randomBytes } from 'node:crypto';
import { actsByArea, type Role } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Role as RoleShape, type SignedIn } from '@lifttrust/shared-types/session/session.contract';
import { sessionLife } from '@lifttrust/shared-types/session/session.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull, MoreThan } from 'typeorm';
import { CityService } from '../city/city.service';
import { DeviceService } from '../device/device.service';
import { Cipher } from '../kernel/cipher';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Session, SessionRefresh } from './session.entity';
import { type HeldRow, hasSecondFactor, heldBy, lastUsed, unitOfSession } from './session.query';

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
const newToken = () => randomBytes(32).toString('base64url');

export interface DeviceNames {
  id: string;
  model?: string;
  system?: string;
  client?: string;
}

/** Somebody of whom it is known who they are, and as what they come in. */
export interface Opening {
  personId: string;
  channel: string;
  device: DeviceNames;
  isDesk?: boolean;
  /** One of the person's own; without it the one used last on this device, or the oldest. */
  assignmentId?: string;
  /** The second factor was given to the session this one follows. */
  factorPassed?: boolean;
}

/** Makes sessions and their tokens: random, kept only as hashes, new at every step up, never chosen by a client. */
@Singleton()
export class SessionOpener {
  @Inject() cityService: CityService;
  @Inject() devices: DeviceService;
  @Inject() cipher: Cipher;

  /** @throws forbidden `session.no_role`; not_found when the assignment is not the person's */
  async open(tx: Transaction, opening: Opening): Promise<SignedIn> {
    const { personId, channel, device, isDesk = false } = opening;
    const { held, mustChoose } = await this.choose(tx, opening);
    const role = RoleShape.parse(held.role);
    const needsFactor = this.cityService.parameters.twoFactor.roles.includes(role);
    const life = sessionLife(isDesk, this.cityService.parameters);
    const session = tx.manager.create(Session, {
      id: newId(),
      // Of no token yet, but its own: one and the same for all would make sign-ins wait for each other.
      tokenHash: hashOf(newToken()),
      personId,
      assignmentId: held.assignmentId,
      channel,
      deviceId: device.id,
      deviceText: [device.model, device.system, device.client].filter(Boolean).join(' · ').slice(0, 200),
      createdAt: tx.at,
      expiresAt: tx.at,
      endedAt: null,
      limitAt: tx.at + life.mostMs,
      isDesk,
      factor: needsFactor ? (opening.factorPassed ? 'passed' : 'wanted') : 'none',
      renewedAt: tx.at,
      endedReason: null,
    });
    await tx.manager.insert(Session, session);
    await this.devices.seen(tx, session, role);
    const { organisationId } = held;
    // Before the session there is no actor: the log of the unit signed in for shows it all the same.
    await tx.audit('session.start', 'session', session.id, { channel }, { personId, role, organisationId });
    return this.pair(tx, session, held, mustChoose);
  }

  /** A new pair of tokens for a session that goes on; the old token is dead at once. */
  async renew(tx: Transaction, session: Session): Promise<SignedIn> {
    const held = await this.heldOf(tx, session);
    if (!held) throw expired();
    return this.pair(tx, session, held, false);
  }

  /** Ends a session with everything that could renew it. False when it had ended before. */
  async end(tx: Transaction, sessionId: string, reason: string): Promise<boolean> {
    const ended = { endedAt: tx.at, endedReason: reason };
    const done = await tx.manager.update(Session, { id: sessionId, endedAt: IsNull() }, ended);
    if (done.affected !== 1) return false;
    await tx.audit(
      'session.end',
      'session',
      sessionId,
      { reason },
      await unitOfSession(tx.manager, sessionId),
    );
    return true;
  }

  private async pair(
    tx: Transaction,
    session: Session,
    held: HeldRow,
    mustChoose: boolean,
  ): Promise<SignedIn> {
    const life = sessionLife(session.isDesk ?? false, this.cityService.parameters);
    const limitAt = session.limitAt ?? session.expiresAt;
    const [token, refreshToken] = [newToken(), newToken()];
    const expiresAt = Math.min(tx.at + life.tokenMs, limitAt);
    const untilAt = Math.min(tx.at + life.idleMs, limitAt);
    await tx.manager.update(
      Session,
      { id: session.id },
      { tokenHash: hashOf(token), expiresAt, renewedAt: tx.at, factor: session.factor },
    );
    await tx.manager.insert(SessionRefresh, {
      tokenHash: hashOf(refreshToken),
      sessionId: session.id,
      madeAt: tx.at,
      untilAt,
      usedAt: null,
    });
    const factor = await factorState(tx, session);
    return {
      token,
      expiresAt,
      refreshToken,
      refreshUntil: untilAt,
      me: { ...meOf(session.personId, held), factor },
      mustChoose,
      ...(factor === 'wanted' || factor === 'to_enrol' ? {} : this.storeKeyOf(session)),
    };
  }

  /** By a key that never rotates: what waits on a phone must still open after a year in a drawer. */
  private storeKeyOf({ personId, deviceId, isDesk }: Session): { storeKey?: string } {
    if (isDesk || !deviceId) return {};
    return { storeKey: this.cipher.fingerprint('phone-store', `${personId}\u0000${deviceId}`) };
  }

  private async choose(tx: Transaction, { personId, device, assignmentId }: Opening) {
    const all = await heldBy(tx.manager, personId, dayOf(tx.at));
    const [first] = all;
    if (!first)
      throw new AppError(
        'forbidden',
        'session.no_role',
        '您现在没有可用的身份：还没有分配，或者已经收回。请联系本单位管理员。',
      );
    if (assignmentId) {
      const wanted = all.find((held) => held.assignmentId === assignmentId);
      if (!wanted) throw AppError.notFound();
      return { held: wanted, mustChoose: false };
    }
    if (all.length === 1) return { held: first, mustChoose: false };
    const used = await lastUsed(tx.manager, personId, device.id);
    const again = used.flatMap((id) => all.find((held) => held.assignmentId === id) ?? [])[0];
    return { held: again ?? first, mustChoose: again === undefined };
  }

  private async heldOf(tx: Transaction, session: Session): Promise<HeldRow | undefined> {
    const all = await heldBy(tx.manager, session.personId, dayOf(tx.at));
    return all.find((held) => held.assignmentId === session.assignmentId);
  }

  /** Signs in and keeps within the limit: the oldest make room, so that whoever loses a phone keeps the account. */
  async signIn(tx: Transaction, opening: Opening): Promise<SignedIn> {
    await this.makeRoom(tx, opening.personId, opening.channel);
    return this.open(tx, opening);
  }

  private async makeRoom(tx: Transaction, personId: string, channel: string): Promise<void> {
    const open = await tx.manager.find(Session, {
      where: { personId, channel, endedAt: IsNull(), limitAt: MoreThan(tx.at) },
      order: { createdAt: 'DESC', id: 'DESC' },
      select: { id: true },
    });
    for (const { id } of open.slice(this.cityService.parameters.session.most - 1))
      await this.end(tx, id, 'too_many');
  }
}

export const expired = (): AppError =>
  new AppError('unauthenticated', 'session.expired', '登录已失效，请重新登录。');

/** What a session's second factor is at; without a row of its own a person has yet to set one up. */
async function factorState(
  tx: Transaction,
  { factor, personId }: Session,
): Promise<SignedIn['me']['factor']> {
  if (factor !== 'wanted') return factor === 'passed' ? 'passed' : 'not_needed';
  return (await hasSecondFactor(tx.manager, personId)) ? 'wanted' : 'to_enrol';
}

const meOf = (personId: string, held: HeldRow) => {
  const role: Role = RoleShape.parse(held.role);
  return {
    person: { id: personId, name: held.personName },
    role,
    organisation: { id: held.organisationId, name: held.organisationName },
    divisionCode: actsByArea(role) ? held.divisionCode : '',
  };
};

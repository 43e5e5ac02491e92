import { createHash, randomBytes } from 'node:crypto';
import { actsByArea, type Role } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import {
  type Me,
  Role as RoleShape,
  type sessionApi,
} from '@lifttrust/shared-types/session/session.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { SignInProviders } from '../adapters/sign-in/port';
import { type Actor, ActorSource, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Organisation } from '../organisation/organisation.entity';
import { Assignment } from '../person/assignment.entity';
import { Person } from '../person/person.entity';
import { Session } from './session.entity';
import { sessionOf } from './session.query';

const sessionMs = 12 * 3_600_000;
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

interface Granted {
  person: Person;
  assignment: Assignment;
  organisation: Organisation;
}

export const toMe = (actor: Actor): Me => ({
  person: { id: actor.personId, name: actor.personName },
  role: actor.role,
  organisation: { id: actor.organisationId, name: actor.organisationName },
  divisionCode: actor.divisionCode,
});

/** Sessions: a random token, kept only as its hash, bound to person, role and device, ended at once when told so. */
@Singleton()
export class SessionService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() providers: SignInProviders;
  @Inject() actors: ActorSource;

  @Init()
  open(): void {
    this.actors.use((token, at) => this.actorOf(token, at));
  }

  async start(input: InputOf<typeof sessionApi.start>, ctx: Ctx) {
    const personId = await this.providers.of(input.channel).personOf(input.code);
    if (!personId)
      throw new AppError('unauthenticated', 'session.code_refused', '登录码无效或已用过，请重新打开应用。');
    return this.work.run(ctx, (tx) => this.grant(tx, personId, input.channel, input.device, ctx.at));
  }

  /** Opens a session for a person on a device; the platform has said who they are. */
  async grant(
    tx: Transaction,
    personId: string,
    channel: string,
    device: { id: string; model?: string; system?: string; client?: string },
    at: number,
  ) {
    const granted = await this.grantedTo(tx, personId, at);
    const token = randomBytes(32).toString('base64url');
    const session = tx.manager.create(Session, {
      id: newId(),
      tokenHash: hashOf(token),
      personId,
      assignmentId: granted.assignment.id,
      channel,
      deviceId: device.id,
      deviceText: [device.model, device.system, device.client].filter(Boolean).join(' · ').slice(0, 200),
      createdAt: at,
      expiresAt: at + sessionMs,
      endedAt: null,
    });
    await tx.manager.insert(Session, session);
    await tx.audit('session.start', 'session', session.id, { channel, personId });
    return { token, expiresAt: session.expiresAt, me: toMe(toActor(granted, session)) };
  }

  async end(ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    await this.work.run(ctx, async (tx) => {
      await tx.manager.update(Session, { id: actor.sessionId }, { endedAt: ctx.at });
      await tx.audit('session.end', 'session', actor.sessionId);
    });
  }

  /** Every request asks anew, so that a role taken away ends the session at the next request. */
  private async actorOf(token: string, at: number): Promise<Actor | null> {
    const found = await sessionOf(this.database.reader.manager, hashOf(token), at, dayOf(at));
    if (!found) return null;
    const role = RoleShape.parse(found.role);
    return { ...found, role, divisionCode: actsByArea(role) ? found.divisionCode : '' };
  }

  private async grantedTo(tx: Transaction, personId: string, at: number): Promise<Granted> {
    const person = await tx.manager.findOneBy(Person, { id: personId });
    const assignments = await tx.manager.find(Assignment, { where: { personId }, order: { id: 'ASC' } });
    const assignment = assignments.find((candidate) => isCurrent(candidate, dayOf(at)));
    const organisation =
      assignment && (await tx.manager.findOneBy(Organisation, { id: assignment.organisationId }));
    if (!person || !assignment || !organisation || organisation.closedOn !== null) {
      throw new AppError('forbidden', 'session.no_role', '您还没有被分配身份，请联系本单位管理员。');
    }
    return { person, assignment, organisation };
  }
}

const isCurrent = (assignment: Assignment, today: string) =>
  assignment.fromDay <= today && (assignment.untilDay === null || assignment.untilDay >= today);

function toActor({ person, assignment, organisation }: Granted, session: Session): Actor {
  const role: Role = RoleShape.parse(assignment.role);
  return {
    personId: person.id,
    personName: person.name,
    role,
    organisationId: organisation.id,
    organisationName: organisation.name,
    divisionCode: actsByArea(role) ? organisation.divisionCode : '',
    sessionId: session.id,
    deviceId: session.deviceId,
  };
}

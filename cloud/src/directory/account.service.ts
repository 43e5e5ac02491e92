import type { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import { mayKnow, refuseAssigning } from '@lifttrust/shared-types/directory/directory.rules';
import { memberLeaves, refuseRemoving } from '@lifttrust/shared-types/directory/leaving.rules';
import type { Role as RoleName } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf, ReplyOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { OrganisationKind, rolesOfKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { Role } from '@lifttrust/shared-types/session/session.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { In, IsNull } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Organisation } from '../organisation/organisation.entity';
import { assignmentReach } from '../person/assignment.reach';
import { AssignmentService, byHand, type Provenance } from '../person/assignment.service';
import { AssignmentEvent } from '../person/assignment-event.entity';
import { Person } from '../person/person.entity';
import { SessionEnding } from '../session/session.ending';
import { TaskService } from '../task/task.service';
import { type AccountRow, accountOf, accountsOf } from './account.query';
import { accountViews, toAct } from './account.view';
import { DirectoryInbox } from './directory.inbox';
import { membersOf, otherAccounts } from './directory.member.query';
import { DirectoryPusher } from './directory.pusher';
import { DirectoryRemovals } from './directory.removals';
import { DirectoryDepartmentMapping } from './directory-mapping.entity';
import { DirectoryPush } from './directory-push.entity';

/** Task: a unit has named its administrator, who has no account yet. */
export const firstAdmin = 'account.first_admin';

/** Accounts given and taken in the console, by the chain the plan prescribes (ORG-02). */
@Singleton()
export class AccountService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;
  @Inject() assignments: AssignmentService;
  @Inject() sessions: SessionEnding;
  @Inject() pusher: DirectoryPusher;
  @Inject() removals: DirectoryRemovals;
  @Inject() inbox: DirectoryInbox;
  @Inject() tasks: TaskService;

  async list(input: InputOf<typeof accountApi.list>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const { page, pageSize, name, role, organisationId, state } = input;
    const reach = await assignmentReach(manager, actor);
    const filter = { reach, name, role, organisationId, state, today: dayOf(ctx.at), page, pageSize };
    const { rows, total } = await accountsOf(manager, filter);
    const items = await accountViews(manager, this.cipher, rows, state === 'ended');
    return { items, ...total, page, pageSize };
  }

  async acts(assignmentId: string, ctx: Ctx) {
    const { manager } = this.database.reader;
    const row = await accountOf(manager, assignmentId);
    this.mustKnow(row, requireActor(ctx));
    const acts = await manager.find(AssignmentEvent, { where: { assignmentId }, order: { id: 'DESC' } });
    return { items: acts.map(toAct) };
  }

  async assign(input: InputOf<typeof accountApi.assign>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const organisation = await this.organisationOf(tx, input.organisationId, actor);
      this.mustGive(actor, organisation, input.role);
      const opened = await this.open(tx, input, byHand(tx, input.reason));
      if (input.role === rolesOfKind[organisation.kind][0]) {
        const about = input.organisationId;
        await this.tasks.settle(tx, { kind: firstAdmin, about }, `已开通${input.name}的账号`, actor.personId);
      }
      return opened;
    });
  }

  /**
   * The role for whoever has this telephone, who is entered when nobody has it, and the account at DingTalk. Whether
   * it may be given is the caller's to know.
   * @throws conflict `account.already_given`, `account.phone_of_another`
   */
  async open(
    tx: Transaction,
    {
      organisationId,
      name,
      phone,
      role,
    }: { organisationId: string; name: string; phone: string; role: RoleName },
    provenance: Provenance,
  ): Promise<{ assignmentId: string; personId: string }> {
    const personId = await this.personOf(tx, name, phone);
    const assignment = await this.assignments.give(tx, { personId, organisationId, role }, provenance);
    if (!assignment.isNew)
      throw AppError.conflict('account.already_given', '这个人在这个单位已经有这个身份，不用再分配。');
    const department = await tx.manager.findOneBy(DirectoryDepartmentMapping, { organisationId });
    const pushed = { assignmentId: assignment.id, personId };
    if (department) await this.pusher.queue(tx, { ...pushed, departmentId: department.departmentId });
    tx.afterCommit(() => this.inbox.something());
    return pushed;
  }

  /** Ended at this instant, with every session in it; nobody locks themselves out. Gives what becomes of the member. */
  async end(input: InputOf<typeof accountApi.end>, ctx: Ctx): Promise<ReplyOf<typeof accountApi.end>> {
    const actor = requireActor(ctx);
    const { assignmentId, reason } = input;
    return this.work.run(ctx, async (tx) => {
      const row = this.mustKnow(await accountOf(tx.manager, assignmentId), actor);
      if (row.personId === actor.personId)
        throw new AppError('forbidden', 'account.own', '不能收回自己的账号，请让另一位管理员来办。');
      this.mustGive(actor, row, Role.parse(row.role));
      const { what, member } = await this.leaving(tx, row, input, actor);
      if (!(await this.assignments.end(tx, assignmentId, byHand(tx, reason))))
        throw AppError.conflict('account.already_ended', '这个账号已经收回了，请刷新查看。');
      await this.sessions.ofAssignments(tx, [assignmentId], 'account');
      if (what === 'leaving' && member)
        await this.removals.queue(tx, { ...member, personId: row.personId, assignmentId });
      tx.afterCommit(() => this.inbox.something());
      return { member: what };
    });
  }

  private async leaving(
    tx: Transaction,
    { personId, assignmentId }: AccountRow,
    { member: choice }: InputOf<typeof accountApi.end>,
    { role }: Actor,
  ) {
    const known = (await membersOf(tx.manager, [personId])).get(personId) ?? null;
    const besides = { personId, besides: assignmentId, today: dayOf(tx.at) };
    const others = known === null ? 0 : await otherAccounts(tx.manager, besides);
    const facts = { choice, role, member: known && { ...known, otherAccounts: others } };
    const refusal = refuseRemoving(facts);
    if (refusal) throw AppError.broken([refusal]);
    const member = known && { userId: known.userId, isOurs: known.isOurs };
    return { what: memberLeaves(facts), member };
  }

  async pushAgain(assignmentId: string, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    await this.work.run(ctx, async (tx) => {
      this.mustKnow(await accountOf(tx.manager, assignmentId), actor);
      const again = { state: 'waiting', dueAt: tx.at };
      const open = { assignmentId, state: In(['failed', 'not_allowed', 'invited', 'waiting']) };
      const done = await tx.manager.update(DirectoryPush, open, again);
      if (!done.affected) throw AppError.notFound();
      await tx.audit('directory.push_asked', 'assignment', assignmentId);
      tx.afterCommit(() => this.inbox.something());
    });
  }

  private mustGive(
    actor: Actor,
    target: { organisationId: string; kind: OrganisationKind | string; divisionCode: string },
    role: RoleName,
  ): void {
    const { openedBy } = this.cityService.parameters.accounts;
    const kind = OrganisationKind.parse(target.kind);
    const organisation = { id: target.organisationId, kind, divisionCode: target.divisionCode };
    const refusal = refuseAssigning({ actor, organisation, role, openedBy });
    if (refusal) throw AppError.broken([refusal]);
  }

  private async organisationOf(tx: Transaction, id: string, actor: Actor) {
    const found = await tx.manager.findOneBy(Organisation, { id, closedOn: IsNull() });
    const kind = OrganisationKind.safeParse(found?.kind);
    if (!found || !kind.success || !mayKnow({ actor, organisation: { ...found, kind: kind.data } }))
      throw AppError.notFound();
    return { organisationId: found.id, kind: kind.data, divisionCode: found.divisionCode };
  }

  /** Outsiders learn nothing: what is not theirs does not exist. */
  private mustKnow(row: AccountRow | null, actor: Actor): AccountRow {
    const kind = OrganisationKind.safeParse(row?.kind);
    if (!row || !kind.success) throw AppError.notFound();
    const organisation = { id: row.organisationId, kind: kind.data, divisionCode: row.divisionCode };
    if (!mayKnow({ actor, organisation })) throw AppError.notFound();
    return row;
  }

  /** By the telephone, never by the name; another name for a known telephone is a mistake to be cleared up first. */
  private async personOf(tx: Transaction, name: string, phone: string): Promise<string> {
    const phonePrint = this.cipher.fingerprint('phone', phone);
    const [known, ...more] = await tx.manager.findBy(Person, { phonePrint });
    if (known && (more.length > 0 || known.name !== name))
      throw AppError.conflict(
        'account.phone_of_another',
        '这个手机号已经登记在另一个姓名下。请核对姓名和手机号；确是同一人的，请先更正人员资料。',
      );
    if (known) return known.id;
    const id = newId();
    const phoneSealed = this.cipher.encrypt(phone);
    await tx.manager.insert(Person, { id, name, phoneSealed, phonePrint, createdAt: tx.at });
    await tx.audit('person.registered', 'person', id, { source: 'console' });
    return id;
  }
}

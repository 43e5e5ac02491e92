import type {
  DifferenceKind,
  directoryApi,
  SubjectKind,
  Sync,
} from '@lifttrust/shared-types/directory/directory.contract';
import { SyncState } from '@lifttrust/shared-types/directory/directory.contract';
import { mappedAbove } from '@lifttrust/shared-types/directory/directory.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf, ReplyOf } from '@lifttrust/shared-types/kernel/endpoint';
import { OrganisationKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { Role } from '@lifttrust/shared-types/session/session.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull, Like, Not } from 'typeorm';
import { DingtalkApplication } from '../adapters/dingtalk/dingtalk-application';
import { Directories } from '../adapters/directory/directories';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Organisation } from '../organisation/organisation.entity';
import { DirectoryInbox } from './directory.inbox';
import { readMeanings } from './directory.meaning';
import { holderCounts, mappedDepartments, peopleByDepartment, treeOf } from './directory.query';
import { notMet } from './directory.reader';
import { DirectoryStream } from './directory.stream';
import { DirectorySyncs, released } from './directory.sync';
import { troubleWords } from './directory.words';
import { DirectoryDifference } from './directory-difference.entity';
import { DirectoryEvent } from './directory-event.entity';
import { DirectoryPerson } from './directory-person.entity';
import { DirectoryRole } from './directory-role.entity';
import { DirectoryRoleMapping } from './directory-role-mapping.entity';
import { DirectorySync } from './directory-sync.entity';

/** The pages about the address book: how it stands, what was found, what means what. */
@Singleton()
export class DirectoryPages {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() directories: Directories;
  @Inject() application: DingtalkApplication;
  @Inject() stream: DirectoryStream;
  @Inject() syncs: DirectorySyncs;
  @Inject() inbox: DirectoryInbox;

  private get manager() {
    return this.database.reader.manager;
  }

  async state(): Promise<ReplyOf<typeof directoryApi.state>> {
    const { access } = this.application;
    const [last, event, waiting, failed] = await Promise.all([
      this.manager.findOne(DirectorySync, { where: { id: Not('') }, order: { id: 'DESC' } }),
      this.manager.findOne(DirectoryEvent, { where: { id: Not('') }, order: { id: 'DESC' } }),
      this.manager.countBy(DirectoryEvent, { state: 'waiting' }),
      this.manager.countBy(DirectoryEvent, { state: 'failed' }),
    ]);
    return {
      isConnected: this.directories.directory !== null,
      events: [
        ...(access?.events ? (['http'] as const) : []),
        ...(access?.hasStream ? (['stream'] as const) : []),
      ],
      isStreamOpen: this.stream.isOpen,
      lastSync: last && toSync(last),
      lastEventAt: event?.receivedAt ?? null,
      waiting,
      failed,
    };
  }

  async listSyncs() {
    const rows = await this.manager.find(DirectorySync, { order: { id: 'DESC' }, take: 20 });
    return { items: rows.map(toSync) };
  }

  async startSync(ctx: Ctx) {
    const { personId } = requireActor(ctx);
    if (!this.directories.directory)
      throw AppError.broken([
        { code: 'directory.not_connected', message: '本系统还没有接通钉钉通讯录，请联系平台管理员。' },
      ]);
    const syncId = await this.work.run(ctx, (tx) => {
      tx.afterCommit(() => this.inbox.something());
      return this.syncs.ask(tx, 'full', personId);
    });
    return { syncId };
  }

  /** Whoever says that many have left must be able to say it of all of them. */
  async release(syncId: string, reason: string, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    await this.work.run(ctx, async (tx) => {
      const sync = await tx.manager.findOneBy(DirectorySync, { id: syncId, state: 'held' });
      if (!sync) throw AppError.notFound();
      const missing = await tx.manager.findBy(
        DirectoryPerson,
        notMet(syncId, sync.startedAt ?? sync.createdAt),
      );
      const { tree, departments } = await readMeanings(tx.manager);
      const isBeyond = missing.some(({ departmentIds }) =>
        departmentIds.some((id) => {
          const above = mappedAbove(id, tree, (candidate) => departments.has(candidate));
          const meaning = above === null ? undefined : departments.get(above);
          return meaning !== undefined && !meaning.divisionCode.startsWith(actor.divisionCode);
        }),
      );
      if (isBeyond)
        throw new AppError(
          'forbidden',
          'directory.release_beyond_area',
          '其中有其他辖区单位的人员，请由上级监管管理员确认。',
        );
      const change = { state: 'waiting', trouble: released, askedBy: actor.personId, beatAt: 0 };
      await tx.manager.update(DirectorySync, { id: syncId, state: 'held' }, change);
      await tx.audit('directory.leaving_confirmed', 'directory_sync', syncId, {
        missing: missing.length,
        reason,
      });
      tx.afterCommit(() => this.inbox.something());
    });
  }

  async differences({ page, pageSize }: InputOf<typeof directoryApi.differences>, ctx: Ctx) {
    const { divisionCode } = requireActor(ctx);
    const where = [
      ...(divisionCode === '' ? [] : [{ divisionCode: Like(`${divisionCode}%`) }]),
      // Departments and roles that stand for nobody yet are everybody's to map.
      { divisionCode: '', subjectKind: Not('person') },
    ];
    const [rows, total] = await this.manager.findAndCount(DirectoryDifference, {
      where,
      order: { foundAt: 'DESC', id: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    const items = rows.map((row) => ({
      id: row.id,
      kind: row.kind as DifferenceKind,
      subjectKind: row.subjectKind as SubjectKind,
      name: row.name,
      text: row.text,
      foundAt: row.foundAt,
      isRepaired: row.repairedOn !== null,
    }));
    return { items, total, page, pageSize };
  }

  /** What lies in another district is left out, with everything below. */
  async departments(ctx: Ctx) {
    const { divisionCode } = requireActor(ctx);
    const [tree, mapped, people] = await Promise.all([
      treeOf(this.manager),
      mappedDepartments(this.manager),
      peopleByDepartment(this.manager),
    ]);
    const meaning = new Map(mapped.map((row) => [row.departmentId, row]));
    const isOurs = (id: string) => {
      const above = mappedAbove(id, tree, (candidate) => meaning.has(candidate));
      return above === null || (meaning.get(above)?.divisionCode ?? '').startsWith(divisionCode);
    };
    const items = [...tree.values()].filter(({ id }) => isOurs(id));
    return {
      items: items.map(({ id, parentId, name }) => {
        const row = meaning.get(id);
        const mapping = row && {
          organisation: { id: row.organisationId, name: row.organisationName },
          kind: OrganisationKind.parse(row.kind),
          role: row.role === null ? null : Role.parse(row.role),
          mappedAt: row.mappedAt,
          mappedBy: row.mappedBy,
          reason: row.reason,
        };
        return { id, parentId, name, people: people.get(id)?.length ?? 0, mapping: mapping ?? null };
      }),
    };
  }

  async roles(ctx: Ctx) {
    const { divisionCode } = requireActor(ctx);
    const [rows, mapped, counts] = await Promise.all([
      this.manager.find(DirectoryRole, {
        where: { goneAt: IsNull() },
        order: { groupName: 'ASC', name: 'ASC' },
      }),
      this.manager.findBy(DirectoryRoleMapping, { divisionCode }),
      holderCounts(this.manager),
    ]);
    const meaning = new Map(mapped.map(({ roleId, role }) => [roleId, Role.parse(role)]));
    return {
      items: rows.map(({ id, name, groupName }) => ({
        id,
        name,
        group: groupName,
        holders: counts.get(id) ?? 0,
        role: meaning.get(id) ?? null,
      })),
    };
  }

  async organisations(name: string, ctx: Ctx) {
    const { divisionCode } = requireActor(ctx);
    const rows = await this.manager.find(Organisation, {
      where: { divisionCode: Like(`${divisionCode || '-'}%`), closedOn: IsNull() },
      order: { name: 'ASC' },
    });
    const found = rows.filter((row) => row.name.includes(name)).slice(0, 50);
    return { items: found.map(({ id, name, kind }) => ({ id, name, kind: OrganisationKind.parse(kind) })) };
  }
}

const toSync = (row: DirectorySync): Sync => ({
  id: row.id,
  kind: row.kind === 'reconcile' ? 'reconcile' : 'full',
  state: SyncState.parse(row.state),
  createdAt: row.createdAt,
  finishedAt: row.finishedAt,
  departments: row.departments,
  people: row.people,
  roles: row.roles,
  differences: row.differences,
  missing: row.missing,
  trouble: troubleWords(row.trouble),
});

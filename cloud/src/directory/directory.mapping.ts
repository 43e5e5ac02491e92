import type { directoryApi } from '@lifttrust/shared-types/directory/directory.contract';
import { mappedAbove, mayKnow } from '@lifttrust/shared-types/directory/directory.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { OrganisationKind, rolesOfKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { Inject, Singleton } from '@midwayjs/core';
import { In, IsNull } from 'typeorm';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Organisation } from '../organisation/organisation.entity';
import { DirectoryInbox } from './directory.inbox';
import { readMeanings } from './directory.meaning';
import { below, treeOf } from './directory.query';
import { DirectoryDepartment } from './directory-department.entity';
import { DirectoryDepartmentMapping } from './directory-mapping.entity';
import { DirectoryPerson } from './directory-person.entity';
import { DirectoryRole } from './directory-role.entity';
import { DirectoryRoleHolder } from './directory-role-holder.entity';
import { DirectoryRoleMapping } from './directory-role-mapping.entity';

/** What departments and roles of the address book mean: said once by the regulator, followed ever after. */
@Singleton()
export class DirectoryMapping {
  @Inject() work: UnitOfWork;
  @Inject() inbox: DirectoryInbox;

  /** Another district's departments do not exist: neither those it has mapped nor what lies below them. */
  async mapDepartment(input: InputOf<typeof directoryApi.mapDepartment>, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    const { departmentId, organisationId, role, reason } = input;
    await this.work.run(ctx, async (tx) => {
      await this.mustBeOurs(tx, departmentId, actor);
      if (organisationId === null) await tx.manager.delete(DirectoryDepartmentMapping, { departmentId });
      else {
        const organisation = await this.organisationOf(tx, organisationId, actor);
        if (role !== null && !rolesOfKind[OrganisationKind.parse(organisation.kind)].includes(role))
          throw AppError.broken([
            { code: 'directory.role_not_of_kind', field: 'role', message: '这类单位的人员没有这种身份。' },
          ]);
        const { divisionCode } = organisation;
        const mapped = {
          organisationId,
          divisionCode,
          role,
          mappedBy: actor.personId,
          mappedAt: tx.at,
          reason,
        };
        await tx.manager.delete(DirectoryDepartmentMapping, { departmentId });
        await tx.manager.insert(DirectoryDepartmentMapping, { ...mapped, departmentId });
      }
      const detail = { departmentId, organisationId, role, reason };
      await tx.audit('directory.department_mapped', 'directory_department', departmentId, detail);
      await this.markIn(tx, below(await treeOf(tx.manager), departmentId));
    });
  }

  async mapRole(input: InputOf<typeof directoryApi.mapRole>, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    const { roleId, role, reason } = input;
    const { divisionCode } = actor;
    await this.work.run(ctx, async (tx) => {
      if (!(await tx.manager.findOneBy(DirectoryRole, { id: roleId, goneAt: IsNull() })))
        throw AppError.notFound();
      await tx.manager.delete(DirectoryRoleMapping, { roleId, divisionCode });
      const mapped = { roleId, divisionCode, mappedBy: actor.personId, mappedAt: tx.at, reason };
      if (role !== null) await tx.manager.insert(DirectoryRoleMapping, { ...mapped, role });
      await tx.audit('directory.role_mapped', 'directory_role', roleId, {
        roleId,
        divisionCode,
        role,
        reason,
      });
      const holders = await tx.manager.findBy(DirectoryRoleHolder, { roleId });
      await this.mark(
        tx,
        holders.map(({ userId }) => userId),
      );
    });
  }

  private async mustBeOurs(tx: Transaction, departmentId: string, actor: Actor): Promise<void> {
    if (!(await tx.manager.findOneBy(DirectoryDepartment, { id: departmentId, goneAt: IsNull() })))
      throw AppError.notFound();
    const { tree, departments } = await readMeanings(tx.manager);
    const above = mappedAbove(departmentId, tree, (id) => departments.has(id));
    const meaning = above === null ? undefined : departments.get(above);
    if (meaning && !meaning.divisionCode.startsWith(actor.divisionCode)) throw AppError.notFound();
  }

  private async organisationOf(tx: Transaction, id: string, actor: Actor): Promise<Organisation> {
    const found = await tx.manager.findOneBy(Organisation, { id, closedOn: IsNull() });
    const kind = OrganisationKind.safeParse(found?.kind);
    if (!found || !kind.success || !mayKnow({ actor, organisation: { ...found, kind: kind.data } }))
      throw AppError.notFound();
    return found;
  }

  private async markIn(tx: Transaction, departments: Set<string>): Promise<void> {
    const people = await tx.manager.find(DirectoryPerson, {
      where: { goneAt: IsNull() },
      select: { id: true, departmentIds: true },
    });
    const inside = people.filter(({ departmentIds }) => departmentIds.some((id) => departments.has(id)));
    await this.mark(
      tx,
      inside.map(({ id }) => id),
    );
  }

  private async mark(tx: Transaction, userIds: string[]): Promise<void> {
    for (let from = 0; from < userIds.length; from += 500)
      await tx.manager.update(DirectoryPerson, { id: In(userIds.slice(from, from + 500)) }, { isDue: true });
    tx.afterCommit(() => this.inbox.something());
  }
}

import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { OrganisationKind, rolesOfKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import type { Ctx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { TaskService } from '../task/task.service';
import { AccountService, firstAdmin } from './account.service';

const Registered = z.object({
  organisationId: z.string(),
  kind: OrganisationKind,
  name: z.string(),
  divisionCode: z.string(),
  admin: z.object({ name: z.string(), phoneSealed: z.string() }).nullable(),
});
type Registered = z.infer<typeof Registered>;

/**
 * After its registration a unit gets its first administrator, whom it named when it filed: by itself where the city
 * lets units open accounts, otherwise by the regulator, for whom it becomes a task (ORG-02, DECISIONS 31).
 */
@Singleton()
export class FirstAccount {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;
  @Inject() tasks: TaskService;
  @Inject() accounts: AccountService;

  @Init()
  open(): void {
    this.outbox.on('organisation.registered', (payload, ctx) =>
      this.registered(Registered.parse(payload), ctx),
    );
  }

  private async registered(unit: Registered, ctx: Ctx): Promise<void> {
    if (!unit.admin) return;
    const { openedBy } = this.cityService.parameters.accounts;
    const isOpened = openedBy === 'company' && (await this.isOpened(unit, ctx));
    if (!isOpened) await this.work.run(ctx, (tx) => this.ask(tx, unit));
  }

  /** False where only a person can clear up who that is, e.g. when the telephone is somebody else's. */
  private async isOpened({ organisationId, kind, admin }: Registered, ctx: Ctx): Promise<boolean> {
    const [role] = rolesOfKind[kind];
    if (!admin || !role) return false;
    const given = { organisationId, role, name: admin.name, phone: this.cipher.decrypt(admin.phoneSealed) };
    const provenance = {
      source: 'filing' as const,
      operatorId: null,
      operatorName: '备案审核',
      reason: '单位登记完成，按备案时填写的管理员开通',
    };
    try {
      await this.work.run(ctx, (tx) => this.accounts.open(tx, given, provenance));
      return true;
    } catch (error) {
      // Delivered twice, it is there already.
      if (error instanceof AppError && error.code === 'account.already_given') return true;
      if (error instanceof AppError && error.kind === 'conflict') return false;
      throw error;
    }
  }

  private ask(tx: Transaction, { organisationId, name, divisionCode, admin }: Registered): Promise<string> {
    return this.tasks.open(tx, {
      kind: firstAdmin,
      about: organisationId,
      subject: { kind: 'organisation', id: organisationId },
      divisionCode,
      organisationId: null,
      title: '给新登记的单位开通管理员',
      text: `${name}已登记，管理员${admin?.name ?? ''}还没有账号。请在“账号与权限”里开通。`,
      dueOn: null,
    });
  }
}

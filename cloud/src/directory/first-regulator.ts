import { gbCodeOf, levelOfCode } from '@lifttrust/shared-types/jurisdiction/jurisdiction.rules';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { NewOrganisation } from '@lifttrust/shared-types/organisation/organisation.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { CityService, type FirstRegulatorNamed } from '../city/city.service';
import { AreaBook } from '../jurisdiction/jurisdiction.book';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { log } from '../kernel/log';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Division } from '../organisation/division.entity';
import { OrganisationRegister } from '../organisation/organisation.register';
import { Assignment } from '../person/assignment.entity';
import { AccountService } from './account.service';

const role = 'regulator_admin' as const;

/**
 * The first administrator of a new installation, named in the city's file: everybody else's account comes from
 * somebody's who has one. Once there has been a regulator's administrator the entry means nothing any more.
 * @basis ORG-02
 */
@Singleton()
export class FirstRegulator {
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() cityService: CityService;
  @Inject() areaBook: AreaBook;
  @Inject() register: OrganisationRegister;
  @Inject() accounts: AccountService;

  /** Called when the service starts, and to no effect at every later start. */
  async enter(): Promise<void> {
    const named = this.cityService.city.firstRegulator;
    if (!named) return;
    const ctx = systemCtx(this.clock.now(), 'first-regulator');
    await this.work.run(ctx, async (tx) => {
      if ((await tx.manager.countBy(Assignment, { role })) > 0) return;
      await this.openArea(tx, named);
      const unit = NewOrganisation.parse({
        kind: 'regulator',
        name: named.unit,
        creditCode: named.creditCode,
        divisionCode: named.area,
      });
      const organisationId = await this.register.enter(tx, unit, 'installation');
      const { name, phone } = named;
      await this.accounts.open(
        tx,
        { organisationId, name, phone, role },
        {
          source: 'installation',
          operatorId: null,
          operatorName: '安装配置',
          reason: '本市配置文件里写明的第一位监管管理员',
        },
      );
      log.info('account.first_regulator', { area: named.area });
    });
  }

  private async openArea(tx: Transaction, { area, areaName }: FirstRegulatorNamed): Promise<void> {
    if (await tx.manager.existsBy(Division, { code: area })) return;
    await this.areaBook.enter(tx, {
      code: area,
      name: areaName,
      level: levelOfCode(area),
      parentCode: null,
      gbCode: gbCodeOf(area),
      fromDay: dayOf(tx.at),
    });
  }
}

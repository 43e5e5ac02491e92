import { AppError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { refuseEntry } from '@lifttrust/shared-types/lift/entry.rules';
import {
  normaliseCode,
  normaliseIdentifier,
  refuseRescueCode,
  refuseUnidentified,
} from '@lifttrust/shared-types/lift/lift.codes';
import { LiftType } from '@lifttrust/shared-types/lift/lift.contract';
import { LiftCorrection, type onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { ChangeService } from '../change/change.service';
import { CityService } from '../city/city.service';
import { CodeService } from '../code/code.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Division } from '../organisation/division.entity';
import { blankLift, type LiftFacts } from './lift.facts';
import { type Identified, identityKeys } from './lift.identity';
import { LiftQuery } from './lift.query';
import { LiftService } from './lift.service';

type Said = Omit<InputOf<typeof onSiteApi.enter>, 'divisionCode'>;

/** What somebody said of a lift's numbers, each of them perhaps not at all. */
type Numbers = { [name in keyof Identified | 'rescueCode']?: string | undefined };

const tidied = (said: Numbers) => ({
  equipmentCode: normaliseCode(said.equipmentCode ?? ''),
  registrationCode: normaliseCode(said.registrationCode ?? ''),
  useRegistration: normaliseCode(said.useRegistration ?? ''),
  factoryNumber: normaliseIdentifier(said.factoryNumber ?? ''),
  manufacturer: (said.manufacturer ?? '').trim(),
  rescueCode: normaliseCode(said.rescueCode ?? ''),
});

/** Lifts that a company enters by hand: matched against the register first, then registered or put up for review. */
@Singleton()
export class LiftEntryService {
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() changeService: ChangeService;
  @Inject() codeService: CodeService;
  @Inject() liftQuery: LiftQuery;
  @Inject() liftService: LiftService;

  /** @throws rule_broken when the city's lifts are entered elsewhere or the lift cannot be told from others */
  enter({ divisionCode, ...said }: InputOf<typeof onSiteApi.enter>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { lifts, rescueCodePattern } = this.cityService.parameters;
    const tidy = tidied(said);
    const refusals = [
      refuseEntry(lifts.enteredBy),
      refuseUnidentified(tidy),
      refuseRescueCode(tidy.rescueCode, rescueCodePattern),
    ].filter((refusal): refusal is Refusal => refusal !== null);
    if (refusals.length > 0) throw AppError.broken(refusals);
    return this.work.run(ctx, async (tx) => {
      if (!(await tx.manager.findOneBy(Division, { code: divisionCode })))
        throw AppError.invalid('lift.division_unknown', '没有这个区划，请重新选择。');
      const known = await this.match(tx.manager, tidy);
      if (known) return this.matched(known, actor);
      const values = { ...said, ...tidy };
      const id = newId();
      if (lifts.enteredBy === 'company') {
        await this.register(tx, id, values, divisionCode);
        return {
          outcome: 'registered' as const,
          liftId: id,
          message: '已登记。请录入维保合同并到现场绑定。',
        };
      }
      await this.propose(tx, id, values, divisionCode, actor);
      return {
        outcome: 'pending' as const,
        liftId: null,
        message: '台账里没有这台电梯，已提交监管部门审核；上级系统先登记的，以上级系统为准。',
      };
    });
  }

  /** @throws conflict `lift.already_registered` when somebody else was first */
  async register(
    tx: Transaction,
    id: string,
    after: Record<string, unknown>,
    divisionCode: string,
  ): Promise<void> {
    const said = LiftCorrection.parse(after);
    const tidy = tidied(said);
    if (await this.match(tx.manager, tidy))
      throw AppError.conflict('lift.already_registered', '台账里已经有这台电梯，不能重复登记。');
    const registration = {
      ...blankLift,
      ...tidy,
      type: LiftType.parse(said.type),
      place: said.place ?? '',
      divisionCode,
      ownNumber: said.ownNumber ?? '',
      address: said.address ?? '',
      usePlace: said.usePlace ?? null,
      madeOn: said.madeOn ?? null,
      ratedSpeed: said.ratedSpeed ?? null,
      ratedLoad: said.ratedLoad ?? null,
      floors: said.floors ?? null,
    };
    await this.liftService.register(tx, [{ ...registration, id }], { source: 'entry', sourceId: id });
    await this.codeService.issueFirst(tx, [id]);
  }

  /** @throws conflict `lift.already_registered` when another lift carries one of these numbers */
  async mustBeUnique(manager: EntityManager, lift: Identified & { id: string }): Promise<void> {
    const other = await this.match(manager, tidied(lift), lift.id);
    if (other)
      throw AppError.conflict('lift.already_registered', '这些号码已经登记在另一台电梯上，请先核对。');
  }

  private async match(
    manager: EntityManager,
    tidy: ReturnType<typeof tidied>,
    except = '',
  ): Promise<LiftFacts | undefined> {
    const keys = identityKeys(tidy);
    const found = await this.liftQuery.withIdentifiers(
      {
        codes: [tidy.equipmentCode, tidy.registrationCode].filter(Boolean),
        useRegistrations: [tidy.useRegistration].filter(Boolean),
        factoryNumbers: [tidy.factoryNumber].filter(Boolean),
      },
      manager,
    );
    return found.find((lift) => lift.id !== except && identityKeys(lift).some((key) => keys.includes(key)));
  }

  private matched(lift: LiftFacts, actor: Actor) {
    const isOpen = lift.companyId === null || lift.companyId === actor.organisationId;
    return {
      outcome: 'matched' as const,
      liftId: isOpen ? lift.id : null,
      message: isOpen
        ? '台账里已有这台电梯。内容不一致的，请在电梯档案里提出纠正。'
        : '台账里已有这台电梯，登记由其他维保单位负责。已签合同的，请录入合同交使用单位确认。',
    };
  }

  private async propose(tx: Transaction, id: string, values: Said, divisionCode: string, actor: Actor) {
    const after = Object.fromEntries(
      Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
    );
    await this.changeService.propose(tx, {
      subjectKind: 'lift',
      subjectId: id,
      before: {},
      after,
      reason: '维保单位录入的新电梯。',
      divisionCode,
      organisationId: actor.organisationId,
      proposedBy: actor.personId,
    });
  }
}

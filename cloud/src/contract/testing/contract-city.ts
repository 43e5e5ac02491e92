import { randomInt } from 'node:crypto';
import { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf, endOfDay, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../../test/fixture/district';
import { good, upload } from '../../../../test/fixture/uploads';
import { systemCtx } from '../../kernel/actor';
import { Clock } from '../../kernel/clock';
import { Database } from '../../kernel/database';
import { newId } from '../../kernel/new-id';
import { Outbox } from '../../kernel/outbox';
import type { TestService } from '../../kernel/testing/service';
import { UnitOfWork } from '../../kernel/unit-of-work';
import { DueCounterService } from '../../lift/due-counter.service';
import { Lift } from '../../lift/lift.entity';
import { blankLift, type LiftRegistration } from '../../lift/lift.facts';
import { MessageRow } from '../../message/message.entity';
import { DailyRound } from '../../round/daily-round';
import { Task } from '../../task/task.entity';
import { ContractJobs } from '../contract.jobs';

type Entered = CallOf<typeof contractApi.enter>;

/** The smallest document that a reader of PDF opens. */
export const pdf = (): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${randomInt(200, 900)} 842]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n170\n%%EOF\n`,
  );

export const uploadPdf = (service: TestService, who: Worker): Promise<string> =>
  upload(service, who, { purpose: 'paper', contentType: 'application/pdf', bytes: pdf() });

/** An owner, the company it has (`own`) and one that would like to come (the `foreign` district's), and time. */
export class ContractCity {
  private lifts = 0;

  private constructor(
    readonly service: TestService,
    readonly own: StaffedDistrict,
    readonly foreign: StaffedDistrict,
    private readonly clock: Clock,
  ) {}

  static async in(service: TestService): Promise<ContractCity> {
    const { own, foreign } = await twoDistricts(service);
    return new ContractCity(service, own, foreign, await service.get(Clock));
  }

  /** The company that has been there, and the one that comes. */
  get old(): Worker {
    return this.own.admin;
  }
  get next(): Worker {
    return this.foreign.admin;
  }
  get owner(): Worker {
    return this.own.ownerAdmin;
  }

  now = (): number => this.clock.now();

  /** Days from today on. */
  day = (days: number): string => addDays(dayOf(this.clock.now()), days);

  /** Moves the service to a day and time of day; everybody signs in again, and the day begins. */
  async goTo(day: string, timeMs = 60_000): Promise<void> {
    await this.goToUnnoticed(day, timeMs);
    await (await this.service.get(ContractJobs)).beginDay();
    await this.settle();
  }

  /** The same before the service has looked at its clock. */
  async goToUnnoticed(day: string, timeMs = 60_000): Promise<void> {
    this.clock.shift(startOfDay(day) + timeMs - this.clock.now());
    for (const district of [this.own, this.foreign])
      for (const worker of Object.values(district))
        if (typeof worker === 'object')
          worker.token = await this.service.signIn(worker.personId, worker.deviceId);
  }

  lastMomentOf = (day: string): number => endOfDay(day) - startOfDay(day) - 2_000;

  settle = async (): Promise<void> => (await this.service.get(Outbox)).settle();
  morning = async (): Promise<void> => (await this.service.get(DailyRound)).make();

  /** A lift of the owner; with the old company unless told otherwise. */
  async lift(stated: Partial<LiftRegistration> = {}): Promise<{ id: string; code: string }> {
    this.lifts += 1;
    const id = newId();
    const rescueCode = `7${String(this.lifts).padStart(5, '0')}`;
    const { companyId, ownerId, divisionCode } = this.own;
    const [work, counters] = [await this.service.get(UnitOfWork), await this.service.get(DueCounterService)];
    await work.run(systemCtx(this.now()), async (tx) => {
      const place = `云溪里 ${this.lifts} 幢`;
      const registered = {
        ...blankLift,
        type: '3110' as const,
        place,
        divisionCode,
        companyId,
        ownerId,
        rescueCode,
        ...stated,
      };
      await counters.entered(tx, [registered]);
      await tx.manager.insert(Lift, {
        ...registered,
        id,
        positionConfirmed: false,
        fenceRadiusMetres: null,
        createdAt: tx.at,
        updatedAt: tx.at,
      });
    });
    return { id, code: rescueCode };
  }

  async entry(
    lifts: { id: string; code: string }[],
    who: Worker,
    changes: Partial<Entered> = {},
  ): Promise<Entered> {
    return {
      lifts: lifts.map(({ id, code }) => ({ liftId: id, identifier: code })),
      from: this.day(0),
      until: this.day(364),
      signedOn: this.day(0),
      content: '按 TSG T5002-2017 进行半月、季度、半年和年度维保。',
      frequency: '每 15 日至少一次',
      terms: '维保单位保证质量，使用单位提供作业条件。',
      price: '每台每年 4200 元',
      fileId: await uploadPdf(this.service, who),
      ...changes,
    };
  }

  async enter(
    lifts: { id: string; code: string }[],
    who: Worker,
    changes: Partial<Entered> = {},
  ): Promise<string> {
    return good(await this.service.call(contractApi.enter, await this.entry(lifts, who, changes), who)).id;
  }

  async decide(contractId: string, accept: boolean): Promise<void> {
    const reason = accept ? '' : '没有签过这份合同。';
    good(await this.service.call(contractApi.decide, { contractId, accept, reason }, this.owner));
    await this.settle();
  }

  async companyOf(liftId: string): Promise<string | null> {
    const { reader } = await this.service.get(Database);
    return (await reader.manager.findOneByOrFail(Lift, { id: liftId })).companyId;
  }

  async openTasks(kind: string, about: string): Promise<number> {
    const { reader } = await this.service.get(Database);
    return reader.manager.countBy(Task, { kind, about, state: 'open' });
  }

  async messages(who: Worker, kind: string, subjectId?: string): Promise<number> {
    const { reader } = await this.service.get(Database);
    return reader.manager.countBy(MessageRow, {
      personId: who.personId,
      kind,
      ...(subjectId ? { subjectId } : {}),
    });
  }
}

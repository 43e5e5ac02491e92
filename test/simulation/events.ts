import { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { uploadPdf } from '../../cloud/src/contract/testing/contract-city';
import { photograph } from '../fixture/evidence';
import { scan } from '../fixture/papers';
import { good, upload } from '../fixture/uploads';
import type { Comparison } from './compare';
import type { Diary, DiaryDelay, DiaryTransfer } from './diary';
import type { Oracle } from './oracle';
import { dayAfter, dayAt, daysFrom, type SimulatedTime } from './time';
import type { Company, Owner, SimulatedLift, World } from './world';

/** What comes between in a year: contracts that change hands, a flood, an owner that does not open the door. */
export class Events {
  private readonly contracts = new Map<string, string>();

  constructor(
    private readonly world: World,
    private readonly time: SimulatedTime,
    private readonly diary: Diary,
    private readonly oracle: Oracle,
    private readonly comparison: Comparison,
  ) {}

  liftsOf = (owner: Owner): SimulatedLift[] => this.world.lifts.filter((lift) => lift.owner.id === owner.id);

  /** A contract is entered by the company and confirmed by the owner. */
  async contract(
    company: Company,
    owner: Owner,
    from: string,
    until: string,
    lifts = this.liftsOf(owner),
  ): Promise<string> {
    const { service } = this.time;
    const admin = await this.time.as(company.admin);
    const entered = {
      lifts: lifts.map(({ id, rescueCode }) => ({ liftId: id, identifier: rescueCode })),
      ...{ from, until, signedOn: dayAt(this.time.now()) },
      content: '按 TSG T5002-2017 进行半月、季度、半年和年度维保。',
      frequency: '每 15 日至少一次',
      terms: '维保单位保证质量，使用单位提供作业条件。',
      fileId: await uploadPdf(service, admin),
    };
    const { id } = good(await service.call(contractApi.enter, entered, admin));
    const decision = { contractId: id, accept: true };
    good(await service.call(contractApi.decide, decision, await this.time.as(owner.admin)));
    await this.time.settle();
    if (!this.contracts.has(owner.id)) this.contracts.set(owner.id, id);
    return id;
  }

  /** The owner ends its contract and another company comes; on time with its data, or late. */
  async transfer(owner: Owner, from: string, until: string): Promise<DiaryTransfer> {
    const { own, other } = this.world;
    const ending = {
      contractId: this.contracts.get(owner.id) ?? '',
      lastDay: dayAfter(from, -1),
      reason: '使用单位另行委托。',
    };
    good(await this.time.service.call(contractApi.end, ending, await this.time.as(owner.admin)));
    const contractId = await this.contract(other, owner, from, until);
    const liftIds = this.liftsOf(owner).map(({ id }) => id);
    const both = { fromCompanyId: own.id, toCompanyId: other.id };
    const transfer = { contractId, liftIds, ...both, from, enteredOn: new Map() };
    this.diary.transfers.push(transfer);
    return transfer;
  }

  /** Acceptance and binding of every lift; its first visit has been planned before. */
  async enter(transfer: DiaryTransfer): Promise<void> {
    const { service } = this.time;
    const [technician] = this.world.other.technicians;
    if (!technician) return;
    for (const lift of this.world.lifts.filter(({ id }) => transfer.liftIds.includes(id))) {
      const accepted = { contractId: transfer.contractId, liftId: lift.id, isSafe: true };
      good(await service.call(contractApi.accept, accepted, await this.time.as(this.world.other.admin)));
      // Twins stand side by side: the number on the spot and the nameplate say which one it is.
      const caller = await this.time.as(technician);
      const fileId = await upload(service, caller, { purpose: 'paper', bytes: await photograph() });
      const ownNumber = lift.name.split(' ').at(-1) ?? '';
      good(await service.call(onSiteApi.bind, { token: lift.code, ownNumber, fileId }, caller));
      transfer.enteredOn.set(lift.id, dayAt(this.time.now()));
    }
  }

  /** One explanation for many lifts, as the company writes it. */
  async explain(
    company: Company,
    lifts: SimulatedLift[],
    said: { reason: 'natural_disaster' | 'access_refused'; text: string; expectedOn: string },
  ): Promise<DiaryDelay | null> {
    const now = this.time.now();
    const dueOn = new Map(lifts.map((lift) => [lift.id, this.oracle.due(lift, now)]));
    const concerned = lifts.filter((lift) => (dueOn.get(lift.id) ?? '') <= said.expectedOn);
    if (concerned.length === 0) return null;
    const admin = await this.time.as(company.admin);
    const fileIds = said.reason === 'access_refused' ? [await scan(this.time.service, admin)] : [];
    const draft = { liftIds: concerned.map(({ id }) => id), ...said, fileIds };
    const { id } = good(await this.time.service.call(delayApi.submit, draft, admin));
    const delay: DiaryDelay = {
      delayId: id,
      liftIds: draft.liftIds,
      submittedOn: dayAt(now),
      expectedOn: said.expectedOn,
      dueOn,
      accepted: null,
      endedOn: null,
    };
    this.diary.delays.push(delay);
    await this.look(company, delay);
    return delay;
  }

  async decide(company: Company, delay: DiaryDelay, district: string, accepted: boolean): Promise<void> {
    const bureau = this.world.bureaus.find((one) => one.district === district);
    if (!bureau) return;
    const decision = { delayId: delay.delayId, accepted, text: accepted ? '情况属实。' : '证明不足。' };
    const caller = await this.time.as(bureau.regulator);
    good(await this.time.service.call(delayApi.decide, decision, caller));
    delay.accepted = accepted;
    await this.look(company, delay);
  }

  async contradict(delay: DiaryDelay, owner: Owner): Promise<void> {
    const said = { delayId: delay.delayId, text: '当天值班室有人，没有人联系过我们。' };
    good(await this.time.service.call(delayApi.contradict, said, await this.time.as(owner.officer)));
  }

  async end(company: Company, delay: DiaryDelay, endedOn: string): Promise<void> {
    const ended = { delayId: delay.delayId, endedOn };
    good(await this.time.service.call(delayApi.end, ended, await this.time.as(company.admin)));
    delay.endedOn = endedOn;
    await this.look(company, delay);
  }

  /** An explanation says what it says, and moves no day (DLY-03, DLY-04, DLY-06). */
  private async look(company: Company, delay: DiaryDelay): Promise<void> {
    const { delayId } = delay;
    const caller = await this.time.as(company.admin);
    const { lifts } = good(await this.time.service.call(delayApi.show, { delayId }, caller));
    for (const lift of lifts) {
      const due = delay.dueOn.get(lift.liftId) ?? '';
      const after = daysFrom(due, delay.submittedOn);
      const timing = after <= 0 ? 'before' : after <= 3 ? 'after' : 'late';
      const state = delay.accepted === null ? 'submitted' : delay.accepted ? 'accepted' : 'not_accepted';
      const until = delay.endedOn === null ? undefined : dayAfter(delay.endedOn, 3);
      const name = `${lift.place} ${lift.ownNumber}`;
      this.comparison.same(name, 'explained due day', due, lift.dueOn);
      this.comparison.same(name, 'explained in time', timing, lift.timing);
      this.comparison.same(name, 'explanation', state, lift.state);
      this.comparison.same(name, 'first visit after the obstacle', until, lift.recovery?.until);
    }
  }
}

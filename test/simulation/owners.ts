import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { silenceConsent } from '@lifttrust/shared-types/signing/consent-text';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { good } from '../fixture/uploads';
import type { Crew } from './crew';
import type { Diary, DiaryVisit } from './diary';
import { oneIn } from './random';
import { dayAt, daysFrom, type SimulatedTime } from './time';
import type { Bureau, Owner, World } from './world';

/** What the people of the owners do in the evening, each after their temper. */
export class Owners {
  /** Returned records on their way to an end. */
  private readonly signsLate = oneIn(4, 2);
  private readonly givesBack = oneIn(6, 2);
  private readonly settles = oneIn(2);
  readonly disputed = { settled: 0, decided: 0 };
  private readonly disputes: { visit: DiaryVisit; owner: Owner; step: number; since: string }[] = [];

  constructor(
    private readonly world: World,
    private readonly time: SimulatedTime,
    private readonly crew: Crew,
    private readonly diary: Diary,
  ) {}

  async agree(owner: Owner): Promise<void> {
    const admin = await this.time.as(owner.admin);
    const consent = { textVersion: silenceConsent.version, agreed: true as const };
    good(await this.time.service.call(signingApi.giveConsent, consent, admin));
    this.diary.consents.push({ ownerId: owner.id, givenAt: this.time.now(), withdrawnAt: null });
  }

  async withdraw(owner: Owner): Promise<void> {
    good(await this.time.service.call(signingApi.withdrawConsent, {}, await this.time.as(owner.admin)));
    const standing = this.diary.consents.find(
      (consent) => consent.ownerId === owner.id && consent.withdrawnAt === null,
    );
    if (standing) standing.withdrawnAt = this.time.now();
  }

  async evening(today: string): Promise<void> {
    for (const owner of this.world.owners) await this.act(owner, today);
    await this.carryOn(today);
  }

  private open(owner: Owner): DiaryVisit[] {
    return this.diary.visits
      .slice(-600)
      .filter(
        (visit) =>
          visit.ownerId === owner.id &&
          visit.signedAt === null &&
          visit.returnedAt === null &&
          visit.voidedAt === null,
      );
  }

  private async act(owner: Owner, today: string): Promise<void> {
    const open = this.open(owner);
    if (open.length === 0) return;
    const ageOf = (visit: DiaryVisit) => daysFrom(dayAt(visit.completedAt), today);
    if (owner.temper !== 'unreachable') await this.read(owner, open);
    if (owner.temper === 'prompt') for (const visit of open) await this.sign(owner, visit);
    if (owner.temper === 'slow')
      for (const visit of open.filter((one) => ageOf(one) >= 3)) await this.sign(owner, visit);
    // Who said nothing sometimes signs after all, days after silence has spoken.
    if (owner.temper === 'silent_agreed')
      for (const visit of open.filter((one) => ageOf(one) === 5 && this.signsLate()))
        await this.sign(owner, visit);
    if (owner.temper === 'refuses')
      for (const visit of open)
        await (this.givesBack() ? this.giveBack(owner, visit, today) : this.sign(owner, visit));
  }

  /** Opens the inbox: what was waiting there has reached somebody. */
  private async read(owner: Owner, open: DiaryVisit[]): Promise<void> {
    const unread = new Set(open.filter(({ readAt }) => readAt === null).map(({ recordId }) => recordId));
    if (unread.size === 0) return;
    const officer = await this.time.as(owner.officer);
    const { items } = good(await this.time.service.call(messageApi.list, { limit: 100 }, officer));
    for (const { id, subjectId, readAt } of items)
      if (unread.has(subjectId) && readAt === null) {
        good(await this.time.service.call(messageApi.read, { messageId: id }, officer));
        const visit = this.diary.byRecord.get(subjectId);
        if (visit) visit.readAt ??= this.time.now();
      }
  }

  private async sign(owner: Owner, visit: DiaryVisit): Promise<void> {
    const { service } = this.time;
    const officer = await this.time.as(owner.officer);
    const { recordId } = visit;
    const { contentHash } = good(await service.call(recordApi.show, { recordId }, officer));
    const fileId = await this.crew.draw(officer);
    good(await service.call(recordApi.ownerSign, { recordId, fileId, contentHash }, officer));
    visit.signedAt = this.time.now();
  }

  private async giveBack(owner: Owner, visit: DiaryVisit, today: string): Promise<void> {
    const officer = await this.time.as(owner.officer);
    const returned = { recordId: visit.recordId, reason: '轿厢照明没有修好。' };
    good(await this.time.service.call(recordApi.ownerReturn, returned, officer));
    visit.returnedAt = this.time.now();
    this.disputes.push({ visit, owner, step: this.settles() ? 0 : 10, since: today });
  }

  /** Half of the disputes are answered and settled, the others are answered, referred and decided. */
  private async carryOn(today: string): Promise<void> {
    const { service } = this.time;
    for (const dispute of this.disputes.filter(({ since }) => since < today)) {
      const { recordId, companyId } = dispute.visit;
      const { own, other } = this.world;
      const company = [own, other].find(({ id }) => id === companyId);
      const bureau = this.world.bureaus.find(({ district }) => district === dispute.owner.district);
      if (!company || !bureau) continue;
      const words = { recordId, text: '已到现场复核并更换灯管。' };
      const officer = dispute.owner.officer;
      if (dispute.step === 0 || dispute.step === 10)
        good(await service.call(signingApi.answerDispute, words, await this.time.as(company.admin)));
      if (dispute.step === 1)
        good(await service.call(signingApi.settleDispute, { recordId }, await this.time.as(officer)));
      if (dispute.step === 11)
        good(await service.call(signingApi.referDispute, words, await this.time.as(officer)));
      if (dispute.step === 12) await this.decide(bureau, recordId);
      dispute.step += 1;
      if (dispute.step === 2) this.disputed.settled += 1;
      if (dispute.step === 13) this.disputed.decided += 1;
    }
    const isOver = ({ step }: { step: number }) => step === 2 || step === 13;
    for (let n = this.disputes.length - 1; n >= 0; n -= 1) {
      const dispute = this.disputes[n];
      if (dispute && isOver(dispute)) this.disputes.splice(n, 1);
    }
  }

  private async decide({ regulator }: Bureau, recordId: string): Promise<void> {
    const decision = { recordId, text: '维保单位已改正，退回事项了结。' };
    good(await this.time.service.call(signingApi.decideDispute, decision, await this.time.as(regulator)));
  }
}

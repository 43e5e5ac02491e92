import { type Amendment, amendmentApi } from '@lifttrust/shared-types/amendment/amendment.contract';
import { good } from '../fixture/uploads';
import type { Comparison } from './compare';
import type { Crew } from './crew';
import type { Diary, DiaryVisit } from './diary';
import type { Oracle } from './oracle';
import { dayAt, daysFrom, type SimulatedTime } from './time';
import type { Owner, World } from './world';

type State = Amendment['state'];
type Draft = Pick<Amendment, 'kind' | 'cause' | 'reason'>;

const wrongLift: Draft = { kind: 'void', cause: 'wrong_lift', reason: '在隔壁电梯的码下做的维保。' };

/** Records that turn out to be wrong: corrected, voided with the owner's word, with the district's, or not at all. */
export class Corrections {
  private waiting: { visit: DiaryVisit; amendment: Amendment } | null = null;
  amended = 0;
  voided = 0;
  refused = 0;

  constructor(
    private readonly world: World,
    private readonly time: SimulatedTime,
    private readonly diary: Diary,
    private readonly oracle: Oracle,
    private readonly comparison: Comparison,
    private readonly crew: Crew,
  ) {}

  /** The grade was entered wrong: who did the work signs again, the owner confirms (IMM-02). */
  async amend(owner: Owner): Promise<void> {
    const visit = this.recent(owner, 30, (answer) => answer === 'signed' || answer === 'pending');
    if (!visit) return;
    const reason = '选择等级时看错了一行。';
    const proposed = await this.propose(visit, { kind: 'amendment', cause: null, reason });
    this.expect(visit, proposed, 'waiting_technician');
    const lead = await this.time.as(visit.lead);
    const fileId = await this.crew.draw(lead);
    const { id: amendmentId, contentHash } = proposed;
    const sign = { amendmentId, contentHash, fileId };
    const signed = good(await this.time.service.call(amendmentApi.sign, sign, lead));
    this.expect(visit, signed, 'waiting_owner');
    this.expect(visit, await this.confirm(signed, owner), 'sealed');
    this.amended += 1;
  }

  /** It was another lift: the owner confirms, and the record counts no more. */
  async void(owner: Owner): Promise<void> {
    const visit = this.recent(owner, 10, (answer) => answer === 'signed' || answer === 'pending');
    if (!visit) return;
    const proposed = await this.propose(visit, wrongLift);
    this.expect(visit, proposed, 'waiting_owner');
    this.expect(visit, await this.confirm(proposed, owner), 'sealed');
    this.over(visit);
  }

  /** Whoever confirmed by silence is not asked again: the district decides. */
  async voidAfterSilence(owner: Owner): Promise<void> {
    const visit = this.recent(owner, 20, (answer) => answer === 'defaulted');
    if (!visit) return;
    const proposed = await this.propose(visit, wrongLift);
    this.expect(visit, proposed, 'waiting_district');
    this.expect(visit, await this.decide(proposed, owner, true), 'sealed');
    this.over(visit);
  }

  /** The owner is asked and says nothing. */
  async ask(owner: Owner): Promise<void> {
    const visit = this.recent(owner, 20, (answer) => answer === 'pending');
    if (!visit) return;
    const amendment = await this.propose(visit, wrongLift);
    this.expect(visit, amendment, 'waiting_owner');
    this.waiting = { visit, amendment };
  }

  /** Three working days later the district has it, and does not believe it: the record stands as it stood. */
  async refuse(owner: Owner): Promise<void> {
    if (!this.waiting) return;
    const { visit, amendment } = this.waiting;
    const { regulator } = this.bureauOf(owner);
    const input = { amendmentId: amendment.id };
    const caller = await this.time.as(regulator);
    const now = good(await this.time.service.call(amendmentApi.show, input, caller));
    this.expect(visit, now, 'waiting_district');
    this.expect(visit, await this.decide(now, owner, false), 'refused');
    this.waiting = null;
    this.refused += 1;
  }

  /** The newest record of an owner that counts and was answered so. */
  private recent(owner: Owner, days: number, isFit: (answer: string) => boolean): DiaryVisit | undefined {
    const now = this.time.now();
    return this.diary.visits.findLast(
      (visit) =>
        visit.ownerId === owner.id &&
        visit.companyId === this.world.own.id &&
        daysFrom(dayAt(visit.completedAt), dayAt(now)) <= days &&
        this.oracle.validity(visit, now) === 'valid' &&
        isFit(this.oracle.answer(visit, now)),
    );
  }

  private async propose({ recordId }: DiaryVisit, { cause, ...said }: Draft): Promise<Amendment> {
    const admin = await this.time.as(this.world.own.admin);
    const corrections =
      said.kind === 'void'
        ? []
        : [
            { field: 'grade', after: '关注' },
            { field: 'gradeReason', after: '层门地坎有磨损，下次复查。' },
          ];
    const draft = { recordId, ...said, ...(cause ? { cause } : {}), corrections };
    return good(await this.time.service.call(amendmentApi.propose, draft, admin));
  }

  private async confirm({ id: amendmentId, contentHash }: Amendment, owner: Owner): Promise<Amendment> {
    const officer = await this.time.as(owner.officer);
    const fileId = await this.crew.draw(officer);
    const answer = { amendmentId, contentHash, accept: true, fileId };
    return good(await this.time.service.call(amendmentApi.confirm, answer, officer));
  }

  private async decide(amendment: Amendment, owner: Owner, accept: boolean): Promise<Amendment> {
    const { id: amendmentId, contentHash } = amendment;
    const decision = { amendmentId, contentHash, accept, text: accept ? '核对了现场情况。' : '证据不足。' };
    const caller = await this.time.as(this.bureauOf(owner).regulator);
    return good(await this.time.service.call(amendmentApi.decide, decision, caller));
  }

  private over(visit: DiaryVisit): void {
    visit.voidedAt = this.time.now();
    this.voided += 1;
  }

  private expect({ recordId }: DiaryVisit, { kind, state }: Amendment, law: State): void {
    this.comparison.same(recordId, `state of the ${kind}`, law, state);
  }

  private bureauOf({ district }: Owner) {
    const bureau = this.world.bureaus.find((one) => one.district === district);
    if (!bureau) throw new Error('A district without a bureau.');
    return bureau;
  }
}

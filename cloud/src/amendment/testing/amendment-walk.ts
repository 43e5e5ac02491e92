import { type Amendment, amendmentApi } from '@lifttrust/shared-types/amendment/amendment.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import type { StaffedDistrict, Worker } from '../../../../test/fixture/district';
import { signature } from '../../../../test/fixture/evidence';
import { good, upload } from '../../../../test/fixture/uploads';
import { VisitDriver } from '../../../../test/fixture/visit-driver';
import type { Clock } from '../../kernel/clock';
import { Outbox } from '../../kernel/outbox';
import type { TestService } from '../../kernel/testing/service';

type Draft = Omit<CallOf<typeof amendmentApi.propose>, 'recordId'>;

/** A readable reason for a void, and a correction of one item. */
export const wrongLift: Draft = { kind: 'void', cause: 'wrong_lift', reason: '在隔壁电梯的码下做的维保。' };
export const gapNoted: Draft = {
  kind: 'amendment',
  reason: '填写时漏记了制动器间隙。',
  corrections: [{ field: 'items.A-1-05.note', after: '间隙 0.6 mm' }],
};

/** Records walked by people, and their corrections and voids with everybody's word, through the interface. */
export class AmendmentWalk {
  constructor(
    private readonly service: TestService,
    readonly own: StaffedDistrict,
    private readonly clock: Clock,
  ) {}

  signed = async (who: Worker): Promise<Worker> => ({
    ...who,
    token: await this.service.signIn(who.personId, who.deviceId),
  });

  show = async (recordId: string, who: Worker = this.own.admin) =>
    good(await this.service.call(recordApi.show, { recordId }, await this.signed(who)));

  /** As a visit of no time at all is: suspect, unless the reviewer says otherwise. */
  async submitted(valid: boolean | null = true): Promise<string> {
    const fresh = { ...this.own };
    for (const role of ['lead', 'partner', 'admin', 'reviewer'] as const)
      fresh[role] = await this.signed(this.own[role]);
    const { recordId } = await new VisitDriver(this.service, () => this.clock.now()).walk(fresh, 'submitted');
    await (await this.service.get(Outbox)).settle();
    if (valid !== null) await this.judge(recordId, valid);
    return recordId;
  }

  async judge(recordId: string, valid: boolean): Promise<void> {
    const decision = { recordId, valid, reason: '核对过照片。' };
    const reviewer = await this.signed(this.own.reviewer);
    good(await this.service.call(recordApi.decideValidity, decision, reviewer));
  }

  propose = async (recordId: string, draft: Draft) =>
    this.service.call(amendmentApi.propose, { recordId, ...draft }, await this.signed(this.own.admin));

  /** Everybody agrees, in their order, until it is sealed. */
  async seal(proposed: Amendment): Promise<Amendment> {
    let { state } = proposed;
    let now = proposed;
    for (; state === 'waiting_technician' || state === 'waiting_owner'; { state } = now) {
      const who = await this.signed(state === 'waiting_owner' ? this.own.officer : this.own.lead);
      const { id: amendmentId, contentHash } = now;
      const fileId = await upload(this.service, who, { purpose: 'signature', bytes: await signature() });
      const word = { amendmentId, contentHash, fileId };
      now = good(
        state === 'waiting_owner'
          ? await this.service.call(amendmentApi.confirm, { ...word, accept: true }, who)
          : await this.service.call(amendmentApi.sign, word, who),
      );
    }
    return now;
  }

  amend = async (recordId: string, draft: Draft = gapNoted): Promise<Amendment> =>
    this.seal(good(await this.propose(recordId, draft)));
}

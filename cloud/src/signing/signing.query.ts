import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf, deadlineInWords } from '@lifttrust/shared-types/kernel/time';
import { OwnerAnswer } from '@lifttrust/shared-types/record/record.contract';
import type {
  AnswerRate,
  AnswerStanding,
  signingApi,
} from '@lifttrust/shared-types/signing/signing.contract';
import { doorAfter, isRemarkable, obstacleToDefault } from '@lifttrust/shared-types/signing/signing.rules';
import { MaintenanceClass } from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, Not } from 'typeorm';
import { coverClause } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { organisationNames } from '../lift/lift-names.query';
import { MaintenanceRecord } from '../record/record.entity';
import { RecordQuery } from '../record/record.query';
import { SilenceConsentService } from './consent.service';
import { disputeOf } from './dispute.query';
import { openedBy } from './opened.query';
import { type Signer, SignerService } from './signer.service';
import { firstReached, noticesOf } from './signing.notices.query';
import { SilenceService } from './silence.service';

const shownToSign = 200;

const wordsOf = (silence: AnswerStanding['silence'], deadline: number): string =>
  ({
    counts: `${deadlineInWords(deadline)} 前没有答复的，按事先的同意视为默认确认（非本人签名）。`,
    no_consent: `请在 ${deadlineInWords(deadline)} 前签字或退回；本单位没有同意默认确认，逾期会一直等待签字并提醒。`,
    not_delivered: `请在 ${deadlineInWords(deadline)} 前签字或退回；还没有一条通知送达，不会默认确认。`,
    answered: '已经答复。',
  })[silence];

const nameOf = ({ name, as }: Signer): string => (as === 'delegate' ? `${name}（受委托）` : name);

/** The owner's answers as lists and figures. */
@Singleton()
export class SigningQuery {
  @Inject() database: Database;
  @Inject() recordQuery: RecordQuery;
  @Inject() consents: SilenceConsentService;
  @Inject() silence: SilenceService;
  @Inject() signerService: SignerService;

  async standing(recordId: string, ctx: Ctx, from?: EntityManager): Promise<AnswerStanding> {
    const manager = from ?? this.database.reader.manager;
    const actor = requireActor(ctx);
    const record = await this.recordQuery.mustSee(manager, recordId, actor);
    const deadline = this.silence.deadlineOf(record);
    const notices = await noticesOf(manager, recordId);
    const obstacle = obstacleToDefault({
      ownerAnswer: OwnerAnswer.parse(record.ownerAnswer),
      completedAt: record.completedAt,
      deadline,
      // As if the time were up: what would silence mean?
      now: deadline,
      consents: record.ownerId ? await this.consents.ofOwner(manager, record.ownerId) : [],
      firstDeliveredAt: firstReached(notices),
    });
    const silence = obstacle === null || obstacle === 'too_early' ? 'counts' : obstacle;
    const dispute = await disputeOf(manager, recordId, actor, dayOf(ctx.at));
    const { ownerId, liftId } = record;
    // The other side has no need to know who works for the owner.
    const isOurs = actor.role !== 'company_admin' && actor.role !== 'technician';
    const signers =
      ownerId && isOurs ? await this.signerService.signersOf(manager, ownerId, [liftId], ctx.at) : new Map();
    return {
      deadline,
      silence,
      words: wordsOf(silence, deadline),
      door: doorAfter(OwnerAnswer.parse(record.ownerAnswer), deadline, ctx.at),
      signers: (signers.get(liftId) ?? []).map(nameOf),
      notices,
      dispute,
    };
  }

  /** What waits for the owner's signature, the earliest deadline first. */
  async toSign(ctx: Ctx) {
    const { organisationId: ownerId, personId } = requireActor(ctx);
    const manager = this.database.reader.manager;
    const rows = await manager.find(MaintenanceRecord, {
      where: { ownerId, ownerAnswer: 'pending', standing: Not('voided') },
      order: { completedAt: 'ASC' },
      take: shownToSign,
    });
    const opened = await openedBy(
      manager,
      personId,
      rows.map(({ id }) => id),
    );
    const consents = await this.consents.ofOwner(manager, ownerId);
    const liftIds = [...new Set(rows.map(({ liftId }) => liftId))];
    const signers = await this.signerService.signersOf(manager, ownerId, liftIds, ctx.at);
    const items = rows.map((row) => ({
      recordId: row.id,
      place: row.place,
      ownNumber: row.ownNumber,
      class: MaintenanceClass.parse(row.class),
      completedAt: row.completedAt,
      companyName: row.companyName,
      grade: row.grade,
      exceptions: row.exceptions,
      suspect: row.validity === 'suspect',
      opened: opened.has(row.id),
      maySign: (signers.get(row.liftId) ?? []).some((one) => one.personId === personId),
      signers: (signers.get(row.liftId) ?? []).map(nameOf),
      deadline: this.silence.deadlineOf(row),
      contentHash: row.contentHash,
    }));
    return { items, consents: consents.some(({ withdrawnAt }) => withdrawnAt === null) };
  }

  /** A month's answers by owner or by company, where most default in front (edge case of §7, 74号令). */
  async rates({ month, by }: InputOf<typeof signingApi.rates>, ctx: Ctx): Promise<{ items: AnswerRate[] }> {
    const manager = this.database.reader.manager;
    const scope = coverClause(requireActor(ctx), 'r');
    const unit = by === 'company' ? 'r.companyId' : 'r.ownerId';
    const rows: { unitId: string | null; answer: string; number: number | string }[] = await manager
      .createQueryBuilder(MaintenanceRecord, 'r')
      .select(unit, 'unitId')
      .addSelect('r.ownerAnswer', 'answer')
      .addSelect('COUNT(*)', 'number')
      .where(scope.sql, scope.parameters)
      .andWhere("r.standing <> 'voided'")
      .andWhere('r.completedOn BETWEEN :first AND :last', { first: `${month}-01`, last: `${month}-31` })
      .groupBy(unit)
      .addGroupBy('r.ownerAnswer')
      .getRawMany();
    const ids = [...new Set(rows.flatMap(({ unitId }) => unitId ?? []))];
    const names = await organisationNames(manager, ids);
    const items = ids.map((id): AnswerRate => {
      const count = (answer: string) =>
        Number(rows.find((row) => row.unitId === id && row.answer === answer)?.number ?? 0);
      const counts = {
        signed: count('signed'),
        signedLate: count('signed_late'),
        defaulted: count('defaulted'),
        returned: count('returned'),
        pending: count('pending'),
      };
      const { signed, signedLate, defaulted, returned, pending } = counts;
      // Signed after the default: the owner had not answered in time all the same.
      const silent = defaulted + signedLate;
      const answered = signed + silent + returned;
      return {
        unit: { id, name: names.get(id) ?? '' },
        records: answered + pending,
        ...counts,
        remarkable: isRemarkable({ answered, defaulted: silent }),
      };
    });
    const share = (one: AnswerRate) => (one.defaulted + one.signedLate) / (one.records || 1);
    return { items: items.sort((a, b) => share(b) - share(a)).slice(0, 500) };
  }
}

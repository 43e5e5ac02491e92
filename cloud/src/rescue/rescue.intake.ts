import type { Situation } from '@lifttrust/shared-types/rescue/help.contract';
import { fateOfCall, firstTiers, minuteMs } from '@lifttrust/shared-types/rescue/rescue.rules';
import { type CallSource, callSources } from '@lifttrust/shared-types/rescue/rescue.words';
import { Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { Cipher } from '../kernel/cipher';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { Entrapment } from './entrapment.entity';
import { HelpCall } from './help-call.entity';
import { RescueBook } from './rescue.book';
import { RescueDispatch } from './rescue.dispatch';
import { limitsFor } from './rescue.facts';
import { RescueJournal } from './rescue.journal';
import { type Callee, RescuePeople } from './rescue.people.query';

const dayMs = 86_400_000;
/** A device that calls for so many lifts so soon: the desk may ask it, everybody goes all the same. */
const manyLifts = { lifts: 5, minutes: 10 };

/** A call, by whatever channel. */
export interface CallDraft {
  liftId: string;
  source: CallSource;
  kind: 'trapped' | 'hurt';
  situation: Situation;
  phone?: string | undefined;
  keyPrint?: string | null;
  devicePrint?: string | null;
  sourceId?: string | null;
  waitedMs?: number;
  occurredAt?: number | null;
  /** The call whose caller says so again: it stays one call, and counts for the entrapment it now belongs to. */
  again?: HelpCall;
  /** When a call that is corrected to this lift was first made; epoch ms. */
  firstReportedAt?: number;
  /** When whoever comes along from the lift that was named before said so; epoch ms, null: nobody comes along. */
  acceptedAt?: number | null;
}

export interface Received {
  call: HelpCall;
  entrapment: Entrapment;
  fate: ReturnType<typeof fateOfCall>;
}

/**
 * The one queue (EMG-01): every channel comes through here. A call becomes an entrapment or joins one, and people are
 * called in the same transaction, so that an answer means that somebody has been called.
 */
@Singleton()
export class RescueIntake {
  @Inject() cityService: CityService;
  @Inject() cipher: Cipher;
  @Inject() book: RescueBook;
  @Inject() journal: RescueJournal;
  @Inject() dispatch: RescueDispatch;
  @Inject() people: RescuePeople;

  async receive(tx: Transaction, draft: CallDraft): Promise<Received> {
    const { mergeMinutes } = this.cityService.parameters.rescue;
    const open = await this.book.openOf(tx, draft.liftId);
    const freed = open ? null : await this.freedLast(tx, draft.liftId);
    const fate = fateOfCall({ at: tx.at, waitedMs: draft.waitedMs ?? 0 }, open, freed, mergeMinutes);
    const known = open ?? freed;
    if (fate === 'new' || !known) return this.open(tx, draft);
    return this.join(tx, draft, known, fate);
  }

  /** As it is now: somebody may have freed the people since this transaction first looked. */
  private async freedLast(tx: Transaction, liftId: string) {
    const seen = await tx.manager.findOne(Entrapment, {
      where: { liftId },
      order: { reportedAt: 'DESC' },
      select: { id: true },
    });
    const last = seen && (await this.book.locked(tx, seen.id));
    return last && last.freedAt !== null ? { ...last, freedAt: last.freedAt } : null;
  }

  private async open(tx: Transaction, draft: CallDraft): Promise<Received> {
    const lift = await tx.manager.findOneByOrFail(Lift, { id: draft.liftId });
    const reportedAt = draft.firstReportedAt ?? tx.at;
    const row = entrapmentOf(lift, draft, reportedAt);
    row.limits = limitsFor(lift.divisionCode, this.cityService.parameters);
    row.lastCallAt = tx.at;
    row.acceptedAt = draft.acceptedAt ?? null;
    row.isDoubtful = await this.isDoubtful(tx, draft);
    await insertRows(tx.manager, Entrapment, [row]);
    const call = await this.keep(tx, draft, row.id);
    await this.journal.write(tx, row, {
      kind: 'called',
      text: callSources[draft.source],
      open: { source: draft.source, kind: draft.kind, people: row.people, reportedAt },
    });
    let entrapment = await this.withPresent(tx, row);
    for (const { tier, reason } of firstTiers(lift.companyId !== null, row))
      if ((tier === 1 ? entrapment.tier1At : tier === 2 ? entrapment.tier2At : entrapment.tier3At) === null)
        entrapment = await this.dispatch.callTier(tx, entrapment, tier, reason);
    return { call, entrapment, fate: 'new' };
  }

  /**
   * A visit is open at the lift. For the record they have arrived when the alarm comes; everybody is called all the same,
   * they too, and goes on being called until somebody answers.
   */
  private async withPresent(tx: Transaction, row: Entrapment): Promise<Entrapment> {
    const there: Callee[] = await this.people.onSite(tx.manager, row.liftId, tx.at);
    if (there.length === 0) return row;
    await this.dispatch.callPresent(tx, row, there);
    await this.journal.write(tx, row, {
      kind: 'on_site',
      at: row.reportedAt,
      text: `这台电梯有没结束的作业（${there.length} 人），已先呼叫他们；到没到场以本人确认为准`,
    });
    return this.book.save(tx, row);
  }

  private async join(
    tx: Transaction,
    draft: CallDraft,
    known: Entrapment,
    fate: Received['fate'],
  ): Promise<Received> {
    const call = await this.keep(tx, draft, known.id);
    const { again } = draft;
    const isSame = again !== undefined && again.entrapmentId === known.id;
    const reports = known.reports + (isSame && !again.isMistaken ? 0 : 1);
    const change = { ...withSituation(known, draft.situation), reports };
    const isLive = fate !== 'late_report';
    const reportedAt = Math.min(known.reportedAt, draft.firstReportedAt ?? known.reportedAt);
    await this.journal.write(tx, known, {
      kind: fate === 'called_again' || isSame ? 'called_again' : isLive ? 'merged' : 'late_report',
      text: callSources[draft.source],
      open: { source: draft.source, reports: change.reports, reportedAt },
    });
    const saved = await this.book.save(tx, known, {
      ...change,
      ...(isLive ? { reportedAt } : {}),
      // The minutes are counted from the first call of them: one every nine minutes rings anew, too.
      ...(fate === 'called_again' ? { lastCallAt: tx.at } : {}),
      ...(draft.acceptedAt == null
        ? {}
        : { acceptedAt: Math.min(known.acceptedAt ?? Infinity, draft.acceptedAt) }),
    });
    return { call, entrapment: isLive ? await this.stir(tx, saved, fate) : saved, fate };
  }

  /** Whoever calls again after a while still waits: everybody is rung at once, and new injuries call for more. */
  private async stir(tx: Transaction, before: Entrapment, fate: Received['fate']): Promise<Entrapment> {
    let one = await this.dispatch.forDistress(tx, before);
    if (fate !== 'called_again' || one.arrivedAt !== null) return one;
    for (const tier of [1, 2] as const)
      if ((tier === 1 ? one.tier1At : one.tier2At) !== null)
        one = await this.dispatch.ringAgain(tx, one, tier);
    return one;
  }

  private async keep(tx: Transaction, draft: CallDraft, entrapmentId: string): Promise<HelpCall> {
    const { situation, phone, again } = draft;
    if (again) {
      // For another entrapment it is a new alarm, made now; for the same it stays the call that it was.
      const anew = again.entrapmentId === entrapmentId ? {} : { at: tx.at, waitedMs: 0 };
      const stands = { entrapmentId, isMistaken: false, ...anew };
      await tx.manager.update(HelpCall, { id: again.id }, stands);
      return { ...again, ...stands };
    }
    const isPersonal = Boolean(phone) || Boolean(situation.note);
    const call: HelpCall = {
      ...{ id: newId(), entrapmentId, liftId: draft.liftId, source: draft.source },
      ...{ keyPrint: draft.keyPrint ?? null, devicePrint: draft.devicePrint ?? null },
      ...{ sourceId: draft.sourceId ?? null, personId: tx.actor?.personId ?? null },
      ...{ at: tx.at, waitedMs: draft.waitedMs ?? 0, people: situation.people ?? null },
      noteSealed: situation.note ? this.cipher.encrypt(situation.note) : null,
      phoneSealed: phone ? this.cipher.encrypt(phone) : null,
      forgetAt: isPersonal ? tx.at + this.cityService.parameters.rescue.phoneDays * dayMs : null,
      ...{ isMistaken: false, takenBack: null },
    };
    await insertRows(tx.manager, HelpCall, [call]);
    return call;
  }

  private async isDoubtful(tx: Transaction, { devicePrint, liftId }: CallDraft): Promise<boolean> {
    if (!devicePrint) return false;
    const [found]: { lifts: number | string }[] = await tx.manager.query(
      'SELECT COUNT(DISTINCT lift_id) AS lifts FROM help_call WHERE device_print = ? AND at > ? AND lift_id <> ?',
      [devicePrint, tx.at - manyLifts.minutes * minuteMs, liftId],
    );
    return Number(found?.lifts ?? 0) + 1 >= manyLifts.lifts;
  }
}

/** What a further report adds: the larger number, and everything that anybody said is so. */
export const withSituation = (one: Entrapment, said: Situation): Partial<Entrapment> => ({
  people: said.people === undefined ? one.people : Math.max(one.people ?? 0, said.people),
  isHurt: one.isHurt || said.isHurt === true,
  isMedical: one.isMedical || said.isMedical === true,
  isPanic: one.isPanic || said.isPanic === true,
  hasChildren: one.hasChildren || said.hasChildren === true,
  hasElderly: one.hasElderly || said.hasElderly === true,
});

const entrapmentOf = (lift: Lift, draft: CallDraft, reportedAt: number): Entrapment => ({
  ...{ id: newId(), liftId: lift.id, openLiftId: lift.id, companyId: lift.companyId, ownerId: lift.ownerId },
  ...{ divisionCode: lift.divisionCode, usePlace: lift.usePlace, kind: draft.kind, state: 'waiting' },
  ...{ outcome: null, source: draft.source, people: draft.situation.people ?? null },
  isHurt: draft.situation.isHurt === true || draft.kind === 'hurt',
  isMedical: draft.situation.isMedical === true,
  isPanic: draft.situation.isPanic === true,
  hasChildren: draft.situation.hasChildren === true,
  hasElderly: draft.situation.hasElderly === true,
  ...{ isDoubtful: false, reports: 1, occurredAt: draft.occurredAt ?? null, reportedAt },
  lastCallAt: reportedAt,
  limits: { responseMinutes: 0, arrivalMinutes: 0, escalateBeforeMinutes: 0, ringSeconds: 0 },
  ...{ tier1At: null, tier1RungAt: null, tier2At: null, tier2RungAt: null, tier3At: null, tier3RungAt: null },
  ...{
    fireCalledAt: null,
    ambulanceCalledAt: null,
    acceptedAt: null,
    departedAt: null,
    etaAt: null,
    etaSaidAt: null,
  },
  ...{ arrivedAt: null, startedAt: null, freedAt: null, freedBy: null, freedPeople: null, hurtPeople: null },
  ...{ restoredAt: null, closedAt: null, isResponseLate: false, isArrivalLate: false },
  ...{ evidence: 'none', evidenceDueAt: null, causeFirst: null, causeSecond: '', part: '', measures: '' },
  ...{ satisfaction: null, callBack: '', movedTo: null, wrongCodes: 0, nextAt: null, edition: 0 },
});

import {
  companyChanging,
  type PublicLift,
  type PublicVerification,
} from '@lifttrust/shared-types/code/code.contract';
import type { LiftPast } from '@lifttrust/shared-types/disclosure/lift-past.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { ProofPackage } from '@lifttrust/shared-types/ledger/ledger.contract';
import { dueState } from '@lifttrust/shared-types/plan/plan.rules';
import { OwnerAnswer, RecordStanding, Validity } from '@lifttrust/shared-types/record/record.contract';
import { MaintenanceClass } from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { CodeService, tokenFrom } from '../code/code.service';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { MaintenanceRecord } from '../record/record.entity';
import { RecordExport } from '../record/record.export';
import { eventsBehind, inspectionsOf, type LiftEvents } from './lift-history.query';
import { liftBehind, recordsBehind, type ScannedLift } from './scan-page.query';

const shownVisits = 8;
/** The page in the browser stays within 30 kB whatever has happened to the lift. */
const pageVisits = 5;
const pageEvents = 4;
/** On the page of its history: three years of half-monthly maintenance, and as much of everything else as is read. */
const pastVisits = 72;
const pastEvents = 50;

type Visits = PublicLift['visits'];

/** What is void is shown as void; what was found invalid was no maintenance. */
const shownOf = (records: Visits): Visits =>
  records.filter(({ validity, standing }) => validity !== 'invalid' || standing === 'voided');

const unknownCode = () =>
  AppError.notFound(
    'code.unknown',
    '没有找到这个码对应的电梯。请确认扫的是电梯上的智慧电梯码；被困请拨打轿厢内的救援电话。',
  );

/** What the public may know of a lift: no phone, no certificate, no position, nobody's face (DIS-04). */
@Singleton()
export class DisclosureQuery {
  @Inject() database: Database;
  @Inject() cityService: CityService;
  @Inject() codeService: CodeService;
  @Inject() recordExport: RecordExport;

  /** By one of our codes; numbers can be guessed and have a door of their own, which counts. */
  async publicLift(token: string, ctx: Ctx): Promise<PublicLift> {
    return this.shown(tokenFrom(token), ctx);
  }

  /** By what an older sticker says or by the rescue number; by our own code too, so that readers need not choose. */
  async publicLiftByNumber(text: string, ctx: Ctx): Promise<PublicLift> {
    const printed = await this.codeService.tokenBehindNumber(this.database.reader.manager, text);
    return this.shown(printed ?? tokenFrom(text), ctx);
  }

  /** All of the page behind a code or number: the lift, and what has happened to it. */
  async page(text: string, isNumber: boolean, ctx: Ctx): Promise<PublicLift & LiftEvents> {
    const { manager } = this.database.reader;
    const bare = await this.tokenOf(text, isNumber);
    const [{ lift, records }, { afterMajorRepair, ...events }] = await Promise.all([
      this.read(bare, pageVisits, ctx),
      eventsBehind(manager, bare, pageEvents),
    ]);
    const inspections = inspectionsOf(lift, afterMajorRepair);
    return { ...this.toPublic(lift, records, ctx), ...events, inspections };
  }

  /** What has happened to the lift, further back than its page shows. */
  async past(text: string, isNumber: boolean, ctx: Ctx): Promise<LiftPast> {
    const bare = await this.tokenOf(text, isNumber);
    const [{ lift, records }, { afterMajorRepair, ...events }] = await Promise.all([
      this.read(bare, pastVisits, ctx),
      eventsBehind(this.database.reader.manager, bare, pastEvents),
    ]);
    const inspections = inspectionsOf(lift, afterMajorRepair);
    return { visits: shownOf(records), ...events, inspections, queriedAt: ctx.at };
  }

  private async tokenOf(text: string, isNumber: boolean): Promise<string> {
    if (!isNumber) return tokenFrom(text);
    return (await this.codeService.tokenBehindNumber(this.database.reader.manager, text)) ?? tokenFrom(text);
  }

  private async shown(bare: string, ctx: Ctx): Promise<PublicLift> {
    const { lift, records } = await this.read(bare, shownVisits, ctx);
    return this.toPublic(lift, records, ctx);
  }

  private async read(bare: string, count: number, ctx: Ctx): Promise<{ lift: ScannedLift; records: Visits }> {
    const { manager } = this.database.reader;
    const [lift, records] = await Promise.all([
      liftBehind(manager, bare),
      recordsBehind(manager, bare, count),
    ]);
    if (!lift || Number(lift.validFrom) > ctx.at) throw unknownCode();
    return { lift, records };
  }

  private toPublic(lift: ScannedLift, records: Visits, ctx: Ctx): PublicLift {
    const shown = shownOf(records);
    const last = shown.find(({ standing }) => standing !== 'voided');
    return {
      codeState: lift.validTo === null || Number(lift.validTo) > ctx.at ? 'current' : 'replaced',
      rescueCode: lift.rescueCode,
      registrationNumber: lift.useRegistration || lift.registrationCode,
      place: lift.place,
      ownNumber: lift.ownNumber,
      address: lift.address,
      type: lift.type,
      state: lift.state,
      companyName: lift.responsibility === 'dispute' ? companyChanging : (lift.companyName ?? ''),
      ownerName: lift.ownerName ?? '',
      inspectionBody: lift.inspectionBody ?? '',
      stoppedUntil: lift.stoppedUntil,
      emergencyPhone: this.cityService.parameters.emergencyPhone,
      grade: lift.grade,
      gradeOn: lift.gradeOn,
      lastInspectionOn: lift.lastInspectionOn,
      nextInspectionOn: lift.nextInspectionOn,
      maintenance: {
        lastOn: lift.lastMaintainedOn,
        dueOn: lift.dueOn,
        overdue: dueState(lift.dueOn, dayOf(ctx.at)) === 'overdue',
        underCheck: last?.validity === 'suspect',
      },
      visits: shown,
      queriedAt: ctx.at,
    };
  }

  /** The open halves of a record's entries with their paths; the token keeps records from being counted up. */
  async proof(token: string, recordId: string, ctx: Ctx): Promise<ProofPackage> {
    const manager = this.database.reader.manager;
    const code = await this.codeService.findForPublic(manager, token, ctx.at);
    if (!code) throw unknownCode();
    const record = await manager.findOneBy(MaintenanceRecord, { id: recordId, liftId: code.liftId });
    if (!record) throw AppError.notFound();
    return this.recordExport.packageOf(record, false);
  }

  async verification(verificationCode: string): Promise<PublicVerification> {
    const record = await this.database.reader.manager.findOneBy(MaintenanceRecord, { verificationCode });
    if (!record)
      throw AppError.notFound(
        'code.verification_unknown',
        '没有这个查验码的记录。请核对纸上的 16 位查验码；仍查不到时，这份纸质记录不可信。',
      );
    return {
      place: record.place,
      rescueCode: record.rescueCode,
      class: MaintenanceClass.parse(record.class),
      completedOn: record.completedOn,
      companyName: record.companyName,
      ownerName: record.ownerName,
      technicians: record.technicians,
      validity: Validity.parse(record.validity),
      ownerAnswer: OwnerAnswer.parse(record.ownerAnswer),
      standing: RecordStanding.parse(record.standing),
      grade: record.grade,
      proof: await this.recordExport.packageOf(record, false),
    };
  }
}

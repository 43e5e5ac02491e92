import { Server } from 'node:http';
import {
  App,
  Configuration,
  HTTP_SERVER_KEY,
  type ILifeCycle,
  type IMidwayContainer,
  Inject,
} from '@midwayjs/core';
import * as koa from '@midwayjs/koa';
import { AmendmentRound } from './amendment/amendment.round';
import { ArchiveReminders } from './archive/archive.reminders';
import { ArchiveRunner } from './archive/archive.runner';
import { CallOutCardService } from './call-out/call-out.card';
import { CallOutRepair } from './call-out/call-out.repair';
import { CallOutRound } from './call-out/call-out.round';
import config from './config/config.default';
import { ContractJobs } from './contract/contract.jobs';
import { DirectoryRecognition } from './directory/directory.recognition';
import { DirectoryStream } from './directory/directory.stream';
import { DirectoryWorker } from './directory/directory.worker';
import { FirstAccount } from './directory/first-account';
import { FirstRegulator } from './directory/first-regulator';
import { DutyService } from './duty/duty.service';
import { DutyTestCalls } from './duty/duty.test-call';
import { DutyWithout } from './duty/duty.without';
import { EvidencePacker } from './evidence/evidence.packer';
import { CalibrationService } from './face/face.calibration.service';
import { FaceCount } from './face/face.count.service';
import { FrameSweep } from './face/face.frame-sweep';
import { FaceLeavers } from './face/face.leavers';
import { ReviewService } from './face/face.review.service';
import { FaceTombstones } from './face/face.tombstones';
import { FileJobs } from './file/file.jobs';
import { ScanSweep } from './file/file.scan-sweep';
import { FileTombstones } from './file/file.tombstones';
import { ComparisonService } from './filing/comparison.service';
import { StandingHolds } from './hold/hold.holds';
import { HotlineService } from './hotline/hotline.service';
import { ImportRunner } from './import/import.runner';
import { JurisdictionService } from './jurisdiction/jurisdiction.service';
import { Database } from './kernel/database';
import { ErrorFilter } from './kernel/error.filter';
import { Outbox } from './kernel/outbox';
import { RequestMiddleware } from './kernel/request.middleware';
import { Tombstones } from './kernel/tombstones';
import { WebMiddleware } from './kernel/web.middleware';
import { Checkpointer } from './ledger/checkpointer';
import { LedgerLosses } from './ledger/ledger.losses';
import { CorrectionService } from './lift/correction.service';
import { LiftQuality } from './lift/lift.quality';
import { LiveRelay } from './live/live.relay';
import { LiveSockets } from './live/live.sockets';
import { MessageDigest } from './message/message.digest';
import { MessageEscalation } from './message/message.escalation';
import { MessageSender } from './message/message.sender';
import { OfficerReminders } from './officer/officer.reminders';
import { OfficerReports } from './officer/officer.reports';
import { MetricsServer } from './operation/metrics.server';
import { Shutdown } from './operation/shutdown';
import { OrganisationChanges } from './organisation/organisation.changes';
import { ConflictService } from './paper/conflict.service';
import { PaperRound } from './paper/paper.round';
import { PaperlessService } from './paperless/paperless.service';
import { PersonCorrection } from './person/person.correction';
import { PlanPeriodicRound } from './plan/plan.periodic.round';
import { PlanRound } from './plan/plan.round';
import { ReportCorrections } from './public-report/public-report.corrections';
import { LateReports } from './public-report/public-report.late';
import { ReportSubscriptions } from './public-report/public-report.subscriptions';
import { ReportTextCheck } from './public-report/public-report.text-check';
import { DueService } from './record/due.service';
import { RecordAsking } from './record/record.asking';
import { RecordJobs } from './record/record.jobs';
import { ReporterRound } from './reporter/reporter.round';
import { RescueClock } from './rescue/rescue.clock';
import { RescueIdentity } from './rescue/rescue.identity';
import { RescueLive } from './rescue/rescue.live';
import { DailyRound } from './round/daily-round';
import { AccountTombstones } from './session/account.tombstones';
import { PlatformSignIn } from './session/platform.sign-in';
import { SessionService } from './session/session.service';
import { SigningCardService } from './signing/card.service';
import { DisputeService } from './signing/dispute.service';
import { SilenceService } from './signing/silence.service';
import { StaffService } from './staff/staff.service';
import { TaskReminder } from './task/task.reminder';
import { ValidityMessages } from './validity/validity.messages';
import { VisitHandover } from './visit/visit.handover';

@Configuration({
  imports: [koa],
  importConfigs: [{ default: config as never }],
  detectorOptions: { ignore: ['**/*.test.*', '**/testing/**'] },
})
export class MainConfiguration implements ILifeCycle {
  @App('koa') app: koa.Application;
  @Inject() database: Database;
  @Inject() outbox: Outbox;
  @Inject() checkpointer: Checkpointer;
  @Inject() metricsServer: MetricsServer;
  @Inject() shutdown: Shutdown;
  @Inject() importRunner: ImportRunner;
  @Inject() messageSender: MessageSender;
  @Inject() dailyRound: DailyRound;
  @Inject() archiveRunner: ArchiveRunner;
  @Inject() evidencePacker: EvidencePacker;
  @Inject() rescueClock: RescueClock;
  @Inject() contractJobs: ContractJobs;
  @Inject() jurisdictionService: JurisdictionService;
  @Inject() organisationChanges: OrganisationChanges;
  @Inject() comparisonService: ComparisonService;
  @Inject() officerReminders: OfficerReminders;
  @Inject() officerReports: OfficerReports;
  @Inject() directoryWorker: DirectoryWorker;
  @Inject() directoryStream: DirectoryStream;
  @Inject() liveSockets: LiveSockets;
  @Inject() liveRelay: LiveRelay;
  // Injected so that they exist: they listen to requests and to events.
  @Inject() sessionService: SessionService;
  @Inject() platformSignIn: PlatformSignIn;
  @Inject() recordJobs: RecordJobs;
  @Inject() silenceService: SilenceService;
  @Inject() signingCardService: SigningCardService;
  @Inject() recordAsking: RecordAsking;
  @Inject() validityMessages: ValidityMessages;
  @Inject() disputeService: DisputeService;
  @Inject() amendmentRound: AmendmentRound;
  @Inject() firstAccount: FirstAccount;
  @Inject() firstRegulator: FirstRegulator;
  @Inject() directoryRecognition: DirectoryRecognition;
  @Inject() fileJobs: FileJobs;
  @Inject() scanSweep: ScanSweep;
  @Inject() reviewService: ReviewService;
  @Inject() frameSweep: FrameSweep;
  @Inject() faceLeavers: FaceLeavers;
  @Inject() faceCount: FaceCount;
  @Inject() calibrationService: CalibrationService;
  @Inject() tombstones: Tombstones;
  @Inject() ledgerLosses: LedgerLosses;
  @Inject() faceTombstones: FaceTombstones;
  @Inject() fileTombstones: FileTombstones;
  @Inject() accountTombstones: AccountTombstones;
  @Inject() standingHolds: StandingHolds;
  @Inject() reporterRound: ReporterRound;
  @Inject() reportCorrections: ReportCorrections;
  @Inject() lateReports: LateReports;
  @Inject() reportSubscriptions: ReportSubscriptions;
  @Inject() reportTextCheck: ReportTextCheck;
  @Inject() paperRound: PaperRound;
  @Inject() paperlessService: PaperlessService;
  @Inject() planPeriodicRound: PlanPeriodicRound;
  @Inject() planRound: PlanRound;
  @Inject() conflictService: ConflictService;
  @Inject() personCorrection: PersonCorrection;
  @Inject() visitHandover: VisitHandover;
  @Inject() correctionService: CorrectionService;
  @Inject() dueService: DueService;
  @Inject() liftQuality: LiftQuality;
  @Inject() staffService: StaffService;
  @Inject() callOutCardService: CallOutCardService;
  @Inject() callOutRepair: CallOutRepair;
  @Inject() callOutRound: CallOutRound;
  @Inject() dutyService: DutyService;
  @Inject() dutyTestCalls: DutyTestCalls;
  @Inject() dutyWithout: DutyWithout;
  @Inject() taskReminder: TaskReminder;
  @Inject() archiveReminders: ArchiveReminders;
  @Inject() messageDigest: MessageDigest;
  @Inject() messageEscalation: MessageEscalation;
  @Inject() rescueLive: RescueLive;
  @Inject() rescueIdentity: RescueIdentity;
  @Inject() hotlineService: HotlineService;

  async onReady(): Promise<void> {
    this.app.useFilter([ErrorFilter]);
    // Before the framework reads the body: a request that ends there is one, too.
    this.app.getMiddleware<koa.NextFunction, unknown>().insertFirst(RequestMiddleware);
    this.app.useMiddleware([WebMiddleware]);
    // Before anything can be compared or read: a restored copy may hold what had been deleted.
    await this.tombstones.obey();
    await this.checkpointer.open();
    await this.ledgerLosses.seal();
  }

  async onServerReady(container: IMidwayContainer): Promise<void> {
    const server = container.hasObject(HTTP_SERVER_KEY) ? container.get<unknown>(HTTP_SERVER_KEY) : null;
    if (server instanceof Server) this.liveSockets.attach(server);
    this.liveRelay.start();
    await this.jurisdictionService.start();
    await this.firstRegulator.enter();
    this.outbox.start();
    this.checkpointer.start();
    await this.metricsServer.start();
    await this.fileJobs.start();
    await this.importRunner.start();
    this.messageSender.start();
    this.contractJobs.start();
    this.directoryWorker.start();
    this.directoryStream.start();
    this.dailyRound.start();
    this.archiveRunner.start();
    this.evidencePacker.start();
    this.rescueClock.start();
  }

  async onStop(container: IMidwayContainer): Promise<void> {
    await Promise.all([
      this.importRunner.stop(),
      this.archiveRunner.stop(),
      this.evidencePacker.stop(),
      this.rescueClock.stop(),
      this.shutdown.run(container),
    ]);
  }
}

import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { type PhotoSlot, type VisitPack, visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import type { Worker } from '../fixture/district';
import { good, upload } from '../fixture/uploads';
import { passed } from '../fixture/visit-driver';
import { picture, strokes } from './picture';
import type { SimulatedTime } from './time';
import type { Bureau, SimulatedLift } from './world';

const slots: PhotoSlot[] = ['lift', 'controller', 'car_top_or_pit', 'finished'];

export interface Job {
  visitId: string;
  lift: SimulatedLift;
  class: string;
  lead: Worker;
  partner: Worker;
}

/** Two technicians at a lift, each with their own phone, and the desk that looks at their faces' alternative. */
export class Crew {
  constructor(
    private readonly time: SimulatedTime,
    private readonly bureaus: readonly Bureau[],
  ) {}

  /** Crews at their lifts at the same time: code, position and identity of both, start, items, photographs, grade. */
  async work(jobs: readonly Job[]): Promise<void> {
    await Promise.all(
      jobs.map(async (job) => {
        for (const worker of [job.lead, job.partner]) await this.arrive(await this.time.as(worker), job);
      }),
    );
    await this.reviewAll(jobs);
    await Promise.all(jobs.map((job) => this.fill(job)));
  }

  async reviewAll(jobs: readonly Job[]): Promise<void> {
    for (const bureau of this.bureaus)
      await this.review(
        bureau,
        jobs.filter(({ lift }) => lift.owner.district === bureau.district),
      );
  }

  private async fill(job: Job): Promise<void> {
    const { service } = this.time;
    for (const worker of [job.lead, job.partner])
      good(await service.call(checkInApi.start, { visitId: job.visitId }, worker));
    const { visitId, lead } = job;
    const { items, nonces } = good(await service.call(visitApi.pack, { visitId }, lead));
    good(await service.call(visitApi.answerItems, { visitId, answers: items.map(passed) }, lead));
    await Promise.all(slots.map((slot, at) => this.photo(job, slot, nonces[at] ?? '')));
    good(await service.call(visitApi.gradeLift, { visitId, grade: '正常' }, lead));
  }

  /** Signatures and check-outs of both. */
  async leave({ visitId, lead, partner, lift }: Job): Promise<void> {
    const { service } = this.time;
    for (const worker of [lead, partner]) {
      await this.time.as(worker);
      const fileId = await this.draw(worker, visitId);
      const contentHash = await this.hash(worker, visitId);
      good(await service.call(recordApi.sign, { visitId, fileId, contentHash }, worker));
      good(await service.call(checkInApi.checkOut, { visitId, fix: this.fix(lift) }, worker));
    }
  }

  /** The lead submits: at once, or once there is a network again. */
  async submit({ visitId, lead }: Job): Promise<{ recordId: string; validity: string }> {
    await this.time.as(lead);
    const contentHash = await this.hash(lead, visitId);
    const { recordId, validity } = good(
      await this.time.service.call(recordApi.submit, { visitId, contentHash }, lead),
    );
    return { recordId, validity };
  }

  draw = async (worker: Worker, visitId?: string): Promise<string> =>
    upload(this.time.service, worker, {
      purpose: 'signature',
      bytes: await strokes(),
      ...(visitId ? { visitId } : {}),
    });

  private hash = async (worker: Worker, visitId: string): Promise<string> =>
    good(await this.time.service.call(recordApi.sheet, { visitId }, worker)).contentHash;

  fix = (lift: SimulatedLift) => ({
    ...lift.position,
    accuracyMetres: 20,
    isMock: false,
    capturedAt: this.time.now(),
  });

  private async arrive(worker: Worker, { visitId, lift }: Job): Promise<void> {
    const { service } = this.time;
    const scan = { visitId, token: lift.code, scannedAt: this.time.now() };
    good(await service.call(checkInApi.scanCode, scan, worker));
    good(await service.call(checkInApi.givePosition, { visitId, ...this.fix(lift) }, worker));
    const { id } = good(await service.call(faceApi.openAlternative, { visitId }, worker));
    const bytes = await picture();
    const fileId = await upload(service, worker, { purpose: 'challenge_frame', visitId, bytes });
    good(await service.call(faceApi.answerAlternative, { alternativeId: id, fileId }, worker));
  }

  /** The district's reviewer looks at the pictures and says that it is they. */
  private async review(bureau: Bureau, jobs: readonly Job[]): Promise<void> {
    if (jobs.length === 0) return;
    const { service } = this.time;
    const visits = new Set(jobs.map(({ visitId }) => visitId));
    const reviewer = await this.time.as(bureau.reviewer);
    const { items } = good(await service.call(faceApi.reviews, { pageSize: 100 }, reviewer));
    for (const { id } of items.filter(({ visitId }) => visits.has(visitId ?? ''))) {
      const decision = { reviewId: id, accept: true, reason: '手势与要求一致，是本人。' };
      good(await service.call(faceApi.decide, decision, reviewer));
    }
  }

  private async photo({ visitId, lead }: Job, slot: PhotoSlot, nonce: string): Promise<VisitPack> {
    const bytes = await picture();
    const file = { purpose: 'photo' as const, visitId, nonce, bytes, capturedAt: this.time.now() };
    const fileId = await upload(this.time.service, lead, file);
    return good(await this.time.service.call(visitApi.attachPhoto, { visitId, fileId, slot }, lead));
  }
}

import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { OfflinePhone } from '../fixture/offline-phone';
import type { Crew, Job } from './crew';
import type { SimulatedTime } from './time';

/** Minutes from the pack, fetched where there still was a network, to the start at the lift. */
const minutesBefore = 13;

interface Kept {
  job: Job;
  lead: OfflinePhone;
  partner: OfflinePhone;
  isForTomorrow: boolean;
}

/** Two technicians under ground: their phones keep everything and send it in the evening, or the next morning. */
export class WithoutNetwork {
  private kept: Kept[] = [];

  constructor(
    private readonly time: SimulatedTime,
    private readonly crew: Crew,
  ) {}

  /** @returns the instant at which both have left the lift */
  async work(job: Job, minutes: number, isForTomorrow: boolean): Promise<number> {
    const [lead, partner] = [await this.phone(job, job.lead), await this.phone(job, job.partner)];
    for (const phone of [lead, partner]) phone.wait(minutesBefore - 3).arrive(job.lift);
    await lead.work();
    for (const phone of [lead, partner]) phone.wait(minutes).sign().wait(1).checkOut();
    const leftAt = Math.max(lead.madeAt, partner.madeAt);
    lead.wait(1).submit(isForTomorrow ? '地下机房没有信号，次日才上传。' : undefined);
    this.kept.push({ job, lead, partner, isForTomorrow });
    return leftAt;
  }

  /** Sends what is to be sent now: the partner's part first, since the lead's submission waits for it. */
  async send(isMorning: boolean): Promise<{ job: Job; recordId: string }[]> {
    const now = this.kept.filter(({ isForTomorrow }) => isMorning || !isForTomorrow);
    this.kept = this.kept.filter((one) => !now.includes(one));
    const sent: { job: Job; recordId: string }[] = [];
    for (const { job, lead, partner } of now) {
      await this.replay(job, partner, job.partner);
      const submitted = await this.replay(job, lead, job.lead);
      sent.push({ job, recordId: (submitted as ResultOf<typeof recordApi.submit>).recordId });
    }
    await this.crew.reviewAll(now.map(({ job }) => job));
    await this.time.settle();
    return sent;
  }

  private async replay({ lift }: Job, phone: OfflinePhone, worker: Job['lead']): Promise<unknown> {
    await this.time.as(worker);
    const last = await phone.replay();
    if (!last || last.error) {
      const words = [...(last?.error?.details ?? []), last?.error].map((one) => one?.message).join(' ');
      throw new Error(`What ${worker.name} did at ${lift.name} without a network was refused: ${words}`);
    }
    return last.data;
  }

  private async phone({ visitId, lift }: Job, worker: Job['lead']): Promise<OfflinePhone> {
    await this.time.as(worker);
    return OfflinePhone.fetch({
      ...{ service: this.time.service, worker, visitId, now: this.time.now },
      fix: (changes = {}) => ({ ...this.crew.fix(lift), ...changes }),
    });
  }
}

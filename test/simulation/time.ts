import { ContractJobs } from '../../cloud/src/contract/contract.jobs';
import { Clock } from '../../cloud/src/kernel/clock';
import { Outbox } from '../../cloud/src/kernel/outbox';
import type { TestService } from '../../cloud/src/kernel/testing/service';
import { DailyRound } from '../../cloud/src/round/daily-round';
import type { Worker } from '../fixture/district';

const shanghaiMs = 8 * 3_600_000;
const minuteMs = 60_000;
/** A session is over after a while, and a phone's token after a third of its working day; then one signs in again. */
const deskMs = 20 * minuteMs;
const phoneMs = 210 * minuteMs;

/** `08:30` of a day in Asia/Shanghai, epoch ms; minutes past midnight may exceed a day. */
export const at = (day: string, minutes: number): number =>
  Date.parse(`${day}T00:00:00Z`) - shanghaiMs + minutes * minuteMs;

export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

export const dayAt = (instant: number): string => new Date(instant + shanghaiMs).toISOString().slice(0, 10);

/**
 * The year's only hand on the service's clock. It reaches the clock inside the process, where only tests are: no
 * request, no variable and no file moves the time of a running service.
 */
export class SimulatedTime {
  private readonly signedAt = new Map<string, number>();

  private constructor(
    readonly service: TestService,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly rounds: DailyRound,
    private readonly jobs: ContractJobs,
  ) {}

  static async of(service: TestService): Promise<SimulatedTime> {
    return new SimulatedTime(
      service,
      await service.get(Clock),
      await service.get(Outbox),
      await service.get(DailyRound),
      await service.get(ContractJobs),
    );
  }

  now = (): number => this.clock.now();

  /** Forward only, as time goes: a moment that is over already is now. */
  async goTo(instant: number): Promise<void> {
    const ahead = instant - this.clock.now();
    if (ahead > 0) this.clock.shift(ahead);
  }

  settle = (): Promise<void> => this.outbox.settle();

  /** What happens at midnight and what the round does in the morning. */
  async midnight(): Promise<void> {
    await this.jobs.beginDay();
    await this.settle();
  }
  async morning(): Promise<void> {
    await this.rounds.make();
    await this.settle();
  }

  /** Signed in on their own device, anew when the last time lies too far back. */
  async as(worker: Worker): Promise<Worker> {
    const signed = this.signedAt.get(worker.personId) ?? 0;
    if (this.now() - signed > (worker.role === 'technician' ? phoneMs : deskMs)) {
      worker.token = await this.service.signIn(worker.personId, worker.deviceId);
      this.signedAt.set(worker.personId, this.now());
    }
    return worker;
  }
}

import { importApi } from '@lifttrust/shared-types/import/import.contract';
import { csvOf, ImportOffice } from '../../cloud/src/import/testing/import-office';
import { good } from '../fixture/uploads';
import type { Diary } from './diary';
import { dayAt, type SimulatedTime } from './time';
import type { Bureau, SimulatedLift } from './world';

const headings = ['注册代码', '设备状态'];

/** The superior system, as a district's bureau gets it: a table of lifts whose state has changed (EQ-01, EQ-10). */
export class Register {
  constructor(
    private readonly time: SimulatedTime,
    private readonly diary: Diary,
  ) {}

  /** Registered out of use (停用) from today on. */
  async takeOut(lifts: readonly SimulatedLift[], bureau: Bureau): Promise<void> {
    await this.write(lifts, '停用', bureau);
    const from = dayAt(this.time.now());
    for (const { id: liftId } of lifts) this.diary.pauses.push({ liftId, from, to: null });
  }

  /** In use again from today on. */
  async putBack(lifts: readonly SimulatedLift[], bureau: Bureau): Promise<void> {
    await this.write(lifts, '在用', bureau);
    for (const pause of this.diary.pauses)
      if (pause.to === null && lifts.some(({ id }) => id === pause.liftId)) pause.to = dayAt(this.time.now());
    await this.time.settle();
  }

  private async write(lifts: readonly SimulatedLift[], state: string, { regulator }: Bureau): Promise<void> {
    const { service } = this.time;
    const { token } = await this.time.as(regulator);
    const office = ImportOffice.beside(service);
    const rows = lifts.map(({ registrationCode }) => [registrationCode, state]);
    const run = await office.import(token, csvOf(headings, ...rows));
    const { data, error } = await service.call(importApi.show, { importId: run.id }, { token });
    if (error || data.written.update !== lifts.length)
      throw new Error(
        `The register did not take ${state}: ${JSON.stringify(good({ status: 200, data, error }))}`,
      );
    await this.time.settle();
  }
}

import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { type Message, messageApi } from '@lifttrust/shared-types/message/message.contract';
import { CallOutDriver } from '../../../../test/fixture/call-out-driver';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../../test/fixture/district';
import { scan } from '../../../../test/fixture/papers';
import { good } from '../../../../test/fixture/uploads';
import { Clock } from '../../kernel/clock';
import type { TestService } from '../../kernel/testing/service';

/** Two districts whose people sign in again each morning, and a lift that no test leaves with an open call-out. */
export class CallOutCity {
  readonly driver: CallOutDriver;

  private constructor(
    readonly service: TestService,
    readonly own: StaffedDistrict,
    readonly foreign: StaffedDistrict,
    readonly clock: Clock,
  ) {
    this.driver = new CallOutDriver(service, own, () => clock.now());
  }

  static async build(service: TestService): Promise<CallOutCity> {
    const { own, foreign } = await twoDistricts(service);
    return new CallOutCity(service, own, foreign, await service.get(Clock));
  }

  /** Sessions end while nobody works; in the morning everybody signs in again, on the same phone. */
  later = async (ms: number): Promise<void> => {
    this.clock.shift(ms);
    const { own, foreign, service } = this;
    const people = Object.values(own).filter((value): value is Worker => typeof value === 'object');
    for (const who of [...people, foreign.regulator, foreign.admin, foreign.officer])
      who.token = await service.signIn(who.personId, who.deviceId);
  };

  inbox = async (who: Worker, kind: string, callOutId: string): Promise<Message[]> =>
    good(await this.service.call(messageApi.list, { limit: 100 }, who)).items.filter(
      (one) => one.kind === kind && one.subjectId === callOutId,
    );

  /** Whatever is open is handed to a service station, finished and closed; an hour later the next test begins. */
  async closeAll(): Promise<void> {
    const { own, service, driver } = this;
    const { items } = good(await service.call(callOutApi.list, { show: 'open', pageSize: 100 }, own.admin));
    for (const { id: callOutId, state } of items) {
      const closing = { callOutId, reason: '收尾' };
      if (state !== 'finished') {
        const station = { ...closing, name: '示例制造厂服务站', permitNumber: 'TS-1' };
        good(await service.call(callOutApi.handToService, station, own.admin));
        const fileIds = [await scan(service, own.admin)];
        good(await driver.finish(callOutId, { fileIds }, own.admin));
      }
      good(await service.call(callOutApi.close, closing, own.regulator));
    }
    await this.later(3_600_000);
  }
}

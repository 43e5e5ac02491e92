import { directoryApi } from '@lifttrust/shared-types/directory/directory.contract';
import type { Role } from '@lifttrust/shared-types/kernel/access';
import { type StaffedDistrict, twoDistricts } from '../../../../test/fixture/district';
import { good } from '../../../../test/fixture/uploads';
import { DingtalkSimulator } from '../../../../test/simulators/dingtalk';
import { type Callback, DingtalkCallbacks } from '../../../../test/simulators/dingtalk-callback';
import { Database } from '../../kernel/database';
import type { TestService } from '../../kernel/testing/service';
import { Assignment } from '../../person/assignment.entity';
import { PersonAccount } from '../../person/person-account.entity';
import { DirectoryWorker } from '../directory.worker';

type Start = (overrides?: Record<string, string>) => Promise<TestService>;

/** Two districts whose accounts come from one simulated corporation. */
export class DirectoryCity {
  readonly callbacks = new DingtalkCallbacks();
  own: StaffedDistrict;
  foreign: StaffedDistrict;
  service: TestService;

  private constructor(readonly dingtalk: DingtalkSimulator) {}

  static async build(start: Start, overrides: Record<string, string> = {}): Promise<DirectoryCity> {
    const city = new DirectoryCity(await new DingtalkSimulator().open());
    const { dingtalk, callbacks } = city;
    city.service = await start({
      LIFTTRUST_DINGTALK_APP_KEY: dingtalk.appKey,
      LIFTTRUST_DINGTALK_APP_SECRET: dingtalk.appSecret,
      LIFTTRUST_DINGTALK_API: dingtalk.url,
      LIFTTRUST_DINGTALK_OAPI: dingtalk.url,
      LIFTTRUST_DINGTALK_CORP_ID: dingtalk.corporation.corpId,
      LIFTTRUST_DINGTALK_RATE: '1000',
      LIFTTRUST_DINGTALK_EVENT_TOKEN: callbacks.token,
      LIFTTRUST_DINGTALK_EVENT_KEY: callbacks.aesKey,
      LIFTTRUST_PLATFORM_TIMEOUT: '1000',
      ...overrides,
    });
    Object.assign(city, await twoDistricts(city.service));
    return city;
  }

  get corporation() {
    return this.dingtalk.corporation;
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.dingtalk.close();
  }

  /** Everything due is done. */
  async settle(): Promise<void> {
    await (await this.service.get(DirectoryWorker)).settle();
  }

  /** A full reading, asked for by the own regulator. */
  async sync(): Promise<void> {
    good(await this.service.call(directoryApi.sync, {}, this.own.regulatorAdmin));
    await this.settle();
  }

  async map(departmentId: number, organisationId: string | null, role: Role | null = null): Promise<void> {
    const input = { departmentId: String(departmentId), organisationId, role, reason: '首次对应' };
    good(await this.service.call(directoryApi.mapDepartment, input, this.own.regulatorAdmin));
    await this.settle();
  }

  async mapRole(roleId: number, role: Role | null): Promise<void> {
    const input = { roleId: String(roleId), role, reason: '首次对应' };
    good(await this.service.call(directoryApi.mapRole, input, this.own.regulatorAdmin));
    await this.settle();
  }

  /** As DingTalk tells it by HTTP. */
  event(kind: string, told: Record<string, unknown>, at = Date.now()): Callback {
    const CorpId = this.corporation.corpId;
    return this.callbacks.seal({ EventType: kind, CorpId, TimeStamp: String(at), ...told }, at);
  }

  post(callback: Callback) {
    return this.callbacks.post(`${this.service.url}/api/platforms/dingtalk/events`, callback);
  }

  /** Sent and worked off. */
  async tell(kind: string, told: Record<string, unknown>): Promise<void> {
    await this.post(this.event(kind, told));
    await this.settle();
  }

  /** The roles somebody of the corporation holds with us now, as `role@organisation`. */
  async rolesOf(unionid: string): Promise<string[]> {
    const { manager } = (await this.service.get(Database)).reader;
    const account = await manager.findOneBy(PersonAccount, { channel: 'dingtalk', externalId: unionid });
    if (!account) return [];
    const held = await manager.findBy(Assignment, { personId: account.personId });
    return held
      .filter(({ endedAt }) => endedAt === null)
      .map(({ role, organisationId }) => `${role}@${organisationId}`)
      .sort();
  }

  async personOf(unionid: string): Promise<string> {
    const { manager } = (await this.service.get(Database)).reader;
    const account = await manager.findOneByOrFail(PersonAccount, {
      channel: 'dingtalk',
      externalId: unionid,
    });
    return account.personId;
  }
}

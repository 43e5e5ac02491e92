import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import type { Worker } from '../../../../test/fixture/district';
import { DingtalkSimulator } from '../../../../test/simulators/dingtalk';
import { WechatSimulator } from '../../../../test/simulators/wechat';
import { systemCtx } from '../../kernel/actor';
import { Clock } from '../../kernel/clock';
import { newId } from '../../kernel/new-id';
import type { TestService } from '../../kernel/testing/service';
import { UnitOfWork } from '../../kernel/unit-of-work';
import { Assignment } from '../../person/assignment.entity';
import { PersonService } from '../../person/person.service';

type Start = (overrides?: Record<string, string>) => Promise<TestService>;

/** A service connected to both simulated platforms, and people who sign in through them. */
export class SignInDesk {
  readonly dingtalk = new DingtalkSimulator();
  readonly wechat = new WechatSimulator();
  service: TestService;

  async open(start: Start, overrides: Record<string, string> = {}): Promise<TestService> {
    const { dingtalk, wechat } = this;
    await Promise.all([dingtalk.open(), wechat.open()]);
    this.service = await start({
      LIFTTRUST_DINGTALK_APP_KEY: dingtalk.appKey,
      LIFTTRUST_DINGTALK_APP_SECRET: dingtalk.appSecret,
      LIFTTRUST_DINGTALK_API: dingtalk.url,
      LIFTTRUST_DINGTALK_OAPI: dingtalk.url,
      LIFTTRUST_WECHAT_APP_ID: wechat.appId,
      LIFTTRUST_WECHAT_APP_SECRET: wechat.appSecret,
      LIFTTRUST_WECHAT_API: wechat.url,
      ...overrides,
    });
    return this.service;
  }

  async close(): Promise<void> {
    await this.service?.stop();
    await Promise.all([this.dingtalk.close(), this.wechat.close()]);
  }

  async write(
    work: (tx: Parameters<Parameters<UnitOfWork['run']>[1]>[0]) => Promise<unknown>,
  ): Promise<void> {
    const [unitOfWork, clock] = [await this.service.get(UnitOfWork), await this.service.get(Clock)];
    await unitOfWork.run(systemCtx(clock.now()), work);
  }

  async bind(worker: Worker): Promise<void> {
    const people = await this.service.get(PersonService);
    await this.write((tx) => people.bindAccount(tx, 'dingtalk', unionOf(worker), worker.personId));
  }

  /** Another role for a person, from long ago. */
  async assign(worker: Worker, role: string, organisationId: string): Promise<string> {
    const id = newId();
    const row = {
      id,
      personId: worker.personId,
      organisationId,
      role,
      fromDay: '2020-01-01',
      untilDay: null,
    };
    await this.write((tx) => tx.manager.insert(Assignment, row));
    return id;
  }

  /** What a person's DingTalk hands to the app or the console. */
  codeOf = (worker: Worker): string =>
    this.dingtalk.codeFor({ userid: worker.personId, unionid: unionOf(worker), name: worker.name });

  /** Signs in through DingTalk; on the worker's own device unless told otherwise. */
  signIn(worker: Worker, more: Partial<CallOf<typeof sessionApi.start>> = {}) {
    return this.service.call(sessionApi.start, {
      channel: 'dingtalk',
      code: this.codeOf(worker),
      device: { id: worker.deviceId },
      ...more,
    });
  }

  me = (token: string) => this.service.call(sessionApi.me, {}, { token });
  refresh = (refreshToken: string) => this.service.call(sessionApi.refresh, { refreshToken });

  async pass(ms: number): Promise<void> {
    (await this.service.get(Clock)).shift(ms);
  }
}

const unionOf = (worker: Worker) => `union-of-${worker.personId}`;

import { endOfDay } from '@lifttrust/shared-types/kernel/time';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { silenceConsent } from '@lifttrust/shared-types/signing/consent-text';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Cipher } from '../../cloud/src/kernel/cipher';
import { newId } from '../../cloud/src/kernel/new-id';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { onBothDatabases } from '../../cloud/src/kernel/testing/service';
import { type Transaction, UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Assignment } from '../../cloud/src/person/assignment.entity';
import { Person } from '../../cloud/src/person/person.entity';
import { ChatDesk, wechatTemplate } from '../fixture/chat-desk';
import type { Worker } from '../fixture/district';
import { good } from '../fixture/uploads';
import { passed, VisitDriver } from '../fixture/visit-driver';

const day = 86_400_000;
const cards = JSON.stringify({ 'record.to_confirm': 'card-template-1.schema' });

onBothDatabases((start) => {
  const desk = new ChatDesk();
  const { dingtalk, wechat } = desk;
  let driver: VisitDriver;
  let first: Worker;
  let second: Worker;

  beforeAll(async () => {
    await desk.open(start, { LIFTTRUST_DINGTALK_CARDS: cards });
    driver = new VisitDriver(desk.service, () => desk.clock.now());
    first = await officer('郑安心', 'zheng');
    second = await officer('温守礼', 'wen');
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.newDay());

  const write = async <T>(act: (tx: Transaction) => Promise<T>): Promise<T> =>
    (await desk.service.get(UnitOfWork)).run(systemCtx(desk.clock.now()), act);
  const settle = async () => {
    await (await desk.service.get(Outbox)).settle();
    await desk.send();
  };
  /** A safety officer of the owner who works in DingTalk. */
  async function officer(name: string, login: string): Promise<Worker> {
    const cipher = await desk.service.get(Cipher);
    const personId = newId();
    const phone = `100990000${login.length}${name.charCodeAt(0) % 10}`;
    await write(async (tx) => {
      const sealed = { phoneSealed: cipher.encrypt(phone), phonePrint: cipher.fingerprint('phone', phone) };
      await tx.manager.insert(Person, { id: personId, name, ...sealed, createdAt: tx.at });
      await tx.manager.insert(Assignment, {
        ...{ id: newId(), personId, organisationId: desk.own.ownerId, role: 'owner_officer' },
        ...{ fromDay: '2020-01-01', untilDay: null },
      });
    });
    await desk.service.signIn(personId, `device-${personId}`);
    const worker: Worker = {
      ...{ personId, name, role: 'owner_officer' as const, token: '', deviceId: `device-${personId}` },
    };
    await desk.bind('dingtalk', `union-${login}`, worker);
    dingtalk.members.set(`user-${login}`, `union-${login}`);
    return worker;
  }
  const signed = async (who: Worker): Promise<Worker> => ({
    ...who,
    token: await desk.service.signIn(who.personId, who.deviceId),
  });
  /** The technicians have sealed a record in which one item had to be put right. */
  async function submitted(): Promise<string> {
    const own = {
      ...desk.own,
      lead: await signed(desk.own.lead),
      partner: await signed(desk.own.partner),
      admin: await signed(desk.own.admin),
      reviewer: await signed(desk.own.reviewer),
    };
    const { visitId } = await driver.walk(own, 'started');
    await driver.work(own.lead, visitId);
    const { items } = await driver.pack(own.lead, visitId);
    const [item] = items.filter(({ requiresTest }) => !requiresTest);
    if (!item) throw new Error('the checklist is empty');
    const answers = [{ ...passed(item), result: 'treated' as const, note: '已重新调整并复测。' }];
    good(await desk.service.call(visitApi.answerItems, { visitId, answers }, own.lead));
    for (const worker of [own.lead, own.partner]) await driver.sign(worker, visitId);
    for (const worker of [own.lead, own.partner]) await driver.checkOut(worker, visitId);
    const recordId = await driver.submit(own.lead, visitId);
    await settle();
    return recordId;
  }
  const cardOf = (recordId: string, login: string) => {
    const found = [...dingtalk.cards.values()].find(
      (card) => card.userId === `user-${login}` && card.variables.url?.includes(recordId),
    );
    if (!found) throw new Error(`no card for ${login}`);
    return found;
  };
  const press = async (recordId: string, login: string, action: string) => {
    const { headers, body } = dingtalk.press(cardOf(recordId, login).outTrackId, `user-${login}`, action);
    const url = `${desk.service.url}/api/dingtalk/card-acts`;
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    await settle();
    // Two presses within one millisecond would carry one signature.
    desk.clock.shift(1);
    return { status: response.status, body: await response.json() };
  };
  /** The page of the mini-program that a link of the chat opens. */
  const pageOf = (link: string | undefined): string => new URL(link ?? '').searchParams.get('page') ?? '';
  const recordOn = (page: string): string => new URLSearchParams(page.split('?')[1]).get('recordId') ?? '';
  const sign = async (recordId: string, who: Worker) => {
    const caller = await signed(who);
    const given = await driver.ownerSignature(caller, recordId);
    const answer = await desk.service.call(recordApi.ownerSign, given, caller);
    await settle();
    return answer;
  };
  const giveBack = async (recordId: string, who: Worker) => {
    const reason = '现场没有见到第二名维保人员。';
    const answer = await desk.service.call(recordApi.ownerReturn, { recordId, reason }, await signed(who));
    await settle();
    return answer;
  };
  const answerOf = async (recordId: string) =>
    good(await desk.service.call(recordApi.show, { recordId }, await signed(desk.own.officer))).ownerAnswer;

  test('the card tells what was done and what was not simply in order; the notice beside it proves that it came', async () => {
    const recordId = await submitted();
    for (const login of ['zheng', 'wen']) {
      const { variables } = cardOf(recordId, login);
      expect(variables).toMatchObject({ title: '维保记录待确认', state: 'open' });
      expect(variables.facts).toContain(desk.own.lead.name);
      expect(variables.facts).toContain('已重新调整并复测');
      expect(pageOf(variables.url)).toBe(`owner/record/index?recordId=${recordId}`);
      expect(pageOf(variables.confirmUrl)).toBe(`owner/sign/index?recordId=${recordId}`);
      expect(pageOf(variables.returnUrl)).toBe(`owner/record/index?recordId=${recordId}&act=return`);
    }
    expect(dingtalk.notified.map(({ userId }) => userId).sort()).toEqual(['user-wen', 'user-zheng']);
    await desk.later(10 * 60_000);
    const { notices } = good(
      await desk.service.call(signingApi.standing, { recordId }, await signed(desk.own.officer)),
    );
    expect(notices.filter(({ way }) => way === '钉钉工作通知')).toMatchObject([
      { state: '已送达' },
      { state: '已送达' },
    ]);
    good(await giveBack(recordId, first));
  });

  test('confirming from the card leads to the signature; the first who signs wins, and every card says so', async () => {
    const recordId = await submitted();
    await press(recordId, 'zheng', 'confirm');
    const { variables } = cardOf(recordId, 'zheng');
    expect(variables).toMatchObject({ state: 'open', hint: '确认要您本人手写签名，请打开签字页' });
    expect(await answerOf(recordId)).toBe('pending');
    const page = pageOf(variables.hintUrl);
    expect(page).toBe(`owner/sign/index?recordId=${recordId}`);
    good(await sign(recordOn(page), first));
    for (const login of ['zheng', 'wen'])
      expect(cardOf(recordId, login).variables).toMatchObject({
        state: 'done',
        outcome: '郑安心已签字确认',
        hint: '',
      });
    const late = await press(recordId, 'wen', 'confirm');
    expect(late.body).toMatchObject({
      cardData: { cardParamMap: { state: 'done', outcome: '郑安心已签字确认' } },
    });
    expect((await sign(recordId, second)).error?.code).toBe('record.already_answered');
  });

  test('of two who sign at the same moment one is heard, and the record bears one name', async () => {
    const recordId = await submitted();
    const callers = await Promise.all([first, second].map(signed));
    const given = await Promise.all(
      callers.map(async (caller) => ({ caller, ...(await driver.ownerSignature(caller, recordId)) })),
    );
    const answers = await Promise.all(
      given.map(({ caller, ...input }) => desk.service.call(recordApi.ownerSign, input, caller)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await settle();
    const winner = answers[0]?.status === 200 ? first : second;
    expect(cardOf(recordId, 'zheng').variables.outcome).toBe(`${winner.name}已签字确认`);
  });

  test('a return is made with its reason in the app; buttons pressed before and after change nothing', async () => {
    const recordId = await submitted();
    await press(recordId, 'wen', 'return');
    const { variables } = cardOf(recordId, 'wen');
    expect(pageOf(variables.hintUrl)).toBe(`owner/record/index?recordId=${recordId}&act=return`);
    expect(await answerOf(recordId)).toBe('pending');
    good(await giveBack(recordId, second));
    expect(cardOf(recordId, 'zheng').variables).toMatchObject({ state: 'done', outcome: '温守礼已退回' });
    await press(recordId, 'zheng', 'confirm');
    expect(cardOf(recordId, 'zheng').variables).toMatchObject({ state: 'done', hint: '' });
    expect(await answerOf(recordId)).toBe('returned');
  });

  test('whoever has left signs no more and reads so on the card; the others still may', async () => {
    const recordId = await submitted();
    const caller = await signed(second);
    const given = await driver.ownerSignature(caller, recordId);
    const { personId } = second;
    await write((tx) => tx.manager.update(Assignment, { personId }, { endedAt: tx.at }));
    expect((await desk.service.call(recordApi.ownerSign, given, caller)).status).toBe(401);
    await press(recordId, 'wen', 'confirm');
    expect(cardOf(recordId, 'wen').variables).toMatchObject({
      state: 'done',
      outcome: '您已不在这家使用单位，不能再答复',
    });
    expect(cardOf(recordId, 'zheng').variables.state).toBe('open');
    good(await sign(recordId, first));
    await write((tx) => tx.manager.update(Assignment, { personId }, { endedAt: null }));
  });

  test('whoever comes in the place of somebody else is asked too, once, and the deadline stays', async () => {
    const recordId = await submitted();
    const before = good(
      await desk.service.call(signingApi.standing, { recordId }, await signed(desk.own.officer)),
    );
    const newcomer = await officer('乔接手', 'qiao-new');
    await write((tx) =>
      tx.emit('assignment.given', {
        source: 'console',
        assignments: [{ id: newId(), personId: newcomer.personId, organisationId: desk.own.ownerId }],
      }),
    );
    await settle();
    expect(cardOf(recordId, 'qiao-new').variables.state).toBe('open');
    const after = good(await desk.service.call(signingApi.standing, { recordId }, await signed(newcomer)));
    expect(after.deadline).toBe(before.deadline);
    expect(after.signers).toContain('乔接手');
    const mine = [...dingtalk.cards.values()].filter(
      (card) => card.userId === 'user-zheng' && card.variables.url?.includes(recordId),
    );
    expect(mine).toHaveLength(1);
    good(await sign(recordId, newcomer));
  });

  test('in WeChat the subscription message opens the record, and there it is signed', async () => {
    await desk.agree(await signed(desk.own.officer), 'openid-officer');
    const recordId = await submitted();
    const message = wechat.sent.find(({ page }) => page?.includes(recordId));
    expect(message).toMatchObject({ openId: 'openid-officer', templateId: wechatTemplate });
    expect(message?.page).toBe(`owner/record/index?recordId=${recordId}`);
    good(await sign(recordOn(message?.page ?? ''), desk.own.officer));
    expect(await answerOf(recordId)).toBe('signed');
    expect(cardOf(recordId, 'zheng').variables.outcome).toBe(`${desk.own.officer.name}已签字确认`);
  });

  test('a message opened by somebody of another owner shows nothing', async () => {
    const recordId = await submitted();
    const stranger = await signed(desk.foreign.officer);
    expect((await desk.service.call(recordApi.show, { recordId }, stranger)).status).toBe(404);
    expect((await desk.service.call(signingApi.standing, { recordId }, stranger)).status).toBe(404);
    good(await sign(recordId, first));
  });

  test('silence is written on every card as silence; who signs after it is written there too, and is shown the door to a complaint', async () => {
    const agreed = { textVersion: silenceConsent.version, agreed: true as const };
    good(await desk.service.call(signingApi.giveConsent, agreed, await signed(desk.own.ownerAdmin)));
    const recordId = await submitted();
    await desk.later(10 * 60_000);
    const { completedOn } = good(
      await desk.service.call(recordApi.show, { recordId }, await signed(desk.own.officer)),
    );
    await desk.later(endOfDay(completedOn) + day - desk.clock.now());
    await settle();
    expect(await answerOf(recordId)).toBe('defaulted');
    expect(cardOf(recordId, 'zheng').variables.outcome).toBe('逾期默认确认（非本人签名）');
    const refused = await giveBack(recordId, first);
    expect(refused.error?.code).toBe('record.return_too_late');
    const { door } = good(await desk.service.call(signingApi.standing, { recordId }, await signed(first)));
    expect(door).toContain('投诉');
    good(await sign(recordId, first));
    expect(cardOf(recordId, 'wen').variables.outcome).toBe('郑安心逾期后补签');
  });
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { FaceCalibration } from '../../cloud/src/face/face-calibration.entity';
import { FaceReview } from '../../cloud/src/face/face-review.entity';
import { FaceTemplate } from '../../cloud/src/face/face-template.entity';
import { anotherShot, FaceWorld, type Someone } from '../../cloud/src/face/testing/face-world';
import { newId } from '../../cloud/src/kernel/new-id';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let world: FaceWorld;
let desk: ConsoleDesk;
let reviewers: [Someone, Someone];
let admin: Someone;

/** Somebody who took the equal way without a face: a question to people. */
async function ask(name: string): Promise<void> {
  const [who, partner] = [await world.technician(name), await world.technician(`${name}的同伴`)];
  const visitId = await world.visitAtIdentity(who, partner);
  const { data } = await service.call(faceApi.openAlternative, { visitId }, who);
  const picture = await sharp({ create: { width: 480, height: 480, channels: 3, background: '#8a9' } })
    .jpeg()
    .toBuffer();
  const fileId = await world.upload(who, 'challenge_frame', await anotherShot(picture), visitId);
  await service.call(faceApi.answerAlternative, { alternativeId: data.id, fileId }, who);
}

/** A picture of the page for whoever wants to look, only when asked for. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.LIFTTRUST_FACE_SCREENS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  world = await FaceWorld.in(service);
  reviewers = [await world.reviewer('何明'), await world.reviewer('苏再看')];
  admin = await world.person('沈主管', 'regulator_admin', world.bureauId);
  await ask('陈守安');
  await ask('林望');
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

test(
  'a reviewer rejects by keyboard, and another reviewer has to say the same before it counts',
  async () => {
    const first = await desk.sit(reviewers[0].token, '/reviews');
    await first.getByRole('heading', { name: '身份核验' }).waitFor();
    await first.getByText('刚刚提交').first().waitFor();
    await first.getByText('陈守安 · 同等替代方式').waitFor();
    // Pictures that arrive move the page under a mouse; the keyboard finds the box wherever it is.
    await first.getByLabel('安全帽').press('Space');
    await first.locator('input[value="helmet"]:checked').waitFor();
    await first.keyboard.press('r');
    await first.keyboard.press('1');
    await picture(first, 'review-reject');
    await first.keyboard.press('Control+Enter');
    await first.getByText('等另一位核验人员确认后生效').waitFor();
    await first.getByText('您的意见是不通过').waitFor();
    const second = await desk.sit(reviewers[1].token, '/reviews');
    await second.getByText('何明的意见是不通过').waitFor();
    await picture(second, 'review-second');
    await second.keyboard.press('r');
    await second.keyboard.press('1');
    await second.keyboard.press('Control+Enter');
    await second.getByText('已决定。').waitFor();
    await second.getByText('林望 · 同等替代方式').waitFor();
    await second.getByText('未通过', { exact: true }).first().click();
    await second.getByText('何明 先看过').waitFor();
    expect(desk.complaints).toEqual([]);
  },
  3 * minutes,
);

test(
  'two accounts of one person are shown side by side',
  async () => {
    const [one, other] = [await world.technician('周一号'), await world.technician('周二号')];
    await world.write(async (tx) => {
      const common = { organisationId: world.companyId, consentId: newId(), modelVersion: 'portrait' };
      const template = { id: newId(), personId: one.id, state: 'in_review', createdAt: tx.at, ...common };
      await tx.manager.insert(FaceTemplate, template);
      await tx.manager.insert(FaceReview, {
        id: newId(),
        kind: 'enrolment',
        subjectId: template.id,
        personId: one.id,
        companyId: world.companyId,
        divisionCode: '999901',
        reason: '与另一位已登记的人很像，可能是同一人使用两个账号。',
        state: 'waiting',
        createdAt: tx.at,
        otherPersonId: other.id,
      });
    });
    const page = await desk.sit(reviewers[0].token, '/reviews');
    await page.getByText('周一号', { exact: true }).click();
    await page.getByText('另一个账号：周二号').waitFor();
    await page.getByText('不能确认，不通过').click();
    await page.getByText('与“周二号”是同一个人').waitFor();
    await picture(page, 'review-double');
  },
  2 * minutes,
);

test(
  'a supervisor sees how many faces are stored and what a calibration would change, and applies it with a reason',
  async () => {
    await world.write((tx) =>
      tx.manager.insert(FaceCalibration, {
        version: 1,
        modelVersion: 'mesh-1+dlib128-1',
        people: 420,
        mean: 0.9134,
        spread: 0.0102,
        days: 7,
        effect: {
          checks: 860,
          before: { accepted: 801, inReview: 44, rejected: 15 },
          after: { accepted: 808, inReview: 38, rejected: 14 },
          moved: 9,
        },
        state: 'proposed',
        madeAt: tx.at,
      }),
    );
    const page = await desk.sit(admin.token, '/');
    await page.getByRole('menuitem', { name: '人脸数据' }).click();
    await page.getByText('100,000 人').waitFor();
    await page.getByText('有 9 次会换一种去向').waitFor();
    await page.evaluate(() => window.scrollTo(0, 0));
    await picture(page, 'face-data');
    await page.getByRole('button', { name: /启\s?用/ }).click();
    await page.getByLabel('理由').fill('影响很小，启用。');
    await picture(page, 'face-data-apply');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /启\s?用/ })
      .click();
    await page.getByText('已启用，从下一次核验起生效。').waitFor();
    await page.getByText('沈主管').first().waitFor();
    expect(desk.complaints).toEqual([]);
  },
  2 * minutes,
);

test(
  'statistics say what became of checks, and that no groups of people are counted',
  async () => {
    const page = await desk.sit(reviewers[0].token, '/review-statistics');
    await page.getByText('系统不记录、也不统计任何人群特征').waitFor();
    await page.getByText('正在等人决定').waitFor();
    await page.getByText('这段时间没有人脸核验。').waitFor();
    await picture(page, 'review-statistics');
  },
  2 * minutes,
);

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { roleWords } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { IsNull } from 'typeorm';
import { LiftCode } from '../src/code/lift-code.entity';
import { Clock } from '../src/kernel/clock';
import { Database } from '../src/kernel/database';
import { Lift } from '../src/lift/lift.entity';
import { MessageRow } from '../src/message/message.entity';
import { demoSpreadsheets } from './demo-spreadsheet';
import { demoOrganisations, demoPeople } from './people';
import { SandboxPictures } from './sandbox.pictures';
import { SandboxSignIn } from './sandbox.sign-in';

const types: Record<string, string> = { html: 'text/html', css: 'text/css', js: 'text/javascript' };

/** The preview's own pages: entrances, phones' surroundings, and a chat that shows cards as DingTalk and WeChat would. */
@Controller('/')
export class SandboxController {
  @Inject() database: Database;
  @Inject() clock: Clock;
  @Inject() pictures: SandboxPictures;
  @Inject() signIn: SandboxSignIn;

  @Get('/')
  async landing(koa: Context) {
    return this.page(koa, 'index.html');
  }

  @Get('/sandbox/landing/:name')
  async asset(koa: Context) {
    return this.page(koa, String(koa.params.name));
  }

  @Get('/sandbox/people')
  async people() {
    const nameOf = (key: string) =>
      demoOrganisations.find((organisation) => organisation.key === key)?.name ?? '';
    return demoPeople.map(({ key, name, role, target, tells, organisation, face }) => ({
      key,
      name,
      role: roleWords[role],
      target,
      tells,
      face,
      organisation: nameOf(organisation),
    }));
  }

  @Get('/sandbox/codes')
  async codes() {
    const manager = this.database.reader.manager;
    const lifts = await manager.find(Lift, { order: { id: 'ASC' }, take: 200 });
    const codes = await manager.findBy(LiftCode, { validTo: IsNull() });
    return codes.flatMap((code) => {
      const lift = lifts.find((candidate) => candidate.id === code.liftId);
      return lift
        ? [{ token: code.token, label: `${lift.place} ${lift.ownNumber}`, lng: lift.lng, lat: lift.lat }]
        : [];
    });
  }

  @Get('/sandbox/pictures')
  async pictureList() {
    return this.pictures.list();
  }

  @Get('/sandbox/pictures/:name')
  async picture(koa: Context) {
    const bytes = await this.pictures.read(String(koa.params.name), this.clock.now());
    if (!bytes) throw AppError.notFound();
    koa.type = 'image/jpeg';
    return bytes;
  }

  @Get('/sandbox/spreadsheets/:name')
  async spreadsheet(koa: Context) {
    const wanted = String(koa.params.name);
    const file = demoSpreadsheets(dayOf(this.clock.now())).find((candidate) => candidate.name === wanted);
    if (!file) throw AppError.notFound();
    koa.type = file.contentType;
    koa.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    return file.bytes;
  }

  @Get('/sandbox/chat/:key')
  async chat(koa: Context) {
    const personId = await this.signIn.personOf(String(koa.params.key));
    if (!personId) throw AppError.notFound();
    const rows = await this.database.reader.manager.find(MessageRow, {
      where: { personId },
      order: { id: 'DESC' },
      take: 30,
    });
    return rows.map(({ id, title, text, facts, page, outcome, createdAt }) => ({
      id,
      title,
      text,
      facts,
      page,
      outcome,
      createdAt,
    }));
  }

  private async page(koa: Context, name: string) {
    if (!/^[\w-]+\.(html|css|js)$/.test(name)) throw AppError.notFound();
    koa.type = types[name.split('.').at(-1) ?? 'html'] ?? 'text/plain';
    return readFile(join(__dirname, 'landing', name));
  }
}

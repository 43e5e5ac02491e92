import { createHash, randomBytes } from 'node:crypto';
import type { FilePurpose } from '@lifttrust/shared-types/file/file.contract';
import { fileApi } from '@lifttrust/shared-types/file/file.contract';
import type { Role } from '@lifttrust/shared-types/kernel/access';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import sharp from 'sharp';
import { Presence } from '../../check-in/presence.entity';
import { type Ctx, systemCtx } from '../../kernel/actor';
import { Clock } from '../../kernel/clock';
import { newId } from '../../kernel/new-id';
import type { TestService } from '../../kernel/testing/service';
import { type Transaction, UnitOfWork } from '../../kernel/unit-of-work';
import { Lift } from '../../lift/lift.entity';
import { Organisation } from '../../organisation/organisation.entity';
import { Assignment } from '../../person/assignment.entity';
import { Certificate } from '../../person/certificate.entity';
import { Person } from '../../person/person.entity';
import { Visit } from '../../visit/visit.entity';
import { VisitService } from '../../visit/visit.service';
import { FaceEngine } from '../engine/face.engine';
import { TemplateStore } from '../face.template-store';
import { FaceTemplate } from '../face-template.entity';
import { sampleFace } from './sample-faces';

export interface Someone {
  id: string;
  token: string;
}

/** A company, a district's reviewer and visits that stand right before the identity check. */
export class FaceWorld {
  companyId = newId();
  bureauId = newId();

  private constructor(readonly service: TestService) {}

  static async in(service: TestService): Promise<FaceWorld> {
    const world = new FaceWorld(service);
    await world.write(async (tx) => {
      await tx.manager.insert(Organisation, [
        organisation(world.companyId, 'maintenance_company', '云阶示例电梯服务有限公司', tx.at),
        organisation(world.bureauId, 'regulator', '示范市清和区市场监督管理局', tx.at),
      ]);
    });
    return world;
  }

  async write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const unit = await this.service.get(UnitOfWork);
    return unit.run(await this.ctx(), work);
  }

  technician = (name: string) => this.person(name, 'technician', this.companyId);
  reviewer = (name: string) => this.person(name, 'reviewer', this.bureauId);

  async outsideReviewer(name: string): Promise<Someone> {
    const id = newId();
    await this.write((tx) =>
      tx.manager.insert(Organisation, {
        ...organisation(id, 'regulator', '邻区监管局', tx.at),
        divisionCode: '999902',
      }),
    );
    return this.person(name, 'reviewer', id);
  }

  async person(name: string, role: Role, organisationId: string): Promise<Someone> {
    const id = newId();
    await this.write(async (tx) => {
      const today = dayOf(tx.at);
      await tx.manager.insert(Person, { id, name, phoneSealed: null, phonePrint: null, createdAt: tx.at });
      await tx.manager.insert(Assignment, {
        id: newId(),
        personId: id,
        organisationId,
        role,
        fromDay: today,
        untilDay: null,
      });
      await tx.manager.insert(Certificate, {
        id: newId(),
        personId: id,
        item: 'T',
        numberSealed: null,
        validUntil: '2099-01-01',
      });
    });
    return { id, token: await this.service.signIn(id) };
  }

  /** A visit whose members have scanned the code and given their position. */
  async visitAtIdentity(lead: Someone, partner: Someone): Promise<string> {
    const lift = await this.lift();
    const visits = await this.service.get(VisitService);
    const ctx = await this.ctx();
    const actor = {
      personId: newId(),
      personName: '管理员',
      role: 'company_admin' as const,
      organisationId: this.companyId,
      organisationName: '',
      divisionCode: '',
      sessionId: '',
      deviceId: '',
    };
    const plan = { liftId: lift, class: 'half_month' as const, plannedOn: dayOf(ctx.at) };
    const card = await visits.plan({ ...plan, leadId: lead.id, partnerIds: [partner.id] }, { ...ctx, actor });
    await this.write(async (tx) => {
      await tx.manager.update(Visit, { id: card.id }, { state: 'checked_in' });
      await tx.manager.update(
        Presence,
        { visitId: card.id },
        { codeAt: tx.at, positionAt: tx.at, positionVerdict: 'fine' },
      );
    });
    return card.id;
  }

  presence(visitId: string, personId: string): Promise<Presence> {
    return this.write((tx) => tx.manager.findOneByOrFail(Presence, { visitId, personId }));
  }

  /** Enrols people without going through their phones, as if they had been enrolled long ago. */
  async enrolQuietly(personId: string, person: number): Promise<void> {
    const engine = await this.service.get(FaceEngine);
    const templates = await this.service.get(TemplateStore);
    const { face, modelVersion } = await engine.analyse(sampleFace(person, 'enrol-1'));
    if (!face) throw new Error(`Sample person ${person} has no face.`);
    await this.write((tx) =>
      tx.manager.insert(FaceTemplate, {
        id: newId(),
        personId,
        organisationId: this.companyId,
        consentId: newId(),
        state: 'enrolled',
        embeddingsSealed: templates.sealEmbeddings([face.embedding]),
        portraitSealed: null,
        modelVersion,
        reason: null,
        createdAt: tx.at,
        decidedAt: tx.at,
        deletedAt: null,
      }),
    );
  }

  /** Sends a picture as the app does: announce, bytes, report. */
  async upload(who: Someone, purpose: FilePurpose, bytes: Buffer, visitId?: string): Promise<string> {
    const announced = await this.service.call(
      fileApi.announce,
      {
        purpose,
        ...(visitId ? { visitId } : {}),
        sha256: createHash('sha256').update(bytes).digest('hex'),
        bytes: bytes.length,
        contentType: 'image/jpeg',
      },
      { token: who.token },
    );
    if (announced.error) throw new Error(announced.error.message);
    const form = new FormData();
    form.append('file', new Blob([Uint8Array.from(bytes)], { type: 'image/jpeg' }), 'frame.jpg');
    const headers = { authorization: `Bearer ${who.token}` };
    await fetch(this.service.url + announced.data.upload.url, { method: 'POST', headers, body: form });
    const { fileId } = announced.data;
    const reported = await this.service.call(fileApi.report, { fileId }, { token: who.token });
    if (reported.error) throw new Error(reported.error.message);
    return fileId;
  }

  async shiftClock(seconds: number): Promise<void> {
    (await this.service.get(Clock)).shift(seconds * 1000);
  }

  private async ctx(): Promise<Ctx> {
    return systemCtx((await this.service.get(Clock)).now(), 'test');
  }

  private async lift(): Promise<string> {
    const id = newId();
    await this.write((tx) =>
      tx.manager.insert(Lift, {
        id,
        equipmentCode: '',
        registrationCode: '',
        useRegistration: '',
        factoryNumber: '',
        rescueCode: '999001',
        ownNumber: '1 号梯',
        type: '3110',
        state: 'in_use',
        place: '望溪花园 3 幢',
        address: '示范市清和区望溪路 1 号',
        divisionCode: '999901',
        manufacturer: '示例电梯制造厂',
        positionConfirmed: true,
        companyId: this.companyId,
        ownerId: null,
        createdAt: tx.at,
        updatedAt: tx.at,
      }),
    );
    return id;
  }
}

/** The same view photographed once more: a camera never gives the same bytes twice. */
export const anotherShot = (jpeg: Buffer): Promise<Buffer> =>
  sharp(jpeg)
    .composite([{ input: speck(), left: 2, top: 2 }])
    .jpeg({ quality: 90 })
    .toBuffer();

const speck = () => ({
  create: {
    width: 6,
    height: 6,
    channels: 3 as const,
    background: { r: randomBytes(1)[0] ?? 0, g: randomBytes(1)[0] ?? 0, b: randomBytes(1)[0] ?? 0 },
  },
});

const organisation = (id: string, kind: string, name: string, at: number) => ({
  id,
  kind,
  name,
  nameKey: name,
  creditCode: null,
  divisionCode: '999901',
  phoneSealed: null,
  createdAt: at,
  closedOn: null,
});

import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../../city/city.service';
import { FaceEngine } from '../engine/face.engine';
import { TemplateStore } from '../face.template-store';
import { type Doubt, type Measured, portraitOnly } from './face.provider';
import { LocalFaces } from './local.provider';

/** What every outside provider shares at enrolment: our own engine, where it runs, looks for doubles. */
@Singleton()
export class CloudEnrolment {
  @Inject() cityService: CityService;
  @Inject() engine: FaceEngine;
  @Inject() local: LocalFaces;
  @Inject() templates: TemplateStore;

  /** By our own engine; null where it does not run or is too busy. */
  async ownMeasure(jpegs: readonly Buffer[]): Promise<Measured | null> {
    if (!this.engine.isAvailable) return null;
    return this.local.measure(jpegs).catch((error: unknown) => {
      if (error instanceof AppError && error.kind === 'unavailable') return null;
      throw error;
    });
  }

  /** Without our engine a double cannot be looked for: the provider keeps no library of faces, on purpose. */
  async doubt(manager: EntityManager, personId: string, measured: Measured): Promise<Doubt | null> {
    const { coldStartPeople } = this.cityService.parameters.face;
    const own =
      measured.modelVersion === portraitOnly ? null : await this.local.doubt(manager, personId, measured);
    if (own?.otherPersonId) return own;
    if ((await this.templates.enrolledWith(manager, personId)) < coldStartPeople)
      return { reason: `已登记的人不足 ${coldStartPeople} 人，登记由人工确认。`, otherPersonId: null };
    if (measured.modelVersion === portraitOnly)
      return { reason: '没有启用本地比对，查不出一人登记两个账号，登记由人工确认。', otherPersonId: null };
    return own;
  }

  /** One picture by our own engine; null where it does not run. */
  async ownCheck(jpeg: Buffer) {
    return this.engine.isAvailable ? this.local.check(jpeg) : null;
  }
}

import { randomBytes } from 'node:crypto';
import type { Fix } from '@lifttrust/shared-types/check-in/check-in.contract';
import { judgePosition, type PositionJudgement } from '@lifttrust/shared-types/check-in/check-in.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { Crs } from '@lifttrust/shared-types/kernel/geo';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { CodeService } from '../code/code.service';
import { PhotoNonce } from '../file/photo-nonce.entity';
import { Cipher } from '../kernel/cipher';
import type { Transaction } from '../kernel/unit-of-work';
import type { Lift } from '../lift/lift.entity';
import { Presence } from './presence.entity';

/** Photographs that one person may take at one job. */
const noncesEach = 60;

const crsOf = (crs: string | null): Crs =>
  crs === 'WGS84' || crs === 'GCJ02' || crs === 'BD09' ? crs : 'UNKNOWN';

/** What proves that somebody is at a lift, whatever the job: its code, a position near it, photographs of the moment. */
@Singleton()
export class PresenceService {
  @Inject() cityService: CityService;
  @Inject() codeService: CodeService;
  @Inject() cipher: Cipher;

  /** Nothing proven yet, and nonces for photographs. `jobId`: of a visit or another job. */
  async begin(tx: Transaction, jobId: string, personId: string): Promise<void> {
    const who = { visitId: jobId, personId };
    await tx.manager.insert(Presence, { ...who, skewMs: 0, positionVerdict: 'none', identity: 'none' });
    const nonces = Array.from({ length: noncesEach }, () => ({
      ...who,
      nonce: randomBytes(18).toString('base64url'),
      fileId: null,
    }));
    await tx.manager.insert(PhotoNonce, nonces);
  }

  /** Only who it was is to be shown afterwards: nothing proven yet, and no photographs of a job. Known people stay known. */
  async beginIdentity(tx: Transaction, jobId: string, personId: string): Promise<void> {
    const who = { visitId: jobId, personId };
    if (await tx.manager.existsBy(Presence, who)) return;
    await tx.manager.insert(Presence, { ...who, skewMs: 0, positionVerdict: 'none', identity: 'none' });
  }

  /**
   * The code on the lift, and no other one.
   * @throws rule_broken `check_in.code_unknown`, `check_in.other_lift`, `check_in.code_replaced`
   */
  async mustBeCodeOf(
    manager: EntityManager,
    lift: Lift,
    scanned: string,
    { at, job }: { at: number; job: string },
  ): Promise<void> {
    const code = await this.codeService.find(manager, scanned, at);
    if (!code)
      throw AppError.broken([
        { code: 'check_in.code_unknown', message: '这不是本市的电梯码，请扫电梯上张贴的智慧电梯码。' },
      ]);
    if (code.liftId !== lift.id) {
      throw AppError.broken([
        {
          code: 'check_in.other_lift',
          message: `扫到的是另一台电梯。这次${job}的是 ${lift.place} ${lift.ownNumber}，请核对后再扫。`,
        },
      ]);
    }
    if (!code.isCurrent)
      throw AppError.broken([
        { code: 'check_in.code_replaced', message: '这张码已经更换，请扫新码，并撕下旧码。' },
      ]);
  }

  judge(lift: Lift, fix: Fix): PositionJudgement {
    const { parameters } = this.cityService;
    const liftPosition =
      lift.lng === null || lift.lat === null
        ? null
        : { lng: lift.lng, lat: lift.lat, crs: crsOf(lift.crs), confirmed: lift.positionConfirmed };
    return judgePosition({
      liftPosition,
      fix,
      radiusMetres: lift.fenceRadiusMetres ?? parameters.fence.radiusMetres,
      parameters,
    });
  }

  /** Where somebody was is nobody's to read in the database. */
  seal({ lng, lat, crs, accuracyMetres, capturedAt }: Fix): string {
    return this.cipher.encrypt(JSON.stringify({ lng, lat, crs, accuracyMetres, capturedAt }));
  }
}

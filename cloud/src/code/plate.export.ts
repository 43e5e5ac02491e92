import { PlateForm } from '@lifttrust/shared-types/code/plate.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { env } from '../kernel/env';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { LiftCode } from './lift-code.entity';
import { PlatePrintCode, PlatePrintRow } from './plate.entity';
import { printPlates } from './plate.print';

/** What was ordered to be printed, as a file; only the office that ordered it may fetch it, and each time is logged. */
@Singleton()
export class PlateExport {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;

  async pdf(printId: string, ctx: Ctx): Promise<{ bytes: Buffer; fileName: string }> {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const print = await manager.findOneBy(PlatePrintRow, {
      id: printId,
      organisationId: actor.organisationId,
    });
    if (!print) throw AppError.notFound();
    const codes = await manager.findBy(PlatePrintCode, { printId });
    await this.refuseMoved(manager, codes);
    const lifts = await manager.findBy(Lift, { id: In(codes.map(({ liftId }) => liftId)) });
    const plates = codes
      .flatMap(({ liftId, token }) => {
        const lift = lifts.find(({ id }) => id === liftId);
        return lift ? [{ lift, token }] : [];
      })
      .sort((a, b) =>
        `${a.lift.place} ${a.lift.ownNumber}`.localeCompare(`${b.lift.place} ${b.lift.ownNumber}`),
      )
      .map(({ lift, token }) => ({
        place: lift.place,
        ownNumber: lift.ownNumber,
        rescueCode: lift.rescueCode,
        registration: lift.useRegistration || lift.registrationCode,
        address: `${env().publicUrl}/l/${token}`,
      }));
    const { emergencyPhone, plates: size } = this.cityService.parameters;
    const form = PlateForm.parse(print.form);
    const bytes = await printPlates(plates, { form, phone: emergencyPhone, size, at: print.at });
    await this.work.run(ctx, (tx) => tx.audit('plate.fetched', 'plate_print', printId));
    return { bytes, fileName: `电梯码-${plates.length}台-${printId.slice(-6)}.pdf` };
  }

  /** Codes that lead to another lift by now would be printed beside the wrong numbers. */
  private async refuseMoved(manager: EntityManager, codes: PlatePrintCode[]): Promise<void> {
    const present = await manager.findBy(LiftCode, { token: In(codes.map(({ token }) => token)) });
    const moved = codes.filter(({ token, liftId }) =>
      present.some((code) => code.token === token && code.liftId !== liftId),
    );
    if (moved.length > 0)
      throw AppError.conflict(
        'plate.moved_since',
        `这次印制的码里有 ${moved.length} 张后来与别的电梯互换过，照原样再印会印错。请重新勾选电梯印制。`,
      );
  }
}

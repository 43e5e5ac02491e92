import type { PlatePrint, plateApi } from '@lifttrust/shared-types/code/plate.contract';
import { refuseSticking } from '@lifttrust/shared-types/code/plate.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { FileService } from '../file/file.service';
import { covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { TaskService } from '../task/task.service';
import { CodeService, plateTask } from './code.service';
import { PlatePrintCode, PlatePrintRow, StickingRow } from './plate.entity';
import { swappedPlates } from './plate-swapped.query';

type Print = InputOf<typeof plateApi.print>;
type Stick = InputOf<typeof plateApi.stick>;

const broken = (code: string, message: string) => AppError.broken([{ code, message }]);

/** The codes' way from the printer to the lift. */
@Singleton()
export class PlateService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() codeService: CodeService;
  @Inject() fileService: FileService;
  @Inject() taskService: TaskService;

  /**
   * Writes down what is to be printed; the sheet itself is fetched after it. A reprint gives every lift a new code, and
   * the one before is replaced at once: it still shows the lift and brings help, and counts no more for technicians.
   * @throws not_found a lift of another district; invalid `plate.reason_missing`; rule_broken `plate.lift_gone`
   */
  print(input: Print, ctx: Ctx): Promise<PlatePrint> {
    const actor = requireActor(ctx);
    const liftIds = [...new Set(input.liftIds)];
    if (input.isReprint && input.reason === '')
      throw AppError.invalid('plate.reason_missing', '重印会使旧码失效，请写明原因。');
    return this.work.run(ctx, async (tx) => {
      const lifts = await tx.manager.findBy(Lift, { id: In(liftIds) });
      if (lifts.length !== liftIds.length || lifts.some((lift) => !covers(actor, lift)))
        throw AppError.notFound();
      const gone = lifts.find(({ state }) => state === 'scrapped' || state === 'deregistered');
      if (gone)
        throw broken('plate.lift_gone', `${gone.place} ${gone.ownNumber} 已经报废或注销，不用再印码。`);
      const id = newId();
      const codes: PlatePrintCode[] = [];
      for (const { id: liftId } of lifts) {
        const present = input.isReprint ? null : await this.codeService.currentToken(tx.manager, liftId);
        const token = present ?? (await this.codeService.issue(tx, liftId));
        codes.push({ printId: id, token, liftId, at: tx.at });
      }
      const { form, isReprint, reason } = input;
      const { personId, organisationId } = actor;
      const row = { id, form, lifts: codes.length, isReprint, reason, personId, organisationId, at: tx.at };
      await tx.manager.insert(PlatePrintRow, row);
      await insertRows(tx.manager, PlatePrintCode, codes);
      await tx.audit('plate.printed', 'plate_print', id, { lifts: codes.length, isReprint });
      return { ...row, form, by: actor.personName };
    });
  }

  /**
   * A technician of the lift's company stands before it and has stuck the code there.
   * @throws rule_broken `plate.code_unknown`, `plate.code_replaced`, `plate.of_another_company`,
   * `plate.print_first`, and what `refuseSticking` finds
   */
  stick(input: Stick, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const { lift, token } = await this.scanned(tx.manager, input.token, actor, ctx.at);
      const refusal = refuseSticking(lift, input);
      if (refusal) throw AppError.broken([refusal]);
      await this.refuseOldPlate(tx.manager, lift.id, token);
      const photo = await this.fileService.attach(tx, input.fileId, actor.personId);
      if (!photo.contentType.startsWith('image/'))
        throw broken('plate.not_a_picture', '请上传贴好以后的照片。');
      const { ownNumber, registration, position } = input;
      await tx.manager.insert(StickingRow, {
        id: newId(),
        token,
        liftId: lift.id,
        companyId: actor.organisationId,
        personId: actor.personId,
        ownNumber,
        registration,
        photoId: photo.id,
        lng: position?.lng ?? null,
        lat: position?.lat ?? null,
        crs: position?.crs ?? null,
        accuracyMetres: position?.accuracyMetres ?? null,
        at: tx.at,
      });
      await tx.audit('plate.stuck', 'lift', lift.id);
      const about = { kind: plateTask, about: lift.id };
      await this.taskService.settle(tx, about, '新标牌已贴好并登记。', actor.personId);
      return { liftId: lift.id, place: lift.place, ownNumber: lift.ownNumber, at: tx.at };
    });
  }

  /** After a swap the plate that hangs there has the right code and another lift's numbers: it is not stuck anew. */
  private async refuseOldPlate(manager: EntityManager, liftId: string, token: string): Promise<void> {
    const [swapped] = await swappedPlates(manager, [liftId]);
    if (!swapped) return;
    const prints = await manager.findBy(PlatePrintCode, { liftId, token });
    if (!prints.some(({ at }) => at >= swapped.since))
      throw broken(
        'plate.print_first',
        '这台电梯的码与另一台互换过，现在贴着的标牌印的是另一台的识别码，不能登记。请等监管部门重印，换上新标牌再扫。',
      );
  }

  private async scanned(
    manager: EntityManager,
    scanned: string,
    actor: Actor,
    at: number,
  ): Promise<{ lift: Lift; token: string }> {
    const code = await this.codeService.find(manager, scanned, at);
    const lift = code && (await manager.findOneBy(Lift, { id: code.liftId }));
    if (!lift) throw broken('plate.code_unknown', '这不是本市的电梯码，请扫刚贴好的这一张。');
    const token = await this.codeService.currentToken(manager, lift.id);
    if (!code.isCurrent || token === null)
      throw broken('plate.code_replaced', '这张码已经作废，请换成新印的那一张。');
    if (lift.companyId !== actor.organisationId)
      throw broken('plate.of_another_company', '这张码登记的电梯不由本单位维保，请核对是不是贴错了。');
    return { lift, token };
  }
}

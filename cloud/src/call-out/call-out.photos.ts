import { type RepairSlot, repairSlots } from '@lifttrust/shared-types/call-out/call-out.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { FileService } from '../file/file.service';
import { earlierTwins, isRemembered, rememberLook } from '../file/photo-twins.query';
import type { Actor } from '../kernel/actor';
import type { Transaction } from '../kernel/unit-of-work';
import type { CallOutRow } from './call-out.entity';
import { CallOutSteps } from './call-out.steps';

const fourYearsMs = 4 * 366 * 86_400_000;

/** Photographs of a repair are held to what those of maintenance are: taken at this job, and not seen before (CHK-13). */
@Singleton()
export class CallOutPhotos {
  @Inject() cityService: CityService;
  @Inject() fileService: FileService;
  @Inject() steps: CallOutSteps;

  /**
   * The actor's own photograph of this call-out. One that looks like an earlier one of the company, at whatever lift and
   * job, is kept all the same, and the history says so in a sealed step of its own.
   * @throws not_found `file.unknown` for a file of another job
   */
  async take(
    tx: Transaction,
    row: CallOutRow,
    fileId: string,
    of: { slot: RepairSlot; actor: Actor },
  ): Promise<void> {
    const file = await this.fileService.mustBeOwn(tx.manager, fileId, 'photo', of.actor);
    if (file.visitId !== row.id) throw AppError.notFound('file.unknown', '没有找到这个文件，请重新上传。');
    const { companyId } = row;
    const { id, perceptualHash } = file;
    if (companyId === null || perceptualHash === null) return;
    // One picture may show the fault and the old part, or several parts: it is looked at once.
    if (await isRemembered(tx.manager, companyId, { id, perceptualHash })) return;
    const twins = await earlierTwins(tx.manager, [perceptualHash], {
      companyId,
      visitId: row.id,
      since: tx.at - fourYearsMs,
      withinBits: this.cityService.parameters.photos.sameWithinBits,
    });
    await rememberLook(tx.manager, companyId, file);
    const earlierAt = twins.get(perceptualHash);
    if (earlierAt === undefined) return;
    await this.steps.note(tx, row, 'photo_seen_before', {
      text: `${repairSlots[of.slot]}：与 ${dayInWords(dayOf(earlierAt))}的一张照片相同，请核实`,
      closed: { fileId, slot: of.slot, earlierAt },
    });
  }
}

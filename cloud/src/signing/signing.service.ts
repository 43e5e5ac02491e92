import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { refuseInBatch } from '@lifttrust/shared-types/signing/signing.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { FileService } from '../file/file.service';
import { covers } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { UnitOfWork } from '../kernel/unit-of-work';
import { RecordAnswerService } from '../record/record.answer.service';
import { MaintenanceRecord } from '../record/record.entity';
import { openedBy } from './opened.query';

/** Many records with one signature, each with its own sealed entry (SIG-09). */
@Singleton()
export class SigningService {
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() answers: RecordAnswerService;

  /**
   * What can be signed is signed, the rest is given back with its reason; a record that is not the actor's ends the
   * whole call.
   * @throws not_found
   */
  async signMany({ records, fileId }: InputOf<typeof signingApi.signMany>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const ids = [...new Set(records.map(({ recordId }) => recordId))];
      const rows = await tx.manager.findBy(MaintenanceRecord, { id: In(ids) });
      if (rows.filter((row) => covers(actor, row)).length !== ids.length) throw AppError.notFound();
      const file = await this.fileService.mustBeOwn(tx.manager, fileId, 'signature', actor);
      const opened = await openedBy(tx.manager, actor.personId, ids);
      const signed: string[] = [];
      const refused: { recordId: string; code: string; message: string }[] = [];
      for (const row of rows) {
        const { id: recordId, exceptions, validity } = row;
        const contentHash = records.find((one) => one.recordId === recordId)?.contentHash ?? '';
        const facts = { exceptions, suspect: validity === 'suspect', opened: opened.has(recordId) };
        const unread = refuseInBatch(facts);
        const given = { contentHash, satisfaction: null, file };
        const { refusals } = unread
          ? { refusals: [unread] }
          : await this.answers.signOne(tx, row, ctx, given);
        const [first] = refusals;
        if (first) refused.push({ recordId, code: first.code, message: first.message });
        else signed.push(recordId);
      }
      return { signed, refused };
    });
  }
}

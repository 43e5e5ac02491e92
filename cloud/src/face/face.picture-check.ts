import type { faceApi, PictureCheck } from '@lifttrust/shared-types/face/face.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { FileService } from '../file/file.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { EnrolmentService } from './face.enrolment.service';
import { FrameKeeper } from './face.frame-keeper';
import { FaceProviders } from './provider/face.providers';

const nobodyThere: PictureCheck = { judged: false, problems: [], hints: [] };

/** Each picture of an enrolment is looked at while the person can still take it again; one sent back is deleted at once. */
@Singleton()
export class PictureChecks {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() frames: FrameKeeper;
  @Inject() enrolments: EnrolmentService;
  @Inject() providers: FaceProviders;

  /** Slow work outside every transaction; without consent nothing of a face is read (FACE-03). */
  async check({ fileId }: InputOf<typeof faceApi.checkPicture>, ctx: Ctx): Promise<PictureCheck> {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    await this.enrolments.mayEnrol(manager, actor);
    const file = await this.fileService.mustBeOwn(manager, fileId, 'enrolment_frame', actor);
    await this.frames.refuseReplay(manager, file);
    const found = await this.providers.enrolment.check(await this.fileService.readBytes(fileId));
    return this.work.run(ctx, async (tx) => {
      if (!found) return nobodyThere;
      if (found.problems.length > 0) await this.fileService.forget(tx, fileId);
      const codes = [...found.problems, ...found.hints].map(({ code }) => code);
      await tx.audit('face.picture_checked', 'person', actor.personId, { codes });
      return { judged: true, ...found };
    });
  }
}

import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ByteRange } from '@lifttrust/shared-types/archive/archive.rules';
import { callUpLinkPath } from '@lifttrust/shared-types/evidence/evidence.contract';
import { isOpen } from '@lifttrust/shared-types/evidence/evidence.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import { ObjectStores } from '../adapters/object-store/object-stores';
import { bytesWithin, chunkBytes, type Piece, rightBytes } from '../archive/pieces';
import { CityService } from '../city/city.service';
import { type Ctx, requireActor, systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Session } from '../session/session.entity';
import { CallUpRow } from './call-up.entity';
import { CallUpLink } from './call-up-link.entity';
import { CallUpPart } from './call-up-part.entity';
import { mustBeOpen, ownCallUp } from './evidence.scope';

const minuteMs = 60_000;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A download under way, and in whose name it is written down. */
export interface EvidenceDownloading {
  row: CallUpRow;
  ctx: Ctx;
  by: { personId: string; organisationId: string };
}

/** Evidence files on their way out, whole or from where a download broke off; every time is written down. */
@Singleton()
export class EvidenceDownload {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() cityService: CityService;
  @Inject() stores: ObjectStores;

  /**
   * A link that the browser itself can follow. It ends after `archives.linkMinutes`, with the session, and when the
   * call-up is over.
   * @throws not_found where another organisation called it up; `evidence.over`, `evidence.not_ready`
   */
  async link(callUpId: string, ctx: Ctx) {
    const { sessionId, personId, organisationId } = requireActor(ctx);
    const { row } = await this.own(callUpId, ctx);
    const token = randomBytes(32).toString('base64url');
    const expiresAt = ctx.at + this.cityService.parameters.archives.linkMinutes * minuteMs;
    await this.work.run(ctx, async (tx) => {
      await tx.manager.insert(CallUpLink, {
        ...{ id: newId(), tokenHash: hashOf(token), callUpId, sessionId, personId, organisationId },
        ...{ createdAt: ctx.at, expiresAt },
      });
      await tx.audit('evidence.link', 'evidence', callUpId);
    });
    return { path: callUpLinkPath(token), fileName: evidenceFileName(row), expiresAt };
  }

  /** @throws as `link` */
  async own(callUpId: string, ctx: Ctx): Promise<EvidenceDownloading> {
    const { personId, organisationId } = requireActor(ctx);
    const row = await ownCallUp(this.database.reader.manager, callUpId, requireActor(ctx));
    return { row: mustBeReady(mustBeOpen(row, ctx.at)), ctx, by: { personId, organisationId } };
  }

  /** @throws not_found for a secret that was never given; `evidence.link_ended` for one that is over */
  async byLink(token: string): Promise<EvidenceDownloading> {
    const { manager } = this.database.reader;
    const now = this.clock.now();
    const link = await manager.findOneBy(CallUpLink, { tokenHash: hashOf(token) });
    const row = link && (await manager.findOneBy(CallUpRow, { id: link.callUpId, state: 'ready' }));
    if (!link || !row) throw AppError.notFound();
    const session = await manager.findOneBy(Session, { id: link.sessionId });
    if (link.expiresAt <= now || !session || session.endedAt !== null || !isOpen(row, now))
      throw AppError.notFound(
        'evidence.link_ended',
        '下载链接已失效。调阅还没有到期的，请回到“记录调阅”重新取得链接，可以接着下载。',
      );
    const { personId, organisationId } = link;
    return { row, ctx: systemCtx(now, `download-${link.id}`.slice(0, 40)), by: { personId, organisationId } };
  }

  /** @throws unavailable `evidence.damaged` where already the first piece is not what was packed */
  async stream({ row, ctx, by }: EvidenceDownloading, range: ByteRange): Promise<Readable> {
    const read = bytesWithin(await this.pieces(row), range, (piece) => this.right(piece));
    const first = await read.next();
    await this.work.run(ctx, (tx) =>
      tx.audit('evidence.downloaded', 'evidence', row.id, { ...range, of: row.bytes }, by),
    );
    const all = (async function* () {
      for (let next = first; !next.done; next = await read.next()) yield next.value;
    })();
    return Readable.from(all, { objectMode: false, highWaterMark: chunkBytes });
  }

  private async pieces({ id: callUpId, claimId }: CallUpRow): Promise<Piece[]> {
    const parts = await this.database.reader.manager.find(CallUpPart, {
      where: { callUpId, claimId: claimId ?? '' },
      order: { number: 'ASC' },
    });
    let startsAt = 0;
    return parts.map(({ objectKey, sha256, bytes }) => {
      startsAt += bytes;
      return { objectKey, sha256, bytes, startsAt: startsAt - bytes };
    });
  }

  private async right(piece: Piece): Promise<Buffer> {
    const bytes = await rightBytes(this.stores.main, piece);
    if (bytes) return bytes;
    log.error('evidence.altered', { objectKey: piece.objectKey });
    throw new AppError('unavailable', 'evidence.damaged', '证据包的文件读不出来或已损坏，请联系平台管理员。');
  }
}

export const evidenceFileName = ({ reference }: CallUpRow): string =>
  `调阅证据-${reference.replace(/[^\p{L}\p{N}-]/gu, '_')}.zip`;

function mustBeReady(row: CallUpRow): CallUpRow {
  if (row.state === 'ready' && row.claimId !== null) return row;
  throw AppError.conflict('evidence.not_ready', '证据包正在制作，请稍候再下载。');
}

import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { archiveFilePath } from '@lifttrust/shared-types/archive/archive.contract';
import { type ByteRange, isWhole, joined } from '@lifttrust/shared-types/archive/archive.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, MoreThan } from 'typeorm';
import { ObjectStores } from '../adapters/object-store/object-stores';
import { CityService } from '../city/city.service';
import { type Ctx, requireActor, systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { env } from '../kernel/env';
import { log } from '../kernel/log';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Session } from '../session/session.entity';
import { Archive } from './archive.entity';
import { ArchiveQuery } from './archive.query';
import { ArchiveTaken } from './archive.taken';
import { ArchiveLink } from './archive-link.entity';
import { ArchivePart } from './archive-part.entity';
import { bytesWithin, chunkBytes, rightBytes } from './pieces';

const minuteMs = 60_000;
const partsAtOnce = 200;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A download under way. */
export interface Download {
  archive: Archive;
  link: ArchiveLink;
}

export const fileNameOf = ({ month, side, divisionCode, version }: Archive, unit: string): string =>
  `维保档案-${month}-${unit}-${side === 'company' ? '维保' : '使用'}-${divisionCode}${version > 1 ? `-补${version - 1}` : ''}.zip`;

/** Links that end, and what goes out through them: in pieces, so that a broken download goes on where it broke. */
@Singleton()
export class ArchiveLinks {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() cityService: CityService;
  @Inject() stores: ObjectStores;
  @Inject() archiveQuery: ArchiveQuery;
  @Inject() archiveTaken: ArchiveTaken;

  async make(archiveId: string, ctx: Ctx) {
    const actor = requireActor(ctx);
    const token = randomBytes(32).toString('base64url');
    const expiresAt = ctx.at + this.cityService.parameters.archives.linkMinutes * minuteMs;
    return this.work.run(ctx, async (tx) => {
      const archive = await this.archiveQuery.mustHold(tx.manager, archiveId, actor);
      await tx.manager.insert(ArchiveLink, {
        id: newId(),
        tokenHash: hashOf(token),
        archiveId,
        ...{ sessionId: actor.sessionId, personId: actor.personId, organisationId: actor.organisationId },
        ...{ createdAt: ctx.at, expiresAt, sent: [], sentBytes: 0, completedAt: null },
      });
      await tx.audit('archive.link', 'archive', archiveId, { month: archive.month });
      const path = archiveFilePath(token);
      return {
        path,
        url: `${env().publicUrl}${path}`,
        fileName: fileNameOf(archive, await this.unitName(archive, ctx)),
        bytes: archive.bytes,
        sha256: archive.sha256 ?? '',
        expiresAt,
      };
    });
  }

  private async unitName(archive: Archive, ctx: Ctx): Promise<string> {
    const { unit } = await this.archiveQuery.show(archive.id, ctx);
    return unit.name;
  }

  /** @throws not_found for a secret that was never given; `archive.link_ended` for one that is over */
  async open(token: string): Promise<Download> {
    const { manager } = this.database.reader;
    const link = await manager.findOneBy(ArchiveLink, { tokenHash: hashOf(token) });
    const archive = link && (await manager.findOneBy(Archive, { id: link.archiveId, state: 'ready' }));
    if (!link || !archive) throw AppError.notFound();
    const session = await manager.findOneBy(Session, { id: link.sessionId });
    if (link.expiresAt <= this.clock.now() || !session || session.endedAt !== null)
      throw AppError.notFound(
        'archive.link_ended',
        '下载链接已失效，请回到“月度档案包”重新取得链接，可以接着下载。',
      );
    return { archive, link };
  }

  /**
   * The bytes of a range as they lie in the store, a piece in memory at a time; what went out is written down.
   * @throws unavailable `archive.damaged` where already the first piece is not what was packed
   */
  async stream(download: Download, range: ByteRange): Promise<Readable> {
    const { archive } = download;
    let reached = range.from;
    const read = bytesWithin(this.pieces(archive), range, (part) => this.right(part));
    const first = await read.next();
    const counted = (async function* () {
      for (let next = first; !next.done; next = await read.next()) {
        yield next.value;
        // Whoever asks for the next has taken this one.
        reached += next.value.length;
      }
    })();
    const stream = Readable.from(counted, { objectMode: false, highWaterMark: chunkBytes });
    stream.once('close', () => {
      this.note(download, { from: range.from, to: reached }).catch((error) =>
        log.error('archive.download_not_noted', { archiveId: archive.id }, error),
      );
    });
    return stream;
  }

  private async *pieces({ id: archiveId }: Archive): AsyncGenerator<ArchivePart> {
    for (let number = 0; ; ) {
      const parts = await this.database.reader.manager.find(ArchivePart, {
        select: { id: true, number: true, objectKey: true, sha256: true, startsAt: true, bytes: true },
        where: { archiveId, number: MoreThan(number) },
        order: { number: 'ASC' },
        take: partsAtOnce,
      });
      yield* parts;
      if (parts.length < partsAtOnce) return;
      number = parts.at(-1)?.number ?? number;
    }
  }

  /** A piece that somebody has changed in the store is sent to nobody. */
  private async right(part: ArchivePart): Promise<Buffer> {
    const bytes = await rightBytes(this.stores.main, part);
    if (!bytes) {
      log.error('archive.altered', { objectKey: part.objectKey });
      throw new AppError(
        'unavailable',
        'archive.damaged',
        '档案包的文件读不出来或已损坏，请联系平台管理员。',
      );
    }
    return bytes;
  }

  private async note({ archive, link }: Download, range: ByteRange): Promise<void> {
    if (range.to <= range.from) return;
    const { personId, organisationId } = link;
    const ctx = systemCtx(this.clock.now(), `download-${link.id}`.slice(0, 40));
    await this.work.run(ctx, async (tx) => {
      // Written before it is read: who else has just sent something through the same link has to wait here.
      const { id } = link;
      const bytes = range.to - range.from;
      await tx.manager.update(ArchiveLink, { id }, { sentBytes: () => `sent_bytes + ${bytes}` });
      const now = await tx.manager.findOneByOrFail(ArchiveLink, { id });
      const sent = joined([...now.sent, range]);
      const all = await this.sentTo(tx.manager, archive.id, organisationId, id);
      const isDone = isWhole([...all, ...sent], archive.bytes);
      const completedAt = now.completedAt ?? (isDone ? tx.at : null);
      await tx.manager.update(ArchiveLink, { id }, { sent, completedAt });
      await tx.audit(
        'archive.download',
        'archive',
        archive.id,
        { ...range, whole: isDone },
        { personId, organisationId },
      );
      if (isDone && organisationId === archive.unitId)
        await this.archiveTaken.taken(tx, archive.id, personId);
    });
  }

  /** What the unit got through its other links: a download that a later link went on with is one download. */
  private async sentTo(
    manager: EntityManager,
    archiveId: string,
    organisationId: string,
    besides: string,
  ): Promise<ByteRange[]> {
    const links = await manager.findBy(ArchiveLink, { archiveId, organisationId });
    return links.filter(({ id }) => id !== besides).flatMap(({ sent }) => sent);
  }
}

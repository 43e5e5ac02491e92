import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  ArchiveManifest,
  ArchivePaper,
  ArchiveSignature,
} from '@lifttrust/shared-types/archive/archive.contract';
import { monthAfter } from '@lifttrust/shared-types/archive/archive.rules';
import { archiveText } from '@lifttrust/shared-types/archive/archive.signature';
import type { EvidenceManifest } from '@lifttrust/shared-types/evidence/evidence.contract';
import { addDays } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { MoreThan } from 'typeorm';
import { sha256Of } from '../file/object.keys';
import { packageRoot } from '../import/import.threads';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import type { Bundle } from '../ledger/ledger.bundle.query';
import { LedgerSigner } from '../ledger/ledger.signer';
import { organisationNames } from '../lift/lift-names.query';
import { PaperlessStanding } from '../paperless/paperless.standing';
import { csvFile } from './archive.csv';
import type { Archive } from './archive.entity';
import { indexHead } from './archive.lifts';
import { note } from './archive.note';
import { liftsOf } from './archive.records.query';
import { ArchivePart, type PackedFile } from './archive-part.entity';
import { directoryOf, packFile } from './zip';

const partsAtOnce = 50;

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);

/** A file that is whole but for its end. */
interface Closing {
  /** Of the manifest, without its list of files. */
  head: Omit<ArchiveManifest, 'files'> | Omit<EvidenceManifest, 'files'>;
  /** The note for whoever opens it. */
  words: string;
  before: readonly PackedFile[];
  /** Of the index. */
  lines: readonly string[];
  bundle: Bundle;
  /** Epoch ms: the time of the files in it. */
  at: number;
}

/** What stands at the end of a package: index, checkpoint, note, verifier, manifest with its signature, directory. */
@Singleton()
export class ArchiveEnd {
  @Inject() database: Database;
  @Inject() clock: Clock;
  @Inject() ledgerSigner: LedgerSigner;
  @Inject() paperless: PaperlessStanding;

  async files(archive: Archive, bundle: Bundle): Promise<{ files: PackedFile[]; bytes: Buffer[] }> {
    const { before, lines } = await this.packed(archive.id);
    const head = await this.manifestHead(archive, bundle);
    return this.close({ head, words: note(head, bundle), before, lines, bundle, at: archive.createdAt });
  }

  /** The end of every file that carries records away: what is in it, under which checkpoint, and how to check it. */
  async close({ head, words, before, lines, bundle, at }: Closing) {
    const { checkpoint, publicKey, handovers, logId } = bundle;
    const verifier = await readFile(join(packageRoot(__dirname), 'workers', 'archive', 'verify.mjs'));
    const first = [
      await packFile('index.csv', csvFile([indexHead, ...lines]), at),
      await packFile('checkpoint.json', json({ logId, checkpoint, publicKey, handovers }), at),
      await packFile('说明.txt', Buffer.from(words), at),
      await packFile('verify.mjs', verifier, at),
    ];
    const all = [...before, ...first.map(({ file }) => file)];
    const files = all.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
    const text = json({ ...head, files });
    const last = [
      await packFile('manifest.json', text, at),
      await packFile('manifest.signature.json', json(this.signed(sha256Of(text))), at),
    ];
    const added = [...first, ...last];
    const own = added.map(({ file }) => file);
    const bytes = [...added.map((one) => one.bytes), directoryOf([...before, ...own], at)];
    return { files: own, bytes };
  }

  private async manifestHead(archive: Archive, bundle: Bundle): Promise<Omit<ArchiveManifest, 'files'>> {
    const { id, month, side, unitId, divisionCode, version, logSize, recordsDone, createdAt } = archive;
    const names = await organisationNames(this.database.reader.manager, [unitId]);
    return {
      format: 'lifttrust/archive/v1',
      archiveId: id,
      ...{ month, side, unit: { id: unitId, name: names.get(unitId) ?? '' }, divisionCode, version },
      ...{ logId: bundle.logId, logSize, records: recordsDone, preparedAt: createdAt },
      paper: await this.paperOf(archive),
    };
  }

  /** For each lift of the package, under the company that maintained it: another's confirmation is not handed down. */
  private async paperOf(archive: Archive): Promise<ArchivePaper[]> {
    const { manager } = this.database.reader;
    const lifts = await liftsOf(manager, archive);
    const subjects = lifts.map((lift) => ({ ...lift, id: lift.liftId }));
    const { within } = await this.paperless.history(manager, subjects);
    const period = { from: `${archive.month}-01`, to: addDays(`${monthAfter(archive.month)}-01`, -1) };
    return subjects.map(({ liftId, companyId, ...subject }) => ({
      ...{ liftId, companyId, held: within({ ...subject, companyId }, period) },
    }));
  }

  private signed(manifest: string): ArchiveSignature {
    const key = this.ledgerSigner.current();
    const said = {
      version: 1 as const,
      ...{ keyId: key.keyId, publicKey: key.publicKey, manifest, at: this.clock.now() },
    };
    return { ...said, signature: key.sign(archiveText(said)) };
  }

  /** Some hundred bytes of each file that is packed already. */
  private async packed(archiveId: string): Promise<{ before: PackedFile[]; lines: string[] }> {
    const before: PackedFile[] = [];
    const lines: string[] = [];
    for (let number = 0; ; number += partsAtOnce) {
      const parts = await this.database.reader.manager.find(ArchivePart, {
        where: { archiveId, number: MoreThan(number) },
        order: { number: 'ASC' },
        take: partsAtOnce,
      });
      for (const part of parts) {
        before.push(...part.files);
        lines.push(...part.lines);
      }
      if (parts.length < partsAtOnce) return { before, lines };
    }
  }
}

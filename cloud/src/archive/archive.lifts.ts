import { dayOf, instantInWords } from '@lifttrust/shared-types/kernel/time';
import {
  OwnerAnswer,
  ownerAnswerWords,
  RecordStanding,
  standingWords,
  Validity,
  validityWords,
} from '@lifttrust/shared-types/record/record.contract';
import { SubmittedClosed } from '@lifttrust/shared-types/record/record.sealed';
import {
  MaintenanceClass,
  maintenanceClasses,
  photoSlots,
} from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { Database } from '../kernel/database';
import { type Bundle, LedgerBundleQuery } from '../ledger/ledger.bundle.query';
import { PaperlessStanding } from '../paperless/paperless.standing';
import { paperOnPrint } from '../paperless/paperless.words';
import { MaintenanceRecord } from '../record/record.entity';
import { amendmentHead, amendmentLines } from './archive.amendments';
import { csv, csvFile } from './archive.csv';
import { ArchivePrints, type Filed } from './archive.prints';
import type { ToPack } from './archive.records.query';

/** What a package holds of one lift. */
export interface LiftFolder {
  liftId: string;
  records: number;
  files: { path: string; content: Buffer }[];
  /** Lines of the package's index. */
  lines: string[];
  /** Photographs of its records, which a package names and an evidence file may hold; paths without their ending. */
  photos: { fileId: string; path: string }[];
}

export const indexHead = csv([
  '地点',
  '单位内编号',
  '应急救援识别码',
  '维保日期',
  '类别',
  '维保单位',
  '使用单位',
  '维保人员',
  '设备状态等级',
  '有效性',
  '更正情况',
  '使用单位确认',
  '存证编号',
  '查验码',
  '打印件',
  '存证',
  // Last, so that lines packed before there was this column still stand under their heads.
  '纸质记录',
]);
const photoHead = csv(['维保日期', '类别', '位置', '拍摄人', '拍摄时间', 'SHA-256', '文件编号']);

/** Lifts as folders of a package: print, proof and list of photographs of each record. */
@Singleton()
export class ArchiveLifts {
  @Inject() database: Database;
  @Inject() ledgerBundleQuery: LedgerBundleQuery;
  @Inject() prints: ArchivePrints;
  @Inject() paperless: PaperlessStanding;

  /** @param toPack records of some lifts, all of each lift */
  async folders(bundle: Bundle, toPack: readonly ToPack[]): Promise<LiftFolder[]> {
    const filed = await this.filed(bundle, toPack);
    await this.ledgerBundleQuery.prepare(
      bundle,
      filed.flatMap(({ entries }) => entries),
    );
    const prints = await this.prints.of(bundle, filed);
    const paper = await this.paperOf(filed);
    const folders = new Map<string, LiftFolder>();
    for (const one of filed) {
      const { liftId } = one.record;
      const folder = folders.get(liftId) ?? { liftId, records: 0, files: [], lines: [], photos: [] };
      folders.set(liftId, folder);
      folder.lines.push(
        await this.add(bundle, folder, one, { pdf: prints.get(one.record.id), paper: paper(one.record) }),
      );
    }
    for (const folder of folders.values()) {
      const own = filed.filter(({ record }) => record.liftId === folder.liftId);
      const lines = [photoHead, ...own.flatMap(photoLines)];
      const name = folderName(own[0]?.record);
      folder.files.push({ path: `${name}/photos.csv`, content: csvFile(lines) });
      folder.photos = own
        .flatMap(photosOf)
        .map(({ fileId, sha256 }) => ({ fileId, path: `${name}/photos/${sha256}` }));
      const amended = own.flatMap(amendmentLines);
      if (amended.length > 0)
        folder.files.push({
          path: `${name}/amendments.csv`,
          content: csvFile([amendmentHead, ...amended]),
        });
    }
    return [...folders.values()];
  }

  /** Only prints them, for the packages to come. */
  async print(bundle: Bundle, toPack: readonly ToPack[]): Promise<void> {
    await this.prints.of(bundle, await this.filed(bundle, toPack));
  }

  private async filed(bundle: Bundle, toPack: readonly ToPack[]): Promise<Filed[]> {
    const { manager } = this.database.reader;
    const records = await manager.findBy(MaintenanceRecord, {
      id: In(toPack.map(({ recordId }) => recordId)),
    });
    const byId = new Map(records.map((record) => [record.id, record]));
    const first = toPack.reduce((least, { entrySeq }) => Math.min(least, entrySeq), Number.POSITIVE_INFINITY);
    const liftIds = [...new Set(toPack.map(({ liftId }) => liftId))];
    const entries = await this.ledgerBundleQuery.entriesFrom(bundle, liftIds, first);
    return toPack.flatMap(({ recordId }) => {
      const record = byId.get(recordId);
      const own = entries.filter(({ openText }) => openText.includes(`"${recordId}"`));
      return record ? [{ record, entries: own }] : [];
    });
  }

  /** As it stood when the work was done: a later confirmation makes no paper of that day dispensable. */
  private async paperOf(filed: readonly Filed[]): Promise<(record: MaintenanceRecord) => string> {
    const subjects = filed.map(({ record }) => ({ ...record, id: record.liftId }));
    const { on } = await this.paperless.history(this.database.reader.manager, subjects);
    return (record) => paperOnPrint(on({ ...record, id: record.liftId }, record.completedOn));
  }

  /** @returns its line of the index */
  private async add(
    bundle: Bundle,
    folder: LiftFolder,
    { record, entries }: Filed,
    { pdf, paper }: { pdf: Buffer | undefined; paper: string },
  ): Promise<string> {
    const name = `${folderName(record)}/${record.completedOn}-${record.class}-${record.id}`;
    const proof = await this.ledgerBundleQuery.packageOf(bundle, entries);
    if (pdf) folder.files.push({ path: `${name}.pdf`, content: pdf });
    folder.files.push({ path: `${name}.json`, content: Buffer.from(JSON.stringify(proof)) });
    folder.records += 1;
    return csv([...indexCells(record, name, pdf !== undefined), paper]);
  }
}

/** Letters and digits alone, so that every system can unpack it. */
const folderName = (record: MaintenanceRecord | undefined): string =>
  `lifts/${[record?.rescueCode.replace(/[^0-9A-Za-z]/g, '') || 'lift', record?.liftId].join('-')}`;

const indexCells = (record: MaintenanceRecord, name: string, isPrinted: boolean): string[] => [
  record.place,
  record.ownNumber,
  record.rescueCode,
  record.completedOn,
  maintenanceClasses[MaintenanceClass.parse(record.class)],
  record.companyName,
  record.ownerName,
  record.technicians.join('、'),
  record.grade,
  validityWords[Validity.parse(record.validity)],
  standingWords[RecordStanding.parse(record.standing)],
  ownerAnswerWords[OwnerAnswer.parse(record.ownerAnswer)],
  String(record.entrySeq ?? ''),
  record.verificationCode,
  isPrinted ? `${name}.pdf` : '没有打印件，请联系平台',
  `${name}.json`,
];

function photosOf({ record, entries }: Filed): SubmittedClosed['photos'] {
  const sealed = entries.find(({ hash }) => hash === record.contentHash);
  return sealed ? SubmittedClosed.parse(JSON.parse(sealed.closedText)).photos : [];
}

function photoLines(filed: Filed): string[] {
  const { record } = filed;
  const kind = maintenanceClasses[MaintenanceClass.parse(record.class)];
  return photosOf(filed).map(({ slot, takenBy, capturedAt, sha256, fileId }) =>
    csv([
      record.completedOn,
      kind,
      photoSlots[slot],
      takenBy,
      capturedAt === null ? '' : `${dayOf(capturedAt)} ${instantInWords(capturedAt).split(' ').at(-1)}`,
      sha256,
      fileId,
    ]),
  );
}

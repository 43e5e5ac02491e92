import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Archive, archiveApi } from '@lifttrust/shared-types/archive/archive.contract';
import { ledgerApi } from '@lifttrust/shared-types/ledger/ledger.contract';
import { ArchiveRunner } from '../../cloud/src/archive/archive.runner';
import { Checkpointer } from '../../cloud/src/ledger/checkpointer';
import { LedgerSequencer } from '../../cloud/src/ledger/ledger.sequencer';
import { verify } from '../../cloud/src/ledger/testing/verify-command';
import type { Worker } from '../fixture/district';
import { good } from '../fixture/uploads';
import type { Comparison } from './compare';
import type { Diary, DiaryVisit } from './diary';
import { at, dayAfter, dayAt, type SimulatedTime } from './time';
import type { World } from './world';

/** Days of a month on which the service looks for what is to be packed. */
const days = ['01', '05', '08', '10', '20'];
const recordIn = /[0-9A-Z]{26}(?=\.json)/;

interface Unit {
  id: string;
  side: 'company' | 'owner';
  reader: Worker;
}

/** Packages of the 1st and those after it, opened, counted and verified as whoever received them would. */
export class Archives {
  /** When each month was packed. */
  private readonly packedAt = new Map<string, number>();
  packages = 0;
  supplements = 0;
  verified = 0;

  constructor(
    private readonly world: World,
    private readonly time: SimulatedTime,
    private readonly diary: Diary,
    private readonly comparison: Comparison,
    /** The last day on which months are packed: prints are what takes longest. */
    private readonly until: string,
  ) {}

  async morning(day: string): Promise<void> {
    if (!days.includes(day.slice(8)) || day > this.until) return;
    const { service } = this.time;
    await (await service.get(LedgerSequencer)).settle();
    await (await service.get(Checkpointer)).checkpoint();
    if (day.endsWith('-01')) this.packedAt.set(dayAfter(day, -1).slice(0, 7), this.time.now());
    await (await service.get(ArchiveRunner)).run();
  }

  /** Every package there is, beside the diary; every `each`-th is verified without the service. */
  async look(each: number): Promise<void> {
    const { owners, own, other } = this.world;
    const units: Unit[] = [
      ...[own, other].map(({ id, admin }) => ({ id, side: 'company' as const, reader: admin })),
      ...owners.map(({ id, admin }) => ({ id, side: 'owner' as const, reader: admin })),
    ];
    for (const unit of units) await this.unit(unit, each);
  }

  private async unit(unit: Unit, each: number): Promise<void> {
    const held = new Map<Archive, string[]>();
    for (let page = 1; ; page += 1) {
      const caller = await this.time.as(unit.reader);
      const { items, total } = good(
        await this.time.service.call(archiveApi.list, { page, pageSize: 50 }, caller),
      );
      for (const archive of items) held.set(archive, await this.open(unit, archive, each));
      if (page * 50 >= total) break;
    }
    const own = this.diary.visits.filter((visit) => this.unitsOf(visit).includes(unit.id));
    for (const [month, packedAt] of this.packedAt)
      for (const district of new Set(own.map((visit) => this.districtOf(visit))))
        this.month(
          `${month} ${unit.side} ${district}`,
          packedAt,
          own.filter(
            (visit) => dayAt(visit.completedAt).startsWith(month) && this.districtOf(visit) === district,
          ),
          [...held].filter(([one]) => one.month === month && one.division.code === district),
        );
  }

  /** Each record is in the month's own package exactly once, or, when it came later, in a later one. */
  private month(name: string, packedAt: number, visits: DiaryVisit[], held: [Archive, string[]][]): void {
    const inTime = visits.filter(({ submittedAt }) => submittedAt <= packedAt);
    const first = held.filter(([{ version }]) => version === 1).flatMap(([, records]) => records);
    const later = new Set(held.filter(([{ version }]) => version > 1).flatMap(([, records]) => records));
    const ids = (some: DiaryVisit[]) => some.map(({ recordId }) => recordId).sort();
    if (inTime.length > 0)
      this.comparison.same(name, 'records of the package', ids(inTime).join(), first.sort().join());
    // What came in the last days is packed with the next look.
    const settledBy = Math.min(this.time.now(), at(this.until, 0)) - 12 * 86_400_000;
    for (const visit of visits.filter(({ submittedAt }) => submittedAt > packedAt && submittedAt < settledBy))
      this.comparison.same(
        name,
        `late record ${visit.recordId} packed`,
        true,
        later.has(visit.recordId) || (inTime.length === 0 && first.includes(visit.recordId)),
      );
    const known = new Set(ids(visits));
    const strange = [...first, ...later].filter((recordId) => !known.has(recordId));
    this.comparison.same(name, 'records of others in the package', '', strange.join());
  }

  private async open({ reader }: Unit, archive: Archive, each: number): Promise<string[]> {
    const name = `${archive.month} ${archive.unit.name} ${archive.division.code}`;
    if (archive.version === 1) this.packages += 1;
    else this.supplements += 1;
    this.comparison.same(name, 'package', 'ready', archive.state);
    const caller = await this.time.as(reader);
    const link = good(await this.time.service.call(archiveApi.link, { archiveId: archive.id }, caller));
    const response = await fetch(this.time.service.url + link.path);
    const zip = Buffer.from(await response.arrayBuffer());
    this.comparison.same(name, 'bytes of the package', archive.bytes, zip.length);
    const names = namesIn(zip);
    const records = names.flatMap((one) => recordIn.exec(one)?.[0] ?? []);
    const prints = names.filter((one) => one.endsWith('.pdf'));
    this.comparison.same(name, 'records counted', archive.records, records.length);
    this.comparison.same(name, 'prints', records.length, prints.length);
    if ((this.packages + this.supplements) % each === 0) await this.verify(name, zip);
    return records;
  }

  private async verify(name: string, zip: Buffer): Promise<void> {
    const file = join(this.time.service.folder, 'package.zip');
    writeFileSync(file, zip);
    const { publicKey } = good(await this.time.service.call(ledgerApi.checkpoint, {}));
    const { code, text } = await verify('--package', file, '--key', publicKey);
    this.verified += 1;
    this.comparison.same(name, 'verified without the service', 0, code === 0 ? code : text.slice(0, 400));
  }

  private unitsOf = ({ companyId, ownerId }: DiaryVisit): string[] => [companyId, ownerId];

  private districtOf = ({ ownerId }: DiaryVisit): string =>
    this.world.owners.find(({ id }) => id === ownerId)?.district ?? '';
}

/** Names in a zip's central directory (PKWARE APPNOTE 4.3.12), read without the code that wrote it. */
function namesIn(zip: Buffer): string[] {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const [entries, from] = [zip.readUInt16LE(end + 10), zip.readUInt32LE(end + 16)];
  const names: string[] = [];
  for (let at = from; names.length < entries; ) {
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    names.push(zip.toString('utf8', at + 46, at + 46 + (name ?? 0)));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names;
}

import type { Stay } from '@lifttrust/shared-types/check-in/check-in.rules';
import type { GeoPoint } from '@lifttrust/shared-types/kernel/geo';
import { dayInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import { z } from '@lifttrust/shared-types/kernel/zod';
import type { FindingFacts, PresenceEvidence } from '@lifttrust/shared-types/record/record.finding.rules';
import { MaintenanceClass, PositionVerdict, photoSlots } from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { Presence } from '../check-in/presence.entity';
import { CityService } from '../city/city.service';
import { earlierTwins } from '../file/photo-twins.query';
import { Cipher } from '../kernel/cipher';
import { joinedRows } from '../kernel/joined-rows';
import { marks } from '../kernel/marks';
import { type LoadedVisit, standingSignature } from '../visit/visit.query';

const SealedFix = z.object({ lng: z.number(), lat: z.number(), crs: z.enum(['WGS84', 'GCJ02', 'BD09']) });
const aroundMs = 36 * 3_600_000;
const mostStays = 50;
const fourYearsMs = 4 * 366 * 86_400_000;

interface SeenDevice {
  deviceText: string;
  mockAttempts: number;
}

/** Gathers what the finding rules look at: neighbouring stays, devices, clocks, pictures seen before. */
@Singleton()
export class RecordFacts {
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;

  async findingFacts(manager: EntityManager, loaded: LoadedVisit): Promise<FindingFacts> {
    const rows = loaded.rows.members.flatMap(({ presence }) => (presence ? [presence] : []));
    const seen = await this.seenOf(manager, rows);
    const others = await this.otherStays(manager, rows);
    const presences: PresenceEvidence[] = [];
    for (const presence of loaded.presences) {
      const row = rows.find((candidate) => candidate.personId === presence.person.id);
      if (!row || presence.startedAt === null) continue;
      const { deviceText, mockAttempts } = seen.get(row.personId) ?? { deviceText: '', mockAttempts: 0 };
      presences.push({
        ...presence,
        deviceId: row.deviceId,
        // Without a model nothing can be said about likeness.
        deviceModel: row.deviceId ? deviceText || row.deviceId : '',
        fix: this.fixOf(row.fixSealed),
        checkOutVerdict: PositionVerdict.parse(row.outVerdict ?? 'none'),
        clockSkewMs: row.skewMs,
        mockAttempts,
        signedBeforeLeaving: leavingOf(loaded, row.personId),
        stay: this.stayOf(row),
        otherStays: others
          .filter((other) => other.personId === row.personId)
          .filter((other) => (other.codeAt ?? 0) > (row.codeAt ?? 0) - aroundMs)
          .slice(0, mostStays)
          .map((other) => this.stayOf(other)),
      });
    }
    return {
      class: MaintenanceClass.parse(loaded.visit.class),
      presences,
      reusedPhotos: await this.reusedPhotos(manager, loaded),
      parameters: this.cityService.parameters,
    };
  }

  private fixOf(sealed: string | null): GeoPoint | null {
    return sealed === null ? null : SealedFix.parse(JSON.parse(this.cipher.decrypt(sealed)));
  }

  private stayOf(row: Presence): Stay {
    return {
      visitId: row.visitId,
      from: row.codeAt ?? 0,
      to: row.checkedOutAt,
      position: this.fixOf(row.fixSealed),
    };
  }

  /** Where else these people were around that time. */
  private async otherStays(manager: EntityManager, rows: Presence[]): Promise<Presence[]> {
    const [first] = rows;
    if (!first) return [];
    const begun = rows.map((row) => row.codeAt ?? 0);
    const [earliest, latest] = [Math.min(...begun) - aroundMs, Math.max(...begun) + aroundMs];
    const found = await joinedRows(
      manager,
      { stay: Presence },
      `FROM presence stay WHERE stay.person_id IN (${marks(rows)})
         AND stay.visit_id <> ? AND stay.code_at > ? AND stay.code_at < ? LIMIT ${mostStays * rows.length}`,
      [...rows.map((row) => row.personId), first.visitId, earliest, latest],
    );
    return found.flatMap(({ stay }) => (stay ? [stay] : []));
  }

  /** What each person's device called itself at their last sign-in, and how often it offered a mock position. */
  private async seenOf(manager: EntityManager, rows: Presence[]): Promise<Map<string, SeenDevice>> {
    const [first] = rows;
    if (!first) return new Map();
    const found: { personId: string; deviceText: string | null; mockAttempts: number | string }[] =
      await manager.query(
        `SELECT p.person_id AS personId,
           (SELECT s.device_text FROM session s WHERE s.person_id = p.person_id AND s.device_id = p.device_id
            ORDER BY s.id DESC LIMIT 1) AS deviceText,
           (SELECT COUNT(*) FROM audit_entry a WHERE a.action = 'check_in.mock_position'
              AND a.subject_id = p.visit_id AND a.person_id = p.person_id) AS mockAttempts
         FROM presence p WHERE p.visit_id = ?`,
        [first.visitId],
      );
    return new Map(
      found.map((row) => [
        row.personId,
        { deviceText: row.deviceText ?? '', mockAttempts: Number(row.mockAttempts) },
      ]),
    );
  }

  /** Pictures of this company in four years that look like one of this visit's (CHK-13). */
  private async reusedPhotos(
    manager: EntityManager,
    loaded: LoadedVisit,
  ): Promise<FindingFacts['reusedPhotos']> {
    if (loaded.photos.length === 0) return [];
    const hashOf = new Map(
      loaded.rows.photos.map(({ photo, file }) => [photo.fileId, file?.perceptualHash ?? null]),
    );
    const twins = await earlierTwins(
      manager,
      [...hashOf.values()].filter((hash) => hash !== null),
      {
        companyId: loaded.visit.companyId,
        visitId: loaded.visit.id,
        since: loaded.visit.createdAt - fourYearsMs,
        withinBits: this.cityService.parameters.photos.sameWithinBits,
      },
    );
    return loaded.photos.flatMap((photo) => {
      const at = twins.get(hashOf.get(photo.fileId) ?? '');
      return at === undefined ? [] : [{ slot: photoSlots[photo.slot], earlierOn: dayInWords(dayOf(at)) }];
    });
  }
}

/** Whose signature came after they had left; what they signed before stands. */
function leavingOf({ rows, contentHash }: LoadedVisit, personId: string) {
  const signature = standingSignature(rows, personId, contentHash)?.signature;
  return signature?.leftAt ? { signedAt: signature.at, leftAt: signature.leftAt } : null;
}

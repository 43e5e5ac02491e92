import type { Stay } from '@lifttrust/shared-types/check-in/check-in.rules';
import type { GeoPoint } from '@lifttrust/shared-types/kernel/geo';
import { dayInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import { z } from '@lifttrust/shared-types/kernel/zod';
import type { FindingFacts, PresenceEvidence } from '@lifttrust/shared-types/record/record.finding.rules';
import { MaintenanceClass, PositionVerdict, photoSlots } from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, MoreThan, Not } from 'typeorm';
import { Presence } from '../check-in/presence.entity';
import { CityService } from '../city/city.service';
import { earlierTwins } from '../file/photo-twins.query';
import { StoredFile } from '../file/stored-file.entity';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Cipher } from '../kernel/cipher';
import { Session } from '../session/session.entity';
import type { LoadedVisit } from '../visit/visit.query';

const SealedFix = z.object({ lng: z.number(), lat: z.number(), crs: z.enum(['WGS84', 'GCJ02', 'BD09']) });
const aroundMs = 36 * 3_600_000;
const fourYearsMs = 4 * 366 * 86_400_000;

/** Gathers what the finding rules look at: neighbouring stays, devices, clocks, pictures seen before. */
@Singleton()
export class RecordFacts {
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;

  async findingFacts(manager: EntityManager, loaded: LoadedVisit): Promise<FindingFacts> {
    const rows = await manager.findBy(Presence, { visitId: loaded.visit.id });
    const presences: PresenceEvidence[] = [];
    for (const presence of loaded.presences) {
      const row = rows.find((candidate) => candidate.personId === presence.person.id);
      if (!row || presence.startedAt === null) continue;
      presences.push({
        ...presence,
        deviceId: row.deviceId,
        deviceModel: await this.deviceModel(manager, row),
        fix: this.fixOf(row.fixSealed),
        checkOutVerdict: PositionVerdict.parse(row.outVerdict ?? 'none'),
        clockSkewMs: row.skewMs,
        mockAttempts: await this.mockAttempts(manager, row),
        stay: this.stayOf(row),
        otherStays: await this.otherStays(manager, row),
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

  private async otherStays(manager: EntityManager, row: Presence): Promise<Stay[]> {
    const others = await manager.find(Presence, {
      where: {
        personId: row.personId,
        visitId: Not(row.visitId),
        codeAt: MoreThan((row.codeAt ?? 0) - aroundMs),
      },
      take: 50,
    });
    return others.map((other) => this.stayOf(other));
  }

  private async deviceModel(manager: EntityManager, row: Presence): Promise<string> {
    if (!row.deviceId) return '';
    const session = await manager.findOne(Session, {
      where: { personId: row.personId, deviceId: row.deviceId },
      order: { id: 'DESC' },
    });
    // Without a model nothing can be said about likeness.
    return session?.deviceText || row.deviceId;
  }

  private mockAttempts(manager: EntityManager, row: Presence): Promise<number> {
    return manager.countBy(AuditEntry, {
      action: 'check_in.mock_position',
      subjectId: row.visitId,
      personId: row.personId,
    });
  }

  /** Pictures of this company in four years that look like one of this visit's (CHK-13). */
  private async reusedPhotos(
    manager: EntityManager,
    loaded: LoadedVisit,
  ): Promise<FindingFacts['reusedPhotos']> {
    const ids = loaded.photos.map((photo) => photo.fileId);
    if (ids.length === 0) return [];
    const own = await manager.findBy(StoredFile, { id: In(ids) });
    const hashOf = new Map(own.map((file) => [file.id, file.perceptualHash]));
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

import { createHash } from 'node:crypto';
import { Crs } from '@lifttrust/shared-types/kernel/fields';
import type { OfflineWork, VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { CodeService } from '../code/code.service';
import { OfflineTickets } from '../face/face.offline-tickets';
import type { Actor } from '../kernel/actor';
import { MadeTimes } from '../kernel/made-times';
import type { Lift } from '../lift/lift.entity';
import type { Visit } from './visit.entity';
import { partOf } from './visit.parts';
import { type LoadedVisit, VisitQuery } from './visit.query';

const hourMs = 3_600_000;

/** The pack as it is fetched: with everything that makes the visit possible without a network (CHK-15). */
@Singleton()
export class OfflinePack {
  @Inject() cityService: CityService;
  @Inject() codeService: CodeService;
  @Inject() madeTimes: MadeTimes;
  @Inject() tickets: OfflineTickets;
  @Inject() visitQuery: VisitQuery;

  async fetch(manager: EntityManager, visit: Visit, actor: Actor, at: number): Promise<VisitPack> {
    const loaded = await this.visitQuery.load(manager, visit);
    const pack = await this.visitQuery.packOf(manager, loaded, actor.personId, at);
    const isOpen = pack.state === 'planned' || pack.state === 'checked_in';
    return {
      ...pack,
      anchor: this.madeTimes.anchor(actor.personId, at),
      offline: isOpen ? await this.offline(manager, loaded, actor, at) : null,
    };
  }

  private async offline(
    manager: EntityManager,
    loaded: LoadedVisit,
    actor: Actor,
    at: number,
  ): Promise<OfflineWork> {
    const { visit, lift, presences, rows } = loaded;
    const mine = presences.find(({ person }) => person.id === actor.personId);
    const isIdentified = mine?.identity === 'accepted' || mine?.identity === 'in_review';
    const where = { visitId: visit.id, personId: actor.personId };
    const tokens = await this.codeService.validTokens(manager, lift.id, at);
    return {
      until: at + this.cityService.parameters.offline.packHours * hourMs,
      codeHashes: tokens.map((token) => createHash('sha256').update(token).digest('hex')),
      fence: this.fence(lift),
      challenge: isIdentified ? null : await this.tickets.challenge(manager, where, at),
      alternative: isIdentified ? null : this.tickets.alternative(where, at),
      part: partOf(rows, actor.personId),
    };
  }

  private fence(lift: Lift): OfflineWork['fence'] {
    const { fence } = this.cityService.parameters;
    const crs = Crs.safeParse(lift.crs);
    const hasPosition = lift.lng !== null && lift.lat !== null;
    return {
      position: hasPosition
        ? { lng: lift.lng ?? 0, lat: lift.lat ?? 0, crs: crs.success ? crs.data : 'UNKNOWN' }
        : null,
      confirmed: lift.positionConfirmed,
      radiusMetres: lift.fenceRadiusMetres ?? fence.radiusMetres,
      weakMetres: fence.weakAccuracyMetres,
      creditedMetres: fence.creditedAccuracyMetres,
    };
  }
}

import type { CityParameters } from '@lifttrust/shared-types/city/city.parameters';
import { IdentityMethod, IdentityState } from '@lifttrust/shared-types/face/face.contract';
import type { LiftCard } from '@lifttrust/shared-types/lift/lift.contract';
import { LiftState, LiftType } from '@lifttrust/shared-types/lift/lift.contract';
import { isWorkComplete } from '@lifttrust/shared-types/record/record.rules';
import type {
  Item,
  Photo,
  Presence as PresenceView,
  VisitCard,
  VisitPack,
} from '@lifttrust/shared-types/visit/visit.contract';
import {
  ItemResult,
  MaintenanceClass,
  PhotoSlot,
  PositionVerdict,
  VisitState,
} from '@lifttrust/shared-types/visit/visit.contract';
import { nextStep } from '@lifttrust/shared-types/visit/visit.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull } from 'typeorm';
import { Presence } from '../check-in/presence.entity';
import { CityService } from '../city/city.service';
import { PhotoNonce } from '../file/photo-nonce.entity';
import { StoredFile } from '../file/stored-file.entity';
import { Lift } from '../lift/lift.entity';
import { Organisation } from '../organisation/organisation.entity';
import { Person } from '../person/person.entity';
import { Signature } from '../record/signature.entity';
import { contentHashOf } from './visit.content';
import { Visit } from './visit.entity';
import { VisitItem } from './visit-item.entity';
import { VisitMember } from './visit-member.entity';
import { VisitPhoto } from './visit-photo.entity';

/** Everything known of one visit, loaded once and looked at from several sides. */
export interface LoadedVisit {
  visit: Visit;
  lift: Lift;
  companyName: string;
  ownerName: string;
  members: VisitMember[];
  items: Item[];
  photos: Photo[];
  presences: PresenceView[];
  contentHash: string;
}

/** Lists and details of visits; reads other modules' tables, writes none. */
@Singleton()
export class VisitQuery {
  @Inject() cityService: CityService;

  async load(manager: EntityManager, visit: Visit): Promise<LoadedVisit> {
    const lift = await manager.findOneByOrFail(Lift, { id: visit.liftId });
    const members = await manager.find(VisitMember, {
      where: { visitId: visit.id },
      order: { role: 'ASC', personId: 'ASC' },
    });
    const items = await this.items(manager, visit.id);
    const names = await this.namesOf(
      manager,
      members.map((member) => member.personId),
    );
    const photos = await this.photos(manager, visit.id, names);
    const contentHash = contentHashOf({ visit, items, photos });
    const presences = await this.presences(manager, members, names, contentHash);
    const organisations = await this.organisationNames(manager, lift);
    return { visit, lift, ...organisations, members, items, photos, presences, contentHash };
  }

  async card(manager: EntityManager, visit: Visit, personId: string): Promise<VisitCard> {
    return this.toCard(await this.load(manager, visit), personId);
  }

  toCard(loaded: LoadedVisit, personId: string): VisitCard {
    const { visit, presences } = loaded;
    const lead = presences.find((presence) => presence.role === 'lead');
    return {
      id: visit.id,
      lift: toLiftCard(loaded.lift, loaded.companyName, loaded.ownerName),
      class: MaintenanceClass.parse(visit.class),
      state: VisitState.parse(visit.state),
      plannedOn: visit.plannedOn,
      dueOn: visit.dueOn,
      lead: lead?.person ?? { id: visit.leadId, name: '' },
      partners: presences
        .filter((presence) => presence.role === 'partner')
        .map((presence) => presence.person),
      nextStep: this.nextStepOf(loaded, personId),
    };
  }

  async pack(manager: EntityManager, visit: Visit, personId: string, at: number): Promise<VisitPack> {
    const loaded = await this.load(manager, visit);
    const nonces = await manager.find(PhotoNonce, {
      where: { visitId: visit.id, personId, fileId: IsNull() },
      take: 40,
    });
    const { parameters } = this.cityService;
    return {
      ...this.toCard(loaded, personId),
      templateEdition: visit.templateEdition,
      items: loaded.items,
      photos: loaded.photos,
      presences: loaded.presences,
      grade: visit.grade,
      gradeReason: visit.gradeReason,
      gradeChoices: parameters.equipmentGrades,
      photoMinimum: parameters.photos.minimum,
      nonces: nonces.map((row) => row.nonce),
      mine: loaded.presences.find((presence) => presence.person.id === personId) ?? null,
      serverTime: at,
      recordId: visit.recordId,
    };
  }

  isWorkComplete(loaded: LoadedVisit): boolean {
    const parameters: CityParameters = this.cityService.parameters;
    const { visit, items, photos } = loaded;
    return isWorkComplete({ items, photos, grade: visit.grade, gradeReason: visit.gradeReason, parameters });
  }

  nextStepOf(loaded: LoadedVisit, personId: string) {
    const mine = loaded.presences.find((presence) => presence.person.id === personId);
    if (!mine) return 'done' as const;
    const state = VisitState.parse(loaded.visit.state);
    return nextStep({ state, mine, workComplete: this.isWorkComplete(loaded) });
  }

  private async items(manager: EntityManager, visitId: string): Promise<Item[]> {
    const rows = await manager.find(VisitItem, { where: { visitId }, order: { position: 'ASC' } });
    return rows.map((row) => ({
      code: row.code,
      name: row.name,
      requirement: row.requirement,
      class: MaintenanceClass.parse(row.class),
      statutory: row.isStatutory,
      requiresTest: row.requiresTest,
      result: row.result === null ? null : ItemResult.parse(row.result),
      note: row.note,
      reading: row.reading,
      fileIds: row.fileIds,
    }));
  }

  private async photos(
    manager: EntityManager,
    visitId: string,
    names: Map<string, string>,
  ): Promise<Photo[]> {
    const rows = await manager.find(VisitPhoto, { where: { visitId }, order: { fileId: 'ASC' } });
    if (rows.length === 0) return [];
    const files = await manager.find(StoredFile, { where: { id: In(rows.map((row) => row.fileId)) } });
    return rows.map((row) => {
      const file = files.find((candidate) => candidate.id === row.fileId);
      return {
        fileId: row.fileId,
        slot: PhotoSlot.parse(row.slot),
        takenBy: names.get(row.personId) ?? '',
        capturedAt: file?.capturedAt ?? null,
        sha256: file?.sha256 ?? '',
      };
    });
  }

  private async presences(
    manager: EntityManager,
    members: VisitMember[],
    names: Map<string, string>,
    contentHash: string,
  ): Promise<PresenceView[]> {
    const visitId = members[0]?.visitId ?? '';
    const rows = await manager.findBy(Presence, { visitId });
    const signatures = await manager.find(Signature, {
      where: { visitId, signedAs: 'technician' },
      order: { id: 'ASC' },
    });
    return members.map((member) => {
      const row = rows.find((candidate) => candidate.personId === member.personId);
      // A signature counts only while what was signed is still what stands there.
      const signature = signatures.findLast(
        (made) => made.personId === member.personId && made.contentHash === contentHash,
      );
      return {
        person: { id: member.personId, name: names.get(member.personId) ?? '' },
        role: member.role === 'lead' ? 'lead' : 'partner',
        certified: member.isCertified,
        codeAt: row?.codeAt ?? null,
        positionAt: row?.positionAt ?? null,
        positionVerdict: PositionVerdict.parse(row?.positionVerdict ?? 'none'),
        distanceMetres: row?.distanceMetres ?? null,
        accuracyMetres: row?.accuracyMetres ?? null,
        positionEvidence: (row?.positionEvidenceId ?? null) !== null,
        identity: IdentityState.parse(row?.identity ?? 'none'),
        identityMethod: row?.identityMethod ? IdentityMethod.parse(row.identityMethod) : null,
        startedAt: row?.startedAt ?? null,
        checkedOutAt: row?.checkedOutAt ?? null,
        signedAt: signature?.at ?? null,
      };
    });
  }

  private async namesOf(manager: EntityManager, personIds: string[]): Promise<Map<string, string>> {
    const people = await manager.find(Person, { where: { id: In(personIds) } });
    return new Map(people.map((person) => [person.id, person.name]));
  }

  private async organisationNames(
    manager: EntityManager,
    lift: Lift,
  ): Promise<{ companyName: string; ownerName: string }> {
    const ids = [lift.companyId, lift.ownerId].filter((id) => id !== null);
    const found = await manager.find(Organisation, { where: { id: In(ids) } });
    const nameOf = (id: string | null) => found.find((organisation) => organisation.id === id)?.name ?? '';
    return { companyName: nameOf(lift.companyId), ownerName: nameOf(lift.ownerId) };
  }
}

export const toLiftCard = (lift: Lift, companyName: string, ownerName: string): LiftCard => ({
  id: lift.id,
  rescueCode: lift.rescueCode,
  place: lift.place,
  ownNumber: lift.ownNumber,
  address: lift.address,
  type: LiftType.parse(lift.type),
  state: LiftState.parse(lift.state),
  companyName,
  ownerName,
  grade: lift.grade,
  lastMaintainedOn: lift.lastMaintainedOn,
  dueOn: lift.dueOn,
});

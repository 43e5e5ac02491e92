import type { CityParameters } from '@lifttrust/shared-types/city/city.parameters';
import { IdentityMethod, IdentityState } from '@lifttrust/shared-types/face/face.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
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
import { type EntityManager, IsNull } from 'typeorm';
import { CityService } from '../city/city.service';
import { PhotoNonce } from '../file/photo-nonce.entity';
import type { Actor } from '../kernel/actor';
import type { Lift } from '../lift/lift.entity';
import { PaperlessStanding } from '../paperless/paperless.standing';
import { contentHashOf } from './visit.content';
import type { Visit } from './visit.entity';
import { partHashOf, standingItem } from './visit.parts';
import { readVisit, readVisits, type VisitRows } from './visit.rows';
import type { VisitItem } from './visit-item.entity';

/** Everything known of one visit, loaded once and looked at from several sides. */
export interface LoadedVisit {
  visit: Visit;
  lift: Lift;
  companyName: string;
  ownerName: string;
  items: Item[];
  photos: Photo[];
  presences: PresenceView[];
  contentHash: string;
  /** What it was made of, for who needs more than the views. */
  rows: VisitRows;
}

/** Lists and details of visits; reads other modules' tables, writes none. */
@Singleton()
export class VisitQuery {
  @Inject() cityService: CityService;
  @Inject() paperless: PaperlessStanding;

  async load(manager: EntityManager, visit: Visit): Promise<LoadedVisit> {
    const rows = await readVisit(manager, visit.id);
    if (!rows) throw AppError.notFound();
    return this.toLoaded({ ...rows, visit });
  }

  /** The visit if the actor takes part in it. */
  async loadFor(manager: EntityManager, visitId: string, actor: Actor): Promise<LoadedVisit> {
    const rows = await readVisit(manager, visitId);
    const isMember = rows?.members.some(({ member }) => member.personId === actor.personId);
    if (!rows || !isMember || rows.visit.companyId !== actor.organisationId) throw unknownVisit();
    return this.toLoaded(rows);
  }

  private toLoaded(rows: VisitRows): LoadedVisit {
    const { visit, lift, companyName, ownerName } = rows;
    const items = rows.items.map((item) => toItem(standingItem(rows, item)));
    const photos = photosOf(rows);
    const contentHash = contentHashOf({ visit, items, photos });
    const presences = presencesOf(rows, contentHash);
    return { visit, lift, companyName, ownerName, items, photos, presences, contentHash, rows };
  }

  async card(manager: EntityManager, visit: Visit, personId: string): Promise<VisitCard> {
    return this.toCard(await this.load(manager, visit), personId);
  }

  /** Cards in the order of the visits, in as many statements as for one. */
  async cards(manager: EntityManager, visits: readonly Visit[], personId: string): Promise<VisitCard[]> {
    const rows = await readVisits(
      manager,
      visits.map(({ id }) => id),
    );
    return visits.flatMap((visit) => {
      const found = rows.get(visit.id);
      return found ? [this.toCard(this.toLoaded(found), personId)] : [];
    });
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
    return this.packOf(manager, await this.load(manager, visit), personId, at);
  }

  /** Without what only a fetched pack holds: the answer of a command may arrive hours after it was given. */
  async packOf(
    manager: EntityManager,
    loaded: LoadedVisit,
    personId: string,
    at: number,
  ): Promise<VisitPack> {
    const { visit } = loaded;
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
      paper: await this.paperless.of(manager, loaded.lift, dayOf(at)),
      anchor: null,
      offline: null,
    };
  }

  isWorkComplete(loaded: LoadedVisit): boolean {
    const parameters: CityParameters = this.cityService.parameters;
    const { visit, items, photos } = loaded;
    return isWorkComplete({ items, photos, grade: visit.grade, gradeReason: visit.gradeReason, parameters });
  }

  /** Their part is signed and stands; the colleague's may still be on its way. */
  hasSignedPart({ rows, contentHash }: LoadedVisit, personId: string): boolean {
    return standingSignature(rows, personId, contentHash)?.signature.scope === 'part';
  }

  nextStepOf(loaded: LoadedVisit, personId: string) {
    const mine = loaded.presences.find((presence) => presence.person.id === personId);
    if (!mine) return 'done' as const;
    const state = VisitState.parse(loaded.visit.state);
    return nextStep({ state, mine, workComplete: this.isWorkComplete(loaded) });
  }
}

export const unknownVisit = () => AppError.notFound('visit.unknown', '没有找到这次维保，或不是安排给您的。');

const toItem = (row: VisitItem): Item => ({
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
});

const photosOf = ({ photos, members }: VisitRows): Photo[] =>
  photos.map(({ photo, file }) => ({
    fileId: photo.fileId,
    slot: PhotoSlot.parse(photo.slot),
    takenBy: members.find(({ member }) => member.personId === photo.personId)?.person?.name ?? '',
    capturedAt: file?.capturedAt ?? null,
    sha256: file?.sha256 ?? '',
  }));

/**
 * The signature that stands: made over what is still there, the whole or the signer's own part. The last one counts.
 */
export function standingSignature(rows: VisitRows, personId: string, contentHash: string) {
  const own = rows.signatures.filter(({ signature }) => signature.personId === personId);
  const hasPart = own.some(({ signature }) => signature.scope === 'part');
  const part = hasPart ? partHashOf(rows, personId) : null;
  return own.findLast(({ signature }) =>
    signature.scope === 'part' ? signature.contentHash === part : signature.contentHash === contentHash,
  );
}

const presencesOf = (rows: VisitRows, contentHash: string): PresenceView[] =>
  rows.members.map(({ member, person, presence: row }) => {
    const made = standingSignature(rows, member.personId, contentHash);
    return {
      person: { id: member.personId, name: person?.name ?? '' },
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
      signedAt: made?.signature.at ?? null,
      offline: row?.isOffline ?? false,
      anchorAt: row?.anchorAt ?? null,
      receivedAt: row?.receivedAt ?? null,
      untrustedSteps: row?.untrustedSteps ?? 0,
      clockJumpMs: row?.clockJumpMs ?? 0,
    };
  });

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

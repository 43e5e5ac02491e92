import { directionOrder, directionOrders } from '@lifttrust/shared-types/face/face.challenge.rules';
import type { Direction } from '@lifttrust/shared-types/face/face.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { OfflineWork } from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { Cipher } from '../kernel/cipher';
import { EnrolmentService } from './face.enrolment.service';
import { gestures } from './face.gestures';

type Kind = 'challenge' | 'alternative';
interface Place {
  visitId: string;
  personId: string;
}

/** What a ticket that came back was worth. */
export interface Redeemed {
  /** One per person, visit and way: it is redeemed once. */
  ticket: string;
  issuedAt: number;
  /** Why a person should look; null for a ticket of ours that is in force. */
  doubt: string | null;
}

/**
 * Identity checks told beforehand, for places without a network. Nothing is stored until they come back: a ticket is
 * what the service once said, under its own signature. What is asked is the same however often a pack is fetched, so
 * that nobody fetches until the question suits them.
 */
@Singleton()
export class OfflineTickets {
  @Inject() cityService: CityService;
  @Inject() cipher: Cipher;
  @Inject() enrolments: EnrolmentService;

  /** Null where this person is not checked by face. */
  async challenge(manager: EntityManager, place: Place, at: number): Promise<OfflineWork['challenge']> {
    if (!this.cityService.parameters.face.enabled) return null;
    try {
      await this.enrolments.mustBeEnrolled(manager, place.personId);
    } catch (refusal) {
      if (refusal instanceof AppError) return null;
      throw refusal;
    }
    return { ...this.issue('challenge', place, at), directions: this.directions(place) };
  }

  alternative(place: Place, at: number): NonNullable<OfflineWork['alternative']> {
    return { ...this.issue('alternative', place, at), gesture: this.gesture(place) };
  }

  directions(place: Place): Direction[] {
    return [...directionOrder(this.draw('challenge', place, directionOrders))];
  }

  gesture(place: Place): string {
    return gestures[this.draw('alternative', place, gestures.length)] ?? gestures[0];
  }

  /** Never refuses: what cannot be checked is looked at by a person. */
  redeem(kind: Kind, place: Place, ticket: string, at: number): Redeemed {
    const [issued = '', mac = ''] = ticket.split('.');
    const issuedAt = Number(issued);
    const isOurs = /^\d{12,14}$/.test(issued) && mac === this.mac(kind, place, issuedAt);
    const one = [kind, place.visitId, place.personId].join('\u0000');
    const doubt = !isOurs
      ? '离线核验的票据无法核实，由人工确认。'
      : at > issuedAt + this.lifeMs
        ? '离线核验的票据已过期，由人工确认。'
        : null;
    return {
      ticket: this.cipher.fingerprint('face.offline', one),
      issuedAt: isOurs ? issuedAt : at,
      doubt,
    };
  }

  private get lifeMs(): number {
    return this.cityService.parameters.offline.packHours * 3_600_000;
  }

  private issue(kind: Kind, place: Place, at: number): { ticket: string; expiresAt: number } {
    return { ticket: `${at}.${this.mac(kind, place, at)}`, expiresAt: at + this.lifeMs };
  }

  private mac(kind: Kind, { visitId, personId }: Place, at: number): string {
    return this.cipher.fingerprint('face.offline-ticket', [kind, visitId, personId, at].join('\u0000'));
  }

  private draw(kind: Kind, { visitId, personId }: Place, among: number): number {
    const drawn = this.cipher.fingerprint('face.offline-draw', [kind, visitId, personId].join('\u0000'));
    return Number.parseInt(drawn.slice(0, 8), 16) % among;
  }
}

import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { DutyRosterRow, DutyShiftRow } from '../src/duty/duty.entity';
import { Cipher } from '../src/kernel/cipher';
import { newId } from '../src/kernel/new-id';
import type { Transaction } from '../src/kernel/unit-of-work';
import { RescueEquipmentRow, RescueStationRow, RescueTeamRow } from '../src/station/station.entity';
import { division } from './people';

const dayMs = 86_400_000;
/** Somebody who tries the preview for weeks still finds people on duty; then the gaps are told as anywhere. */
const dutyDays = 60;

interface Ids {
  organisations: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, string>;
}

/** Who comes when somebody presses for help in the preview: the company's duty, and a station in the same district. */
@Singleton()
export class DemoRescue {
  @Inject() cipher: Cipher;

  async seed(tx: Transaction, { organisations, people }: Ids): Promise<void> {
    const [company, station] = [idOf(organisations, 'company'), idOf(organisations, 'station')];
    const [chen, peng] = [idOf(people, 'chen'), idOf(people, 'peng')];
    await this.station(tx, station, peng);
    await this.duty(tx, { unit: company, name: '困人救援值班', phone: '10000000021', personId: chen });
    await this.duty(tx, { unit: station, name: '救援站值班', phone: '10000000022', personId: peng });
  }

  private async station(tx: Transaction, organisationId: string, leaderId: string): Promise<void> {
    await tx.manager.insert(RescueStationRow, {
      organisationId,
      areas: [division.code],
      address: '清和区示范路 1 号',
      ...{ lng: 118.579, lat: 24.904 },
      phoneSealed: this.cipher.encrypt('10000000022'),
      ...{ isOpen: true, closedReason: '', changedAt: tx.at },
    });
    const held = { organisationId, createdAt: tx.at, endedAt: null };
    await tx.manager.insert(RescueTeamRow, {
      ...{ ...held, id: newId(), name: '一班', leaderId, members: [leaderId] },
    });
    const kit = { place: '一号救援车', state: 'ready', checkedOn: dayOf(tx.at) };
    await tx.manager.insert(RescueEquipmentRow, [
      { ...held, ...kit, id: newId(), name: '三角钥匙', quantity: 2 },
      { ...held, ...kit, id: newId(), name: '盘车手轮和松闸扳手', quantity: 1 },
    ]);
  }

  private async duty(
    tx: Transaction,
    { unit, name, phone, personId }: { unit: string; name: string; phone: string; personId: string },
  ): Promise<void> {
    const rosterId = newId();
    await tx.manager.insert(DutyRosterRow, {
      ...{ id: rosterId, organisationId: unit, divisionCode: division.code, name },
      ...{ areas: [], liftIds: [], needsCertificate: false },
      phoneSealed: this.cipher.encrypt(phone),
      ...{ createdAt: tx.at, endedAt: null },
    });
    const midnight = Date.parse(`${dayOf(tx.at)}T00:00:00+08:00`);
    const shifts = Array.from({ length: dutyDays }, (_none, day) => ({
      ...{ id: newId(), rosterId, personId, standsInFor: null },
      ...{ startsAt: midnight + day * dayMs, endsAt: midnight + (day + 1) * dayMs },
      ...{ enteredBy: personId, enteredAt: tx.at, cancelledAt: null, reason: '' },
    }));
    await tx.manager.insert(DutyShiftRow, shifts);
  }
}

export function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (!id) throw new Error(`The preview has nobody called ${key}.`);
  return id;
}

import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import type { Actor } from '../kernel/actor';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Database } from '../kernel/database';
import { Person } from '../person/person.entity';
import { readable } from './organisation.scope';

const shown = 200;

/** What happened to a unit's file, in words; other acts on it are read in the audit log. */
const words: Record<string, string> = {
  'organisation.registered': '登记',
  'organisation.changed': '资料变更',
  'organisation.closed': '关闭',
  'organisation.compared': '检验机构核对资料',
  'change.proposed': '申请变更',
  'change.accepted': '同意变更',
  'change.rejected': '未同意变更',
  'change.withdrawn': '撤回变更',
  'personal.read': '查看完整电话',
};

@Singleton()
export class OrganisationHistoryQuery {
  @Inject() database: Database;

  async lines(actor: Actor, organisationId: string) {
    const manager = this.database.reader.manager;
    await readable(actor, organisationId, manager);
    const rows = await manager.find(AuditEntry, {
      where: { subjectId: organisationId, action: In(Object.keys(words)) },
      order: { id: 'DESC' },
      take: shown,
    });
    const people = await manager.findBy(Person, { id: In(rows.flatMap(({ personId }) => personId ?? [])) });
    const items = rows.map(({ at, personId, action, detail }) => ({
      at,
      action,
      person: personId ? { id: personId, name: people.find(({ id }) => id === personId)?.name ?? '' } : null,
      text: [words[action] ?? action, purposeOf(detail)].filter(Boolean).join('：'),
    }));
    return { items };
  }
}

const purposeOf = (detail: unknown): string =>
  typeof detail === 'object' && detail !== null && 'purpose' in detail ? String(detail.purpose) : '';

import { roleWords } from '@lifttrust/shared-types/kernel/access';
import { dateInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { organisationKindWords } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { certificateItems } from '@lifttrust/shared-types/paper/paper.contract';
import type { OwnDataSection } from '@lifttrust/shared-types/privacy/privacy.contract';
import { Role } from '@lifttrust/shared-types/session/session.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { Presence } from '../check-in/presence.entity';
import { FaceConsent } from '../face/face-consent.entity';
import { FaceTemplate } from '../face/face-template.entity';
import { Cipher } from '../kernel/cipher';
import { MessageRow } from '../message/message.entity';
import { Organisation } from '../organisation/organisation.entity';
import { Assignment } from '../person/assignment.entity';
import { Certificate } from '../person/certificate.entity';
import { Person } from '../person/person.entity';
import { PersonAccount } from '../person/person-account.entity';
import { Session } from '../session/session.entity';

const mostOfEach = 100;

type Facts = Record<string, string>;
type Section = Omit<OwnDataSection, 'items' | 'left'> & { rows: Facts[]; total?: number };

const workItems: Record<string, string> = certificateItems;
const faceStates: Record<string, string> = {
  in_review: '待人工确认',
  enrolled: '使用中',
  refused: '未通过，已删除',
  withdrawn: '已撤回，已删除',
  replaced: '已更换，已删除',
  left: '已离职，已删除',
};

/** Everything the service holds about one person, in words they understand (PIPL 45: to look at and to take along). */
@Singleton()
export class OwnDataQuery {
  @Inject() cipher: Cipher;

  async sectionsOf(manager: EntityManager, personId: string): Promise<OwnDataSection[]> {
    const sections = await Promise.all([
      this.person(manager, personId),
      this.roles(manager, personId),
      this.certificates(manager, personId),
      this.face(manager, personId),
      this.presences(manager, personId),
      this.sessions(manager, personId),
      this.messages(manager, personId),
    ]);
    return sections.map(({ rows, total, ...about }) => ({
      ...about,
      items: rows.map((row) => ({
        facts: Object.entries(row).map(([label, value]) => ({ label, value })),
      })),
      left: Math.max(0, (total ?? rows.length) - rows.length),
    }));
  }

  private plain(sealed: string | null | undefined): string {
    return sealed ? this.cipher.decrypt(sealed) : '未登记';
  }

  private async person(manager: EntityManager, personId: string): Promise<Section> {
    const found = await manager.findOneBy(Person, { id: personId });
    const accounts = await manager.findBy(PersonAccount, { personId });
    const bound = accounts.map(({ channel }) => (channel === 'dingtalk' ? '钉钉' : '微信'));
    return {
      title: '身份信息',
      why: '实名作业，单位和监管部门据此联系您',
      keptFor: '在册期间；离职后随维保记录至少保存四年',
      rows: [
        {
          姓名: found?.name ?? '',
          手机号: this.plain(found?.phoneSealed),
          证件号码: this.plain(found?.idNumberSealed),
          绑定的账号: [...new Set(bound)].join('、') || '没有',
        },
      ],
    };
  }

  private async roles(manager: EntityManager, personId: string): Promise<Section> {
    const held = await manager.find(Assignment, {
      where: { personId },
      order: { id: 'DESC' },
      take: mostOfEach,
    });
    const units = await manager.findBy(Organisation, { id: In(held.map((each) => each.organisationId)) });
    const unitOf = new Map(units.map((unit) => [unit.id, unit]));
    return {
      title: '单位与身份',
      why: '决定您能看到和办理什么',
      keptFor: '随维保记录至少保存四年',
      rows: held.map((each) => {
        const unit = unitOf.get(each.organisationId);
        const role = Role.safeParse(each.role);
        const kind = Object.entries(organisationKindWords).find(([name]) => name === unit?.kind)?.[1];
        return {
          单位: `${unit?.name ?? ''}${kind ? `（${kind}）` : ''}`,
          身份: role.success ? roleWords[role.data] : each.role,
          起止: `${dateInWords(each.fromDay)}至${each.untilDay === null ? '今' : dateInWords(each.untilDay)}`,
        };
      }),
    };
  }

  private async certificates(manager: EntityManager, personId: string): Promise<Section> {
    const held = await manager.findBy(Certificate, { personId });
    return {
      title: '作业人员证',
      why: '持证上岗：没有有效证件不能安排维保',
      keptFor: '在册期间；离职后随维保记录至少保存四年',
      rows: held.map((each) => ({
        作业项目: workItems[each.item] ?? each.item,
        证件号码: this.plain(each.numberSealed),
        有效期至: dateInWords(each.validUntil),
      })),
    };
  }

  /** The measurements themselves say nothing to a person; that they are there, since when and why, does. */
  private async face(manager: EntityManager, personId: string): Promise<Section> {
    const order = { id: 'DESC' } as const;
    const consents = await manager.find(FaceConsent, { where: { personId }, order, take: mostOfEach });
    const templates = await manager.find(FaceTemplate, { where: { personId }, order, take: mostOfEach });
    return {
      title: '人脸信息',
      why: '核验到场作业的是您本人；可以随时撤回，改用不用人脸的方式',
      keptFor: '在职期间；撤回或离职后三天内删除，这里只留下删除的记录',
      rows: [
        ...templates.map((each) => ({
          人脸登记: faceStates[each.state] ?? each.state,
          登记时间: instantInWords(each.createdAt),
          删除时间: each.deletedAt ? instantInWords(each.deletedAt) : '没有删除',
        })),
        ...consents.map((each) => ({
          同意书: each.act === 'given' ? '同意' : '撤回',
          时间: instantInWords(each.at),
          文本版本: each.textVersion,
        })),
      ],
    };
  }

  private async presences(manager: EntityManager, personId: string): Promise<Section> {
    const [rows, total] = await manager.findAndCount(Presence, {
      where: { personId },
      order: { visitId: 'DESC' },
      take: mostOfEach,
    });
    return {
      title: '到场核验',
      why: '证明维保真实发生；只在签到、签退时采集位置，平时不跟踪',
      keptFor: '随维保记录保存四年，位置加密保存',
      total,
      rows: rows.map((each) => ({
        签到: each.codeAt ? instantInWords(each.codeAt) : '没有扫码',
        离电梯: each.distanceMetres === null ? '没有位置' : `${Math.round(each.distanceMetres)} 米`,
        身份核验: each.identityAt ? instantInWords(each.identityAt) : '没有核验',
      })),
    };
  }

  private async sessions(manager: EntityManager, personId: string): Promise<Section> {
    const [rows, total] = await manager.findAndCount(Session, {
      where: { personId },
      order: { id: 'DESC' },
      take: mostOfEach,
    });
    return {
      title: '登录与设备',
      why: '保护账号：别人用您的账号登录时看得出来',
      keptFor: '随审计日志保存',
      total,
      rows: rows.map((each) => ({
        登录时间: instantInWords(each.createdAt),
        设备: each.deviceText || '未知设备',
      })),
    };
  }

  private async messages(manager: EntityManager, personId: string): Promise<Section> {
    const total = await manager.countBy(MessageRow, { personId });
    return {
      title: '消息',
      why: '提醒您要办的事',
      keptFor: '随所办的事保存',
      rows: [{ 收到的消息: `${total} 条，可在“消息”里查看` }],
    };
  }
}

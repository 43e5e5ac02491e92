import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn } from '../kernel/columns';

/** A person's account at a chat platform: the unionid of DingTalk; the unionid or openid of WeChat. */
@Entity('person_account')
export class PersonAccount {
  @PrimaryColumn({ type: 'varchar', length: 20 }) channel: string;
  @PrimaryColumn({ type: 'varchar', length: 64 }) externalId: string;
  @IdColumn() personId: string;
  @InstantColumn() boundAt: number;
}

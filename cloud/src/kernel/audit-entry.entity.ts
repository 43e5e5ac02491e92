import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, JsonColumn, WordColumn } from './columns';

/** Who did or read what, in the same transaction as the change. Append-only. */
@Entity('audit_entry')
export class AuditEntry {
  @IdKey() id: string;
  @InstantColumn() at: number;
  @IdColumn({ nullable: true }) personId: string | null;
  @WordColumn(20, { nullable: true }) role: string | null;
  @IdColumn({ nullable: true }) organisationId: string | null;
  @WordColumn(64, { nullable: true }) deviceId: string | null;
  @WordColumn(60) action: string;
  @WordColumn(30) subjectKind: string;
  @WordColumn(64) subjectId: string;
  @JsonColumn({ nullable: true }) detail: object | null;
  @WordColumn(40) requestId: string;
}

import type { Conventions } from '@lifttrust/shared-types/import/import.contract';
import { type LiftImportField, liftImportFields } from '@lifttrust/shared-types/import/import.fields';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { Crs } from '@lifttrust/shared-types/kernel/geo';
import type { LiftState, LiftType } from '@lifttrust/shared-types/lift/lift.contract';
import type { UsePlace } from '@lifttrust/shared-types/lift/lift.places';

/** What one row states; a field not named is not stated, and nothing registered is emptied by it. */
export interface DraftValues {
  equipmentCode?: string;
  registrationCode?: string;
  useRegistration?: string;
  factoryNumber?: string;
  rescueCode?: string;
  ownNumber?: string;
  type?: LiftType;
  state?: LiftState;
  place?: string;
  address?: string;
  usePlace?: UsePlace;
  divisionCode?: string;
  manufacturer?: string;
  madeOn?: string;
  ratedSpeed?: number;
  ratedLoad?: number;
  floors?: number;
  lastInspectionOn?: string;
  nextInspectionOn?: string;
  lastMaintainedOn?: string;
  position?: { lng: number; lat: number; crs: Crs };
  companyName?: string;
  ownerName?: string;
}

/** What surrounds all rows of one run. */
export interface RowTerms {
  crs: Crs;
  /** In Asia/Shanghai. */
  today: string;
  rescueCodePattern: string;
  divisions: { code: string; name: string }[];
  /** The area for which the importer answers, as a prefix. */
  divisionCode: string;
  conventions: Conventions;
  /** Of bare numbers: what the heading names, else the convention. */
  units: Pick<Conventions, 'load' | 'speed'>;
}

// What systems write where nothing is known.
const nothing = /^(?:[-—–/\\*]+|无|暂无|无编号|NULL|N\/A|不详)$/i;

/** One row while it is being read: what it states and everything that is wrong with it, all at once. */
export class RowDraft {
  readonly values: DraftValues = {};
  readonly reasons: Refusal[] = [];
  readonly warnings: Refusal[] = [];

  constructor(
    private readonly cells: Partial<Record<LiftImportField, string>>,
    readonly terms: RowTerms,
  ) {}

  /** The cell as text on one line; empty when it says nothing. */
  cell(field: LiftImportField): string {
    const text = (this.cells[field] ?? '')
      .replace(/\p{Cc}/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    return nothing.test(text) ? '' : text;
  }

  refuse(reason: string, field: LiftImportField, message: string): void {
    this.reasons.push({ code: `import.${reason}`, field, message });
  }

  warn(reason: string, field: LiftImportField, message: string): void {
    this.warnings.push({ code: `import.${reason}`, field, message });
  }

  /** A text that fits its column, or a refusal. */
  text(field: LiftImportField, maximum: number, text = this.cell(field)): string | undefined {
    if (text.length <= maximum) return text || undefined;
    const label = liftImportFields[field];
    this.refuse('text_too_long', field, `${label}超过 ${maximum} 个字，请核对是否错列。`);
    return undefined;
  }
}

import type { Hold } from '@lifttrust/shared-types/hold/hold.contract';
import type { HeldKind } from '@lifttrust/shared-types/hold/hold.rules';
import { StateTag } from '../../ui/state-tag';

/** Whether it is in force. */
export const HoldTag = ({ hold }: { hold: Hold }) =>
  hold.released === null ? (
    <StateTag tone="warning" text="保全中" />
  ) : (
    <StateTag tone="plain" text="已解除" />
  );

export const holdPlace: Record<HeldKind, (id: string) => string> = {
  lift: (id) => `/lifts/${id}`,
  company: (id) => `/organisations/${id}`,
  record: (id) => `/records/${id}`,
};

/** What is not deleted while it stands, for whoever places it. */
export const coverWords: Record<HeldKind, string> = {
  lift: '解除之前，这台电梯各次维保中还没有判定的核验照片，到期也不删除。',
  company:
    '解除之前，这家单位在您辖区内还没有判定的核验和登记照片、本单位人员上传而没有用上的扫描件，到期也不删除。',
  record: '解除之前，这份记录的维保中还没有判定的核验照片，到期也不删除。',
};

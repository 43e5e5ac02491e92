import { repairSlots } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOut } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { fileContentPath } from '@lifttrust/shared-types/file/file.contract';
import { Card, CardTitle } from '../../ui/card';
import { EvidenceShown } from '../file/evidence-shown';

/** What was photographed at a repair, for whoever judges it. Shown when asked for: each look is logged. */
export function RepairPictures({ job: { photos } }: { job: CallOut }) {
  if (photos.length === 0) return null;
  const nameOf = (fileId: string) => {
    const slot = photos.find((photo) => photo.fileId === fileId)?.slot ?? 'fault';
    const same = photos.filter((photo) => photo.slot === slot);
    const at = same.findIndex((photo) => photo.fileId === fileId);
    return same.length > 1 ? `${repairSlots[slot]} ${at + 1}` : repairSlots[slot];
  };
  return (
    <Card id="repair-pictures">
      <CardTitle>现场照片</CardTitle>
      <EvidenceShown
        id="repair-picture"
        fileIds={photos.map(({ fileId }) => fileId)}
        pathOf={fileContentPath}
        what={nameOf}
      />
    </Card>
  );
}

import { type RepairSlot, repairSlots } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOut } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Refusals } from '../../ui/page-state';
import { PhotoGrid, PhotoTile } from '../../ui/photo-grid';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { useAct } from '../../ui/use-act';
import { addPhoto } from './repair-commands';
import { positionInWords } from './repair-words';

const identityWords: Record<string, string> = {
  none: '还没有核验身份',
  running: '正在核验身份',
  accepted: '身份已核验',
  in_review: '身份等人核验，不影响处理',
  rejected: '身份没有通过，请再核验',
};

/** Who has come, and what they proved there. */
export const OnSpot = ({ job }: { job: CallOut }) => (
  <Card id="on-spot">
    <CardTitle>到场</CardTitle>
    {job.members.map(({ person, role, codeAt, positionVerdict, identity }) => (
      <Cell
        key={person.id}
        label={person.name}
        note={
          codeAt === null
            ? '还没有到场'
            : `${timeInWords(codeAt)} 扫码，${positionInWords(positionVerdict)}；${identityWords[identity] ?? ''}`
        }
        aside={role === 'lead' ? <Tag text="负责" tone="brand" /> : null}
      />
    ))}
  </Card>
);

const slots = Object.entries(repairSlots) as [RepairSlot, string][];

/** Photographs by what they show; further ones of a slot are added, none is taken away. */
export function RepairPhotos({ job, onJob }: { job: CallOut; onJob: (job: CallOut) => void }) {
  const { running, problem, run } = useAct();
  const count = (slot: RepairSlot) => job.photos.filter((photo) => photo.slot === slot).length;
  return (
    <Card id="repair-photos">
      <CardTitle>照片</CardTitle>
      <PhotoGrid>
        {slots.map(([slot, label]) => (
          <PhotoTile
            key={slot}
            id={`photo-${slot}`}
            label={label}
            src={null}
            state={running === slot ? 'sending' : count(slot) > 0 ? 'sent' : 'empty'}
            note={running === slot ? undefined : count(slot) > 0 ? `已传 ${count(slot)} 张` : undefined}
            onPress={() => run(slot, async () => onJob(await addPhoto(job, slot)))}
          />
        ))}
      </PhotoGrid>
      <Note>完工前要有“故障部位”和“完工后的电梯”。</Note>
      <Refusals problem={problem} />
    </Card>
  );
}

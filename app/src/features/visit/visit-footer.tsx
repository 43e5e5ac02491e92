import type { Step } from '@lifttrust/shared-types/visit/visit.contract';
import type { VisitOnPhone } from '../../offline/reduce';
import { answeredCount, takenSlots } from '../../offline/work-done';
import { Button } from '../../ui/button';
import type { IconName } from '../../ui/icon';
import { openPage } from '../../ui/navigate';
import { Note } from '../../ui/screen';
import type { VisitActs } from './use-visit-acts';

interface Way {
  label: string;
  icon: IconName;
  act: () => void;
  busyLabel?: string;
}

/** The one main action at the thumb: always the next step. */
export function VisitFooter({
  pack,
  acts,
  onReload,
}: {
  pack: VisitOnPhone;
  acts: VisitActs;
  onReload: () => void;
}) {
  const way = wayOf(pack, acts);
  if (!way) {
    return (
      <>
        <Note>{restInWords(pack)}</Note>
        <Button id="reload" kind="secondary" icon="refresh" label="看看进度" onPress={onReload} />
      </>
    );
  }
  return (
    <Button
      id="next-step"
      label={way.label}
      icon={way.icon}
      busy={acts.running !== null}
      busyLabel={way.busyLabel ?? '请稍等…'}
      onPress={way.act}
    />
  );
}

function wayOf(pack: VisitOnPhone, acts: VisitActs): Way | null {
  const query = { visitId: pack.id };
  const ways: Record<Step, () => Way | null> = {
    code: () => ({ label: '扫电梯上的码', icon: 'scan', act: acts.scan, busyLabel: '正在核对…' }),
    position: () => ({ label: '提交现场定位', icon: 'pin', act: acts.position, busyLabel: '正在定位…' }),
    position_evidence: () => ({
      label: '拍一张现场照片',
      icon: 'camera',
      act: acts.positionPhoto,
      busyLabel: '正在上传…',
    }),
    identity: () => ({ label: '核验身份', icon: 'face', act: () => openPage('technician/identity', query) }),
    start: () => ({ label: '开始作业', icon: 'check', act: acts.start }),
    work: () => workWay(pack, acts),
    sign: () => ({ label: '核对并签名', icon: 'pen', act: () => openPage('technician/sign', query) }),
    check_out: () => ({ label: '签退', icon: 'pin', act: () => openPage('technician/sign', query) }),
    submit: () => ({ label: '封存并提交记录', icon: 'lock', act: () => openPage('technician/sign', query) }),
    done: () => null,
  };
  return ways[pack.nextStep]();
}

/** Items, then photos, then the grade; the partner takes photos and waits for the lead. */
function workWay(pack: VisitOnPhone, acts: VisitActs): Way | null {
  const query = { visitId: pack.id };
  const lead = pack.mine?.role === 'lead';
  const left = pack.items.length - answeredCount(pack.items);
  if (lead && left > 0) {
    const open = () => openPage('technician/checklist', query);
    return { label: `填写检查项目（还有 ${left} 项）`, icon: 'list', act: open };
  }
  const photosLeft = pack.photoMinimum - takenSlots(pack);
  if (photosLeft > 0) {
    const open = () => openPage('technician/photos', query);
    return { label: `拍现场照片（还差 ${photosLeft} 张）`, icon: 'camera', act: open };
  }
  return lead ? { label: '给出设备状态等级', icon: 'shield', act: acts.openGrade } : null;
}

function restInWords(pack: VisitOnPhone): string {
  if (pack.state === 'submitted') return '记录已封存，等使用单位安全员确认。';
  if (pack.onPhone.submitted) return `还有 ${pack.onPhone.waiting} 项在手机里，有网络时自动上传并封存。`;
  if (pack.state === 'cancelled') return '这次维保已取消，您不用再做什么。';
  return pack.nextStep === 'done' ? '您的部分已完成，等组长提交。' : '等组长填完检查项目，您再签名。';
}

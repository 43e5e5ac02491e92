import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { VisitOnPhone } from '../../offline/reduce';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { gradeLift } from './visit-commands';
import './grade-sheet.scss';

interface Props {
  pack: VisitOnPhone;
  open: boolean;
  onClose: () => void;
  onPack: (pack: VisitOnPhone) => void;
}

/** The lead proposes the equipment grade; anything but the best one needs a reason (DECISIONS 35). */
export function GradeSheet({ pack, open, onClose, onPack }: Props) {
  const [grade, setGrade] = useState(pack.grade);
  const [reason, setReason] = useState(pack.gradeReason);
  const { running, problem, run } = useAct();
  const best = pack.gradeChoices[0];
  const save = () =>
    run('grade', async () => {
      onPack(await gradeLift(pack.id, grade ?? '', reason));
      onClose();
    });
  return (
    <Sheet open={open} title="设备状态等级" onClose={onClose}>
      <Note>乘客扫码看得到，连同今天的日期。</Note>
      <View className="grade-sheet__choices">
        {pack.gradeChoices.map((choice) => (
          <View
            key={choice}
            id={`grade-${choice}`}
            className={`grade-sheet__one ${choice === grade ? 'grade-sheet__one--chosen' : ''}`}
            onClick={() => setGrade(choice)}
          >
            {choice === grade ? <Icon name="check" size="note" /> : null}
            <Text>{choice}</Text>
          </View>
        ))}
      </View>
      {grade !== null && grade !== best ? (
        <Field
          id="grade-reason"
          label="为什么"
          value={reason}
          lines="many"
          placeholder="例如：门机皮带老化，已报修"
          onChange={setReason}
        />
      ) : null}
      <Refusals problem={problem} />
      <Button
        id="grade-save"
        label="定为这一级"
        busy={running !== null}
        disabled={grade === null || (grade !== best && reason.trim() === '')}
        onPress={save}
      />
    </Sheet>
  );
}

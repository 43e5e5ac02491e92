import { faultInWords } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOutCard } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { dayInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { Text, View } from '@tarojs/components';
import { Card, CardTitle } from '../../ui/card';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { stateTag } from './repair-words';

/** One repair in a list: where, what, since when, how far. */
export const RepairCard = ({ job, onPress }: { job: CallOutCard; onPress: () => void }) => (
  <View id={`repair-${job.id}`} onClick={onPress}>
    <Card>
      <CardTitle aside={<Tag {...stateTag(job)} />}>
        {job.lift.place} {job.lift.ownNumber}
      </CardTitle>
      <Text>{faultInWords(job)}</Text>
      <Note>
        {instantInWords(job.reportedAt)} 报修{job.reports > 1 ? `，共 ${job.reports} 人次` : ''}
        {job.stop && job.stop.to === null ? `，停用至 ${dayInWords(job.stop.expectedOn)}` : ''}
      </Note>
      {job.focus ? <Note>近期反复故障（{job.faults} 次），请查根本原因。</Note> : null}
    </Card>
  </View>
);

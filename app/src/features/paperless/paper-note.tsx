import { type PaperStanding, paperStateWords } from '@lifttrust/shared-types/paperless/paperless.contract';
import { Text, View } from '@tarojs/components';
import { Tag } from '../../ui/tag';
import { paperInWords } from './paper-words';

/** At the lift: must the paper form be filled in as well? A phone that kept an older pack does not know. */
export const PaperNote = ({ paper }: { paper: PaperStanding | null | undefined }) =>
  paper ? (
    <View id="paper" className="visit-tile__paper">
      <Tag text={paperStateWords[paper.state]} tone={paper.state === 'keep' ? 'warning' : 'success'} />
      <Text className="visit-tile__note">{paperInWords(paper)}</Text>
    </View>
  ) : null;

import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import type { SilenceConsent } from '@lifttrust/shared-types/signing/signing.contract';
import { Text, View } from '@tarojs/components';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Lead, Note, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import './silence-consent.scss';

interface Props {
  consent: SilenceConsent;
  /** Gives it and takes it back; others read. */
  decides: boolean;
}

/** Whether the owner has agreed, to which words, and everything that was agreed or taken back before. */
export const SilenceConsentView = ({ consent: { standing, text, history }, decides }: Props) => (
  <>
    <Title>{standing ? '本单位已同意逾期默认确认' : '本单位没有同意逾期默认确认'}</Title>
    <Lead>
      {standing
        ? '通知送达后逾期没有答复的记录，会视为默认确认，并写明不是本人签名。'
        : '逾期没有答复的记录不会默认确认，会一直等待签字并提醒。'}
    </Lead>
    {standing ? <Standing standing={standing} /> : null}
    <Card id="consent-text">
      <CardTitle aside={<Tag text={`${text.version} 版`} />}>{text.title}</CardTitle>
      <View className="silence-consent__text">
        {text.paragraphs.map((paragraph) => (
          <Text className="silence-consent__paragraph" key={paragraph}>
            {paragraph}
          </Text>
        ))}
      </View>
    </Card>
    <History history={history} />
    {decides ? null : <Note>由本单位管理员同意或撤回，您可以查看。</Note>}
  </>
);

const Standing = ({ standing }: { standing: NonNullable<SilenceConsent['standing']> }) => (
  <Card id="consent-standing">
    <Cell label="谁同意的" value={standing.by} />
    <Cell label="同意时间" value={instantInWords(standing.givenAt)} />
    <Cell label="同意书版本" value={standing.version} />
  </Card>
);

const History = ({ history }: { history: SilenceConsent['history'] }) => (
  <Card id="consent-history">
    <CardTitle>历史</CardTitle>
    {history.length === 0 ? <Note>还没有同意过。</Note> : null}
    {history.map(({ version, by, givenAt, withdrawnAt }) => (
      <Cell
        key={givenAt}
        label={`${by}同意（${version} 版）`}
        note={
          withdrawnAt === null
            ? `${instantInWords(givenAt)} 起`
            : `${instantInWords(givenAt)} 起，${instantInWords(withdrawnAt)} 撤回`
        }
        aside={
          <Tag
            tone={withdrawnAt === null ? 'success' : 'plain'}
            text={withdrawnAt === null ? '有效' : '已撤回'}
          />
        }
      />
    ))}
  </Card>
);

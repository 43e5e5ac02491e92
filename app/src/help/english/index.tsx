import { english } from '@lifttrust/shared-types/disclosure/public-page.words.en';
import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { CallForHelp, HelpUnderWay } from '../../features/code/call-for-help';
import { codeIn, isOurs } from '../../features/code/code-token';
import { keepEmergencyPhone } from '../../features/code/emergency-phone';
import { EnglishLift } from '../../features/code/english-lift';
import { EnglishState } from '../../features/code/english-state';
import { callingInEnglish } from '../../features/code/help-words.en';
import { lookUp } from '../../features/code/look-up';
import { Icon } from '../../ui/icon';
import { goBack } from '../../ui/navigate';
import { Note, Screen } from '../../ui/screen';
import { toggleElderly } from '../../ui/use-elderly';
import { useLoad } from '../../ui/use-load';
import '../../features/code/code.scss';

/**
 * The passenger's page in English, beside the call for help and not in the part that everybody loads first: fetched with
 * it, so that it opens at once.
 */
export default function EnglishPage() {
  const { params } = useRouter();
  const token = codeIn(params.token ?? '') ?? '';
  const load = useLoad(async () => {
    const lift = await lookUp(token);
    keepEmergencyPhone(lift.emergencyPhone);
    return lift;
  });
  const { calls, reports } = english.stillHelps;
  return (
    <Screen id="english" footer={<CallForHelp code={token} lift={load.value} words={callingInEnglish} />}>
      <View className="public-lift__tools">
        <View id="to-chinese" className="public-lift__tool" onClick={goBack}>
          <Text>{english.other}</Text>
        </View>
        <View id="text-size" className="public-lift__tool" onClick={toggleElderly}>
          <Icon name="text-size" size="note" />
          <Text>{english.larger}</Text>
        </View>
      </View>
      <HelpUnderWay words={callingInEnglish} />
      <EnglishState load={load}>{(lift) => <EnglishLift lift={lift} token={token} />}</EnglishState>
      {load.value === null && load.problem ? <Note>{isOurs(token) ? reports : calls}</Note> : null}
    </Screen>
  );
}

import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Notice } from '../../ui/notice';
import './factor.scss';

/** The only time they are shown. */
export function KeepCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  return (
    <>
      <Notice
        tone="success"
        title="请保存恢复码"
        lines={[
          '每组只能用一次，验证器不在手边时代替验证码。',
          '只显示这一次，请抄下来，和身份证一样保管。以前的恢复码已作废。',
        ]}
      />
      <Card id="recovery-codes">
        <View className="factor__codes">
          {codes.map((code) => (
            <Text key={code} className="factor__code" selectable>
              {code}
            </Text>
          ))}
        </View>
        <Button
          id="copy-codes"
          kind="secondary"
          label="复制全部"
          onPress={() => void Taro.setClipboardData({ data: codes.join('\n') })}
        />
      </Card>
      <Button id="codes-kept" label="我已保存" onPress={onKept} />
    </>
  );
}

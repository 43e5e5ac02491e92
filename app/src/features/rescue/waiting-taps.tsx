import { Notice } from '../../ui/notice';
import { stepWords, type Tap } from './rescue-taps';

/** A tap that did not get through is not hidden: until it does, nobody else knows of it. */
export const WaitingTaps = ({ waiting }: { waiting: Tap[] }) =>
  waiting.some(({ attempts }) => attempts > 0) ? (
    <Notice
      id="waiting-taps"
      tone="warning"
      title={`还没有发出去：${waiting.map(({ step }) => stepWords[step]).join('、')}`}
      lines={[
        '网络不通，正在反复发送，不用重按。发出去之前别人还不知道。',
        '情况紧急时，请同时打电话告诉值班人员。',
      ]}
    />
  ) : null;

import { type Enrolment, faceApi } from '@lifttrust/shared-types/face/face.contract';
import { useState } from 'react';
import { type Consent, ConsentView } from '../../features/face/consent-view';
import { EnrolView } from '../../features/face/enrol-view';
import { EnrolmentState, RenewalState, Withdraw } from '../../features/face/enrolment-state';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { PageState } from '../../ui/page-state';
import { Note, Screen, Title } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';

interface Known {
  text: Consent;
  enrolment: Enrolment;
}

export default function EnrolPage() {
  const load = useLoad<Known>(async () => ({
    text: await call(faceApi.consentText, {}),
    enrolment: await call(faceApi.enrolment, {}),
  }));
  return (
    <Screen id="enrol">
      <PageState load={load}>
        {({ text, enrolment }) => (
          <EnrolSteps
            text={text}
            enrolment={enrolment}
            onChanged={(next) => load.replace({ text, enrolment: next })}
          />
        )}
      </PageState>
    </Screen>
  );
}

interface StepsProps extends Known {
  onChanged: (enrolment: Enrolment) => void;
}

/** Consent to the current text, then the pictures, then the state: never the other way round. */
function EnrolSteps({ text, enrolment, onChanged }: StepsProps) {
  const [renewing, setRenewing] = useState(false);
  const agreed = enrolment.consent?.version === text.version && enrolment.state !== 'withdrawn';
  if (!agreed) {
    return (
      <>
        {enrolment.state === 'none' ? null : <EnrolmentState enrolment={enrolment} />}
        <ConsentView text={text} onAgreed={onChanged} />
      </>
    );
  }
  const enrolledAgain = (next: Enrolment) => {
    setRenewing(false);
    onChanged(next);
  };
  const mayRenew = enrolment.state === 'enrolled' && enrolment.renewal?.state !== 'in_review';
  const mayEnrol = enrolment.state === 'none' || enrolment.state === 'refused';
  return (
    <>
      <Title>人脸登记</Title>
      <EnrolmentState enrolment={enrolment} />
      <RenewalState enrolment={enrolment} />
      {mayEnrol || renewing ? <EnrolView onEnrolled={enrolledAgain} /> : null}
      {mayRenew && !renewing ? (
        <Button id="renew" kind="secondary" icon="face" label="重新登记" onPress={() => setRenewing(true)} />
      ) : null}
      <Withdraw onWithdrawn={onChanged} />
      <Note>不登记也能做维保：核验身份时选“不用人脸的方式”，同样有效。</Note>
    </>
  );
}

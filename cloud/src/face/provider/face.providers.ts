import { Inject, Singleton } from '@midwayjs/core';
import { env } from '../../kernel/env';
import { type EnrolmentJudge, type PageJudge, type PhotoJudge, unavailableResult } from './face.provider';
import { FaceidFaces } from './faceid.provider';
import { IaiFaces } from './iai.provider';
import { LocalFaces } from './local.provider';

/** Nobody but people: every picture waits for one of them. */
const people: PhotoJudge = {
  look: async () => null,
  compare: async () => unavailableResult,
};

/** The provider this installation has chosen (`LIFTTRUST_FACE_PROVIDER`), and the one a running challenge began with. */
@Singleton()
export class FaceProviders {
  @Inject() local: LocalFaces;
  @Inject() iai: IaiFaces;
  @Inject() faceid: FaceidFaces;

  get enrolment(): EnrolmentJudge {
    return { local: this.local, iai: this.iai, faceid: this.faceid }[env().faceProvider];
  }

  /** Null when checks go by photographs. */
  get page(): PageJudge | null {
    return env().faceProvider === 'faceid' ? this.faceid : null;
  }

  /** Who judges the photographs of a challenge that begins now; with FaceID only when its page cannot be had. */
  get photographer(): 'local' | 'iai' | 'people' {
    const { faceProvider } = env();
    return faceProvider === 'faceid' ? 'people' : faceProvider;
  }

  /** Of a challenge that has begun; null from before there was a choice. */
  photos(provider: string | null): PhotoJudge {
    if (provider === null || provider === 'local') return this.local;
    return provider === 'iai' ? this.iai : people;
  }
}

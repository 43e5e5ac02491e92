import { AmendmentPage } from '../../features/amendment/amendment-page';

export default function AmendmentRoute() {
  return <AmendmentPage />;
}

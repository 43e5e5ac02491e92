import type { Station } from '@lifttrust/shared-types/station/station.contract';

export interface StationForm {
  station: Station;
  onClose: () => void;
  onDone: () => void;
}

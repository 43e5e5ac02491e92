import { reviewFilePath } from '@lifttrust/shared-types/validity/validity.contract';
import { Button } from 'antd';
import { useState } from 'react';
import { openInTab } from '../../lib/download';
import { asError } from '../../lib/load';
import { Refused } from '../../ui/problem';

/** What was laid before the reviewer, each to be opened in a tab of its own; one that does not open says why. */
export function Proofs({ recordId, fileIds }: { recordId: string; fileIds: string[] }) {
  const [error, setError] = useState<ReturnType<typeof asError> | null>(null);
  const open = (fileId: string) => {
    setError(null);
    openInTab(reviewFilePath(recordId, fileId)).catch((thrown: unknown) => setError(asError(thrown)));
  };
  return (
    <>
      {fileIds.map((fileId, index) => (
        <Button
          key={fileId}
          type="link"
          size="small"
          style={{ paddingInlineStart: 0 }}
          onClick={() => open(fileId)}
        >
          证明 {index + 1}
        </Button>
      ))}
      <Refused error={error} onClose={() => setError(null)} />
    </>
  );
}
